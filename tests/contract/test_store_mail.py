"""The outbox of the mailbox: what is queued with an act, tried, taken, refused; and the folders' marks."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations

import pytest

from clerkdesk.domain.attachments import PDF, Attachment, FileRole
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import StepNotAllowed
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.mails import MailPurpose, MailState, OutgoingMail
from clerkdesk.domain.outgoing import Delivery, Recipient, Step
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.mail import FolderMark
from clerkdesk.ports.store import Arrival, Store
from tests.fakes.sample_documents import NOW, Clock, incoming_entry, outgoing_entry

LATER = NOW + timedelta(hours=1)


def mail(number: int = 1, *, about: str = "", sha256: str = "0" * 64) -> OutgoingMail:
    place = Recipient("Sở Nội vụ", channel=Channel.MAIL, email="so@tinh.gov.vn")
    return OutgoingMail(
        message_id=f"<{number}@xa.gov.vn>",
        sender="ubnd@xa.gov.vn",
        sender_name="UBND xã",
        to="so@tinh.gov.vn",
        to_name="Sở Nội vụ",
        subject="Tờ trình",
        body="Kính gửi\n",
        at=NOW,
        purpose=MailPurpose.ISSUE,
        about=about,
        files=(Attachment("a.pdf", PDF, FileRole.MAIN, sha256, 9),),
        recipient=place,
    )


def test_a_mail_is_kept_whole_and_the_same_one_only_once(store: Store) -> None:
    store.mails.queue([mail(about="u-1"), mail(2)])
    store.mails.queue([mail(about="u-1")])
    first, second = store.mails.waiting()
    assert (first.mail, second.mail) == (mail(about="u-1"), mail(2))
    assert first.state is MailState.WAITING
    assert store.mails.by_message("<2@xa.gov.vn>") == second
    assert store.mails.by_message("<3@xa.gov.vn>") is None
    assert list(store.mails.about("u-1")) == [first]
    assert list(store.mails.about("")) == []


def test_a_mail_is_in_doubt_until_the_server_has_answered(store: Store) -> None:
    store.mails.queue([mail()])
    (queued,) = store.mails.due(LATER)
    store.mails.begin(queued.mail_id)
    (doubtful,) = store.mails.due(LATER)
    assert doubtful.state is MailState.IN_DOUBT
    assert doubtful.tries == 1
    store.mails.sent(queued.mail_id, LATER, "250 OK")
    assert store.mails.waiting() == []
    (sent,) = store.mails.unfiled()
    assert (sent.state, sent.sent_at, sent.reply) == (MailState.SENT, LATER, "250 OK")
    store.mails.filed(queued.mail_id)
    assert store.mails.unfiled() == []
    store.mails.put_off(queued.mail_id, "muộn", LATER)
    store.mails.begin(queued.mail_id)
    assert store.mails.waiting() == [], "what was sent stays sent"


def test_what_is_put_off_waits_for_its_time_and_what_is_refused_waits_no_more(store: Store) -> None:
    store.mails.queue([mail(), mail(2)])
    first, second = store.mails.waiting()
    store.mails.put_off(first.mail_id, "451 sau", LATER)
    store.mails.refused(second.mail_id, "550 không có")
    assert store.mails.due(LATER - timedelta(minutes=1)) == []
    (due,) = store.mails.due(LATER)
    assert (due.mail_id, due.last_error, due.next_try_at) == (first.mail_id, "451 sau", LATER)
    refused = store.mails.by_message("<2@xa.gov.vn>")
    assert refused is not None
    assert (refused.state, refused.last_error) == (MailState.REFUSED, "550 không có")


def test_notices_are_found_by_when_they_were_decided(store: Store) -> None:
    store.mails.queue([mail()], NOW)
    store.mails.queue([mail(2)], LATER)
    store.mails.queue([mail(3)])
    first, _second = store.mails.answers(NOW)
    assert first.confirmed_at == NOW
    assert len(store.mails.answers(LATER)) == 2, "what still waits is told whenever it was decided"
    store.mails.begin(first.mail_id)
    store.mails.sent(first.mail_id, LATER, "250")
    assert len(store.mails.answers(LATER)) == 1


def test_marks_of_folders_are_of_their_mailbox(store: Store) -> None:
    assert store.mails.folder_mark("a@x", "INBOX") == FolderMark("INBOX", 0, 0)
    store.mails.note_folder("a@x", FolderMark("INBOX", 7, 12))
    store.mails.note_folder("a@x", FolderMark("INBOX", 7, 13))
    assert store.mails.folder_mark("a@x", "INBOX") == FolderMark("INBOX", 7, 13)
    assert store.mails.folder_mark("b@x", "INBOX") == FolderMark("INBOX", 0, 0)


def test_a_step_and_its_mails_are_kept_together_or_not_at_all(store: Store) -> None:
    document = store.outgoing.draft(outgoing_entry(), "vanthu")
    with pytest.raises(StepNotAllowed):
        store.outgoing.take_step(document.uid, Step.ISSUE, "vanthu", mails=[mail()])
    assert store.mails.waiting() == []
    store.outgoing.take_step(document.uid, Step.SUBMIT, "vanthu", mails=[mail()])
    assert len(store.mails.waiting()) == 1


def test_a_mail_that_came_is_told_from_a_packet(store: Store) -> None:
    header = PacketHeader("so@tinh.gov.vn", (), "<1@t>", "new", "a" * 64, 3, "thu.eml")
    arrival = Arrival("m-1", header, PacketKind.NEW, "Công văn", "", NOW, None, by_mail=True)
    assert store.exchange.receive(arrival)
    same_mail = replace(arrival, header=replace(header, sha256="b" * 64))
    assert not store.exchange.receive(same_mail)
    (found,) = store.exchange.arrivals()
    assert found.by_mail
    assert found.title == "so@tinh.gov.vn · Công văn"


def test_a_document_is_found_by_the_content_of_its_main_file(store: Store) -> None:
    file = Attachment("a.pdf", PDF, FileRole.MAIN, store.files.put(b"%PDF-1.4"), 8)
    entry = incoming_entry(attachments=(file,), packet_id="<1@t>")
    document = store.incoming.add(entry, "vanthu")
    assert store.incoming.by_packet("<2@t>", file.sha256) == document
    assert store.incoming.by_packet("<2@t>", "f" * 64) is None
    assert store.incoming.by_packet("<2@t>") is None


def test_a_file_that_a_mail_still_carries_is_not_shredded(store: Store) -> None:
    sha256 = store.files.put(b"%PDF-1.4 to be sent")
    store.mails.queue([mail(sha256=sha256)])
    store.files.forget([sha256])
    assert store.files.has(sha256)


@pytest.mark.parametrize("order", [0, 1, 2, 3, 4, 5])
def test_sent_came_back_and_sent_again_end_the_same_in_any_order(
    store: Store, clock: Clock, order: int
) -> None:
    place = Recipient("Sở Nội vụ", channel=Channel.MAIL, email="so@tinh.gov.vn")

    def news(status: DeliveryStatus, at: datetime) -> Delivery:
        sent_at = at if status is DeliveryStatus.SENT else None
        return Delivery(place, status, sent_at=sent_at, status_at=at)

    told = [
        news(DeliveryStatus.SENT, NOW),
        news(DeliveryStatus.UNDELIVERED, NOW + timedelta(minutes=1)),
        news(DeliveryStatus.SENT, LATER),
    ]
    document = store.outgoing.draft(outgoing_entry(recipients=(place,)), "vanthu")
    for one in list(permutations(told))[order]:
        document = store.outgoing.set_delivery(document.uid, one, "hệ thống")
    (way,) = document.deliveries
    assert (way.status, way.status_at) == (DeliveryStatus.SENT, LATER)
