"""S07 (Điều 5.1; NĐ 30, Điều 5; QĐ 28, Điều 4): each document says what its signatures make of it."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.verdicts import LEGAL_CLASS_NAMES, LegalClass, SignatureCheck, Verdict
from clerkdesk.ui.incoming.list_presenter import IncomingListPresenter
from clerkdesk.ui.incoming.preview_card import PreviewCard
from clerkdesk.ui.incoming.words import legal_text
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import INCOMING_VALUES, PDF_FILE, FakeOffice
from tests.fakes.sample_documents import CLERK
from tests.fakes.verify import UNSIGNED


def checked(verdict: Verdict, legal_class: LegalClass) -> SignatureCheck:
    return replace(UNSIGNED, verdict=verdict, legal_class=legal_class)


def test_every_class_has_its_words() -> None:
    assert set(LEGAL_CLASS_NAMES) == set(LegalClass)


@pytest.mark.parametrize("legal_class", list(LegalClass))
def test_only_what_was_found_valid_makes_a_legal_value(legal_class: LegalClass) -> None:
    assert legal_text(checked(Verdict.VALID, legal_class)) == LEGAL_CLASS_NAMES[legal_class]
    for verdict in (Verdict.INVALID, Verdict.INDETERMINATE):
        assert legal_text(checked(verdict, legal_class)) == "Giá trị pháp lý: chưa xác định"


@pytest.mark.parametrize(
    ("check", "said"),
    [
        (checked(Verdict.VALID, LegalClass.ORIGINAL), "Bản gốc điện tử"),
        (checked(Verdict.VALID, LegalClass.PARTLY), "Ký số một phần"),
        (UNSIGNED, "Để biết, tham khảo"),
        (checked(Verdict.INVALID, LegalClass.ORIGINAL), "chưa xác định"),
    ],
)
def test_the_document_beside_the_register_says_it(
    qtbot: QtBot, check: SignatureCheck, said: str
) -> None:
    office = FakeOffice()
    office.checker.otherwise = check
    desk = office.desk()
    candidate = desk.from_file("qd.pdf", PDF_FILE, Channel.MAIL)
    values = {**INCOMING_VALUES, "channel": "mail"}
    document = desk.register(candidate, values, CLERK).document
    presenter = IncomingListPresenter(desk, InstantJobs())
    card = PreviewCard(presenter)
    qtbot.addWidget(card)
    presenter.select(document.uid)
    assert said in card._verdict.text()
