"""Write the mails of the office: documents to recipients, and answers to senders."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date, datetime

from clerkdesk.domain.attachments import Attachment, FileRole
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import BadMail, NotFound
from clerkdesk.domain.incoming import Channel, Incoming
from clerkdesk.domain.mail_account import MailAccount
from clerkdesk.domain.mails import Mail, MailPurpose, OutgoingMail
from clerkdesk.domain.outgoing import Outgoing, Recipient
from clerkdesk.domain.people import Person
from clerkdesk.ports.mail import MailCodec
from clerkdesk.ports.store import Arrival, Store
from clerkdesk.services.mail_setting import read_account
from clerkdesk.services.mail_templates import filled, read_template

_SENT = (FileRole.MAIN, FileRole.APPENDIX)


class WriteMails:
    """Nothing leaves by this: mails are queued, and go when there is a line.

    Message-IDs are made of what a mail is about, so that the same act repeated after a break is the
    same mail.
    """

    def __init__(self, store: Store, codec: MailCodec, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._codec = codec
        self._clock = clock

    def of_document(
        self,
        document: Outgoing,
        recipients: Sequence[Recipient],
        by: Person,
        purpose: MailPurpose = MailPurpose.ISSUE,
        reason: str = "",
        *,
        again: str = "",
    ) -> list[OutgoingMail]:
        """One mail to each recipient that is reached by mail; none where the office has no mailbox.

        Args:
            again: tells a mail that is sent once more from the one before.
        """
        account = read_account(self._store.settings)
        if not account.is_set:
            return []
        carries = purpose is MailPurpose.ISSUE
        files = sorted(
            (file for file in document.entry.attachments if carries and file.role in _SENT),
            key=lambda file: _SENT.index(file.role),
        )
        return [
            self._mail(
                account,
                purpose,
                {
                    "tên loại": document.entry.doc_type,
                    "số ký hiệu": document.code,
                    "ngày": _day(document.issued_date),
                    "trích yếu": document.entry.subject,
                    "nơi nhận": place.name,
                    "người gửi": by.full_name,
                    "lý do": reason,
                },
                to=(place.email, place.name),
                about=document.uid,
                key=f"{document.uid}\n{place.email.casefold()}\n{reason}\n{again}",
                files=tuple(files),
                recipient=place,
            )
            for place in by_mail(recipients)
        ]

    def accepted(
        self, arrival: Arrival, document: Incoming, by: Person, confirmed_at: datetime
    ) -> None:
        """Tell the sender of a mail under which number its document was registered (Điều 13)."""
        entry = document.entry
        facts = {
            "số ký hiệu": document.code,
            "trích yếu": entry.subject,
            "ngày": _day(entry.issued_date),
            "tên loại": entry.doc_type,
            "số đến": document.shown_number,
            "ngày đến": _day(entry.arrival_date),
        }
        self._answer(arrival, MailPurpose.ACCEPTED, facts, by, document.uid, confirmed_at)

    def forward(
        self, document: Incoming, address: str, files: Sequence[Attachment], by: Person
    ) -> None:
        """Queue a registered document for somebody's own mailbox."""
        account, entry = read_account(self._store.settings), document.entry
        facts = {
            "tên loại": entry.doc_type,
            "số ký hiệu": document.code,
            "ngày": _day(entry.issued_date),
            "trích yếu": entry.subject,
            "nơi nhận": address,
            "người gửi": by.full_name,
            "số đến": document.shown_number,
            "ngày đến": _day(entry.arrival_date),
        }
        mail = self._mail(
            account,
            MailPurpose.FORWARD,
            facts,
            to=(address, ""),
            about=document.uid,
            key=f"{document.uid}\n{address.casefold()}\n{self._clock().isoformat()}",
            files=tuple(files),
        )
        self._store.mails.queue([mail])

    def refused(self, arrival: Arrival, reason: str, by: Person) -> None:
        """Tell the sender why its document was not taken in (Điều 4.1.c)."""
        self._answer(arrival, MailPurpose.REFUSED, {"lý do": reason}, by, "", self._clock())

    def _answer(
        self,
        arrival: Arrival,
        purpose: MailPurpose,
        facts: dict[str, str],
        by: Person,
        about: str,
        confirmed_at: datetime,
    ) -> None:
        """Queue a reply; none to a program, to nobody, or to the office itself."""
        account = read_account(self._store.settings)
        mail = self._read(arrival)
        if mail is None or not account.is_set or not mail.sender or mail.automatic:
            return
        if mail.sender.casefold() == account.address.casefold():
            return
        statuses = {
            MailPurpose.ACCEPTED: DeliveryStatus.ACCEPTED,
            MailPurpose.REFUSED: DeliveryStatus.REFUSED,
        }
        name = mail.sender_name or mail.sender
        answer = self._mail(
            account,
            purpose,
            {**facts, "nơi nhận": name, "người gửi": by.full_name, "tiêu đề thư": mail.subject},
            to=(mail.sender, mail.sender_name),
            about=about,
            key=f"{arrival.arrival_id}",
            answers=mail.message_id,
            status_code=statuses[purpose].value,
        )
        self._store.mails.queue([answer], confirmed_at)

    def _read(self, arrival: Arrival) -> Mail | None:
        try:
            content = self._store.files.get(arrival.header.sha256)
            return self._codec.read(arrival.header.name, content)
        except (NotFound, BadMail):
            return None

    def _mail(
        self,
        account: MailAccount,
        purpose: MailPurpose,
        facts: dict[str, str],
        *,
        to: tuple[str, str],
        about: str,
        key: str,
        files: tuple[Attachment, ...] = (),
        answers: str = "",
        status_code: str = "",
        recipient: Recipient | None = None,
    ) -> OutgoingMail:
        office = self._store.settings.office()
        template = read_template(self._store.settings, purpose)
        facts = {**facts, "cơ quan": office.name}
        said = hashlib.sha256(f"{office.code}\n{purpose}\n{key}".encode()).hexdigest()[:40]
        domain = account.address.rpartition("@")[2]
        return OutgoingMail(
            message_id=f"<{said}@{domain}>",
            sender=account.address,
            sender_name=office.short_name or office.name,
            to=to[0],
            to_name=to[1],
            subject=filled(template.subject, facts),
            body=filled(template.body, facts) + "\n",
            at=self._clock(),
            purpose=purpose,
            about=about,
            files=files,
            answers=answers,
            status_code=status_code,
            recipient=recipient,
        )


def by_mail(recipients: Sequence[Recipient]) -> list[Recipient]:
    """Those that get mails."""
    return [place for place in recipients if place.channel is Channel.MAIL and place.email]


def _day(day: date | datetime | None) -> str:
    if day is None:
        return ""
    return f"{local_date(day) if isinstance(day, datetime) else day:%d/%m/%Y}"
