"""Registers on paper: every statutory column, driven by the field specs."""

from datetime import date

import pymupdf
import pytest

from clerkdesk.adapters.printing.printer import StoryPrinter
from clerkdesk.domain.fields import Field
from clerkdesk.domain.incoming import Assignment
from clerkdesk.domain.outgoing import Step
from clerkdesk.domain.register_fields import INCOMING, OUTGOING
from clerkdesk.domain.register_forms import INCOMING_FORM, OUTGOING_FORM, FormColumn
from clerkdesk.ports.documents import FormTable
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter
from clerkdesk.services.print_register import PrintRegister
from tests.fakes.documents import FakeFormPrinter
from tests.fakes.sample_documents import (
    CLERK,
    NOW,
    SUBMISSION,
    SUBMISSIONS,
    TODAY,
    attachment,
    incoming_entry,
    outgoing_entry,
)
from tests.fakes.store import FakeStore


@pytest.fixture
def store() -> FakeStore:
    return FakeStore(clock=lambda: NOW)


@pytest.fixture
def print_register(store: FakeStore) -> PrintRegister:
    return PrintRegister(store, StoryPrinter())


def words(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return "".join("".join(page.get_text().split()) for page in document)


def without_blanks(text: str) -> str:
    """A cell may be broken anywhere; blanks say nothing."""
    return "".join(text.split())


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        pytest.param(INCOMING_FORM, INCOMING, id="incoming"),
        pytest.param(OUTGOING_FORM, OUTGOING, id="outgoing"),
    ],
)
def test_a_statutory_form_has_ten_columns_and_fits_on_a4(
    form: tuple[FormColumn, ...], fields: tuple[Field, ...]
) -> None:
    assert [column.number for column in form] == list(range(1, 11))
    assert sum(column.width for column in form) <= 297 - 20
    assert {field.column for field in fields} <= {0, *range(1, 11)}


def test_the_incoming_register_is_printed_with_every_column(
    store: FakeStore, print_register: PrintRegister
) -> None:
    document = store.incoming.add(incoming_entry(note="bản chính"), CLERK.login)
    given = Assignment("Chủ tịch Nguyễn Văn Mẫu", "", date(2026, 11, 29), CLERK.login, NOW)
    store.incoming.forward(document.uid, given)
    printed = words(print_register.incoming(IncomingFilter(year=TODAY.year)))
    for part in (
        "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN",
        "Năm 2026",
        "Đơn vị hoặc người nhận",
        "Ký nhận",
        "UBND tỉnh Sóc Trăng",
        "15/2016/QĐ-UBND",
        "15/07/2016",
        "Quyết định Ban hành Quy chế",
        "Chủ tịch Nguyễn Văn Mẫu",
        "bản chính",
    ):
        assert without_blanks(part) in printed, part


def test_rows_are_in_the_order_of_numbers_however_many_there_are(store: FakeStore) -> None:
    for _number in range(520):
        store.incoming.add(incoming_entry(), CLERK.login)
    printer = FakeFormPrinter()
    PrintRegister(store, printer).incoming(IncomingFilter())
    ((_title, table),) = printer.printed
    assert isinstance(table, FormTable)
    assert [row[1] for row in table.rows] == [str(number) for number in range(1, 521)]


def test_a_draft_is_not_in_the_printed_outgoing_register(
    store: FakeStore, print_register: PrintRegister
) -> None:
    store.outgoing.draft(outgoing_entry(subject="chưa cấp số"), CLERK.login)
    document = store.outgoing.draft(outgoing_entry(subject="đã cấp số"), CLERK.login)
    store.outgoing.take_step(document.uid, Step.APPROVE, CLERK.login)
    store.outgoing.take_step(document.uid, Step.SIGN_PERSON, CLERK.login, attachment())
    store.outgoing.allot(document.uid, SUBMISSIONS, SUBMISSION, "VP", TODAY, CLERK.login)
    printed = words(print_register.outgoing(OutgoingFilter()))
    assert "01/TTr-UBND" in printed
    assert without_blanks("đã cấp số") in printed
    assert without_blanks("chưa cấp số") not in printed


def test_an_empty_register_prints_its_head(print_register: PrintRegister) -> None:
    assert without_blanks("SỔ ĐĂNG KÝ VĂN BẢN ĐI") in words(
        print_register.outgoing(OutgoingFilter())
    )
