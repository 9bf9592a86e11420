"""A paper original: signed by hand, numbered, stamped, and its scan made the main file (Điều 11.2)."""

from dataclasses import replace

from clerkdesk.domain.attachments import (
    LEAST_PDF_VERSION,
    PDF,
    Attachment,
    FileRole,
    is_pdf,
    pdf_version,
)
from clerkdesk.domain.errors import UnfitScan, UnsupportedFile
from clerkdesk.domain.outgoing import Outgoing, Step, after
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import RIGHT_OF_STEP, demand
from clerkdesk.domain.scans import ScanBatch
from clerkdesk.domain.secrecy import refuse_secret
from clerkdesk.domain.texts import _
from clerkdesk.ports.pages import PageWorkshop
from clerkdesk.ports.store import Store
from clerkdesk.services.allot_number import file_name
from clerkdesk.services.read_batch import BindBatch
from clerkdesk.services.stored_file import stored

LEAST_DPI = 200


class PaperOriginal:
    """Records what is done on paper, each step with its person and time."""

    def __init__(self, store: Store, bind: BindBatch, reader: PageWorkshop) -> None:
        self._store = store
        self._bind = bind
        self._reader = reader

    def signed_by_hand(self, uid: str, by: Person) -> Outgoing:
        """The leader has signed the printed document.

        Raises:
            NotAllowed, StepNotAllowed: it is not approved yet.
        """
        return self._step(uid, Step.SIGN_BY_HAND, by)

    def stamped(self, uid: str, by: Person) -> Outgoing:
        """The seal stands over the signature (NĐ 30/2020, Điều 33).

        Raises:
            NotAllowed, StepNotAllowed: it has no number yet.
        """
        return self._step(uid, Step.STAMP, by)

    def attach_batch(self, uid: str, batch: ScanBatch, by: Person) -> Outgoing:
        """Make the scanned pages the main file, and end their batch.

        Raises:
            UnfitScan: below 200 dpi (Phụ lục I, Phần II).
            SecretDocument, NotAllowed, StepNotAllowed, DiskFull, HelperCrashed: the pages wait on.
        """
        document = self.demand_fit(uid, batch, by)
        bound = self._bind(batch, file_name(document), document.entry.subject)
        taken = self._take(document, bound, by)
        self._store.spool.discard(batch.batch_id)
        return taken

    def demand_fit(self, uid: str, batch: ScanBatch, by: Person) -> Outgoing:
        """The document, if these pages may become its main file now.

        Raises:
            UnfitScan, NotAllowed, StepNotAllowed: as `attach_batch`.
        """
        document = self._ready(uid, by)
        if any(page.dpi < LEAST_DPI for page in batch.kept) or not batch.kept:
            raise UnfitScan(batch.title, _("phải quét từ {dpi} dpi trở lên").format(dpi=LEAST_DPI))
        return document

    def attach_bound(self, uid: str, bound: Attachment, by: Person) -> Outgoing:
        """Make the PDF of its pages, which `demand_fit` has let pass, the main file.

        Raises:
            NotAllowed, StepNotAllowed, DiskFull: nothing was changed.
        """
        return self._take(self._ready(uid, by), bound, by)

    def attach_file(self, uid: str, name: str, content: bytes, by: Person) -> Outgoing:
        """Make a scan that the clerk has as a file the main file; only PDF from 1.4.

        Raises:
            UnsupportedFile, UnfitScan: it is no PDF, or too old a kind of PDF.
            SecretDocument: it bears a stamp of secrecy (Điều 1.2).
            NotAllowed, StepNotAllowed, DiskFull, DamagedFile, LockedFile: nothing was changed.
        """
        document = self._ready(uid, by)
        version = pdf_version(content)
        if not is_pdf(content) or version is None:
            raise UnsupportedFile(name, "PDF")
        if version < LEAST_PDF_VERSION:
            raise UnfitScan(name, _("phải là PDF phiên bản 1.4 trở lên"))
        refuse_secret(self._reader.read_pdf(name, content).pages)  # so is a torn or locked file
        scan = stored(self._store.files, file_name(document), PDF, FileRole.MAIN, content)
        return self._take(document, scan, by)

    def _ready(self, uid: str, by: Person) -> Outgoing:
        demand(by, RIGHT_OF_STEP[Step.ATTACH_SCAN])
        document = self._store.outgoing.get(uid)
        after(Step.ATTACH_SCAN, document.state)
        return document

    def _take(self, document: Outgoing, scan: Attachment, by: Person) -> Outgoing:
        scan = replace(scan, role=FileRole.MAIN)
        return self._store.outgoing.take_step(document.uid, Step.ATTACH_SCAN, by.login, scan)

    def _step(self, uid: str, step: Step, by: Person) -> Outgoing:
        demand(by, RIGHT_OF_STEP[step])
        return self._store.outgoing.take_step(uid, step, by.login)
