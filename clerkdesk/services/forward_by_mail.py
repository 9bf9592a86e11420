"""Send a registered document with its phiếu giải quyết to a leader's own mailbox (Điều 10.2.b)."""

from collections.abc import Callable

from clerkdesk.domain.attachments import PDF, FileRole
from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.people import Person
from clerkdesk.domain.recipients import is_email
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import Store
from clerkdesk.services.mail_setting import read_account
from clerkdesk.services.stored_file import stored
from clerkdesk.services.write_mails import WriteMails

LEADER = "mail.leader"
"""The address that was used last, on this desk."""
_SENT = (FileRole.MAIN, FileRole.APPENDIX)

MakeSheet = Callable[[str], bytes]
"""uid -> the sheet as PDF."""


class ForwardByMail:
    """Beside the forwarding in the register, which it does not replace."""

    def __init__(self, store: Store, mails: WriteMails, sheet: MakeSheet) -> None:
        self._store = store
        self._mails = mails
        self._sheet = sheet

    @property
    def possible(self) -> bool:
        """Whether the office has a mailbox."""
        return read_account(self._store.settings).is_set

    @property
    def last(self) -> str:
        """The address that was used last."""
        return str(self._store.settings.get(LEADER) or "")

    def __call__(self, uid: str, address: str, by: Person) -> None:
        """Queue the mail: the document, its appendices, and the sheet to be filled in.

        Raises:
            InvalidEntry: it is no address, or the office has no mailbox.
            NotAllowed: `by` may not forward.
            DiskFull: nothing was queued.
        """
        demand(by, Right.FORWARD)
        address = address.strip()
        if not is_email(address):
            raise InvalidEntry({"email": _("Địa chỉ thư phải có dạng ten@coquan.gov.vn.")})
        if not self.possible:
            raise InvalidEntry({"email": _("Cơ quan chưa có hộp thư: xem Thiết lập.")})
        document = self._store.incoming.get(uid)
        name = _("Phiếu giải quyết số đến {number}.pdf").format(number=document.shown_number)
        sheet = stored(self._store.files, name, PDF, FileRole.APPENDIX, self._sheet(uid))
        files = [file for file in document.entry.attachments if file.role in _SENT]
        self._mails.forward(document, address, (*files, sheet), by)
        self._store.settings.keep_here(LEADER, address)
