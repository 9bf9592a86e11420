"""A token in the wrong hands of the order, and a file that changes under the signer's pen."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from clerkdesk.domain.errors import CannotSign
from clerkdesk.domain.outgoing import Outgoing, OutgoingState, Step
from clerkdesk.domain.tokens import SignatureKind, SignatureOrder, TokenCertificate
from clerkdesk.ports.signing import NO_STAMPS, SignedFile, Stamps
from clerkdesk.services.sign import Signed
from tests.fakes.office import DRAFT_VALUES, FakeOffice
from tests.fakes.sample_documents import CLERK, NOW
from tests.fakes.tokens import LEADER, ORGANISATION, FakeTokens


def signed_by(
    office: FakeOffice, document: Outgoing, kind: SignatureKind, certificate: TokenCertificate
) -> Signed:
    pin = office.pin()
    (signed,) = office.desk().sign([document], kind, certificate.certificate_id, pin, CLERK)
    assert not any(pin)
    return signed


def exchanged(office: FakeOffice, document: Outgoing) -> Outgoing:
    """The document, returned, given another file, and approved again."""
    desk = office.desk()
    office.store.outgoing.take_step(document.uid, Step.RETURN, "chutich")
    files, text, *_read = desk.prepare_file("ban-moi.docx", b"PK another Word file")
    desk.draft.change(document.uid, DRAFT_VALUES, files, text, CLERK)
    return desk.approve(document.uid, CLERK)


@pytest.mark.parametrize(
    ("kind", "certificate", "state"),
    [
        (SignatureKind.ORGANISATION, LEADER, OutgoingState.NUMBERED),
        (SignatureKind.PERSON, ORGANISATION, OutgoingState.APPROVED),
    ],
)
def test_a_token_of_the_other_kind_is_refused(
    kind: SignatureKind, certificate: TokenCertificate, state: OutgoingState
) -> None:
    office = FakeOffice()
    person = kind is SignatureKind.PERSON
    document = office.approved() if person else office.numbered()
    signed = signed_by(office, document, kind, certificate)
    assert isinstance(signed.error, CannotSign)
    assert "token đang chọn" in str(signed.error)
    stored = office.store.outgoing.get(document.uid)
    assert (stored.state, stored.main_file) == (state, document.main_file)


@pytest.mark.parametrize(
    "certificate",
    [
        replace(LEADER, not_after=NOW - timedelta(seconds=1)),
        replace(LEADER, not_before=NOW + timedelta(days=1)),
    ],
    ids=["expired", "not yet"],
)
def test_a_certificate_outside_its_time_signs_nothing(certificate: TokenCertificate) -> None:
    office = FakeOffice(tokens=FakeTokens([certificate]))
    document = office.approved()
    signed = signed_by(office, document, SignatureKind.PERSON, certificate)
    assert isinstance(signed.error, CannotSign)
    assert office.store.outgoing.get(document.uid) == document


def test_a_file_that_was_exchanged_before_the_pin_is_not_overwritten() -> None:
    office = FakeOffice()
    seen = office.approved()
    newer = exchanged(office, seen)
    signed = signed_by(office, seen, SignatureKind.PERSON, LEADER)
    assert isinstance(signed.error, CannotSign)
    assert "thay đổi" in str(signed.error)
    assert office.store.outgoing.get(seen.uid) == newer


class SlowTokens(FakeTokens):
    """While the token works, something else happens."""

    meanwhile: Callable[[], object]

    def sign(
        self,
        orders: Iterable[SignatureOrder],
        pin: bytearray,
        *,
        stop: Callable[[], bool],
        stamps: Stamps = NO_STAMPS,
        last_try: bool = False,
    ) -> Iterator[SignedFile]:
        for signed in super().sign(orders, pin, stop=stop, stamps=stamps, last_try=last_try):
            self.meanwhile()
            yield signed


def test_a_file_that_is_exchanged_while_the_token_works_is_not_overwritten() -> None:
    tokens = SlowTokens()
    office = FakeOffice(tokens=tokens)
    seen = office.approved()
    tokens.meanwhile = lambda: exchanged(office, seen)
    signed = signed_by(office, seen, SignatureKind.PERSON, LEADER)
    assert isinstance(signed.error, CannotSign)
    stored = office.store.outgoing.get(seen.uid)
    assert stored.state is OutgoingState.APPROVED
    assert stored.main_file is not None
    assert stored.main_file != seen.main_file
    assert b"/ByteRange" not in office.store.files.get(stored.main_file.sha256)


def test_a_document_that_is_twice_in_a_batch_is_signed_once() -> None:
    office = FakeOffice()
    document = office.approved()
    first, second = office.desk().sign(
        [document, document], SignatureKind.PERSON, LEADER.certificate_id, office.pin(), CLERK
    )
    assert first.error is None
    assert isinstance(second.error, CannotSign)
    assert first.document.state is OutgoingState.SIGNED
