"""What the form of an outgoing document decides: its file made ready, its fields checked, stored."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal

from clerkdesk.domain.agencies import Office
from clerkdesk.domain.attachments import Attachment, FileRole
from clerkdesk.domain.fields import problems
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.outgoing import Outgoing, OutgoingEntry, OutgoingState
from clerkdesk.domain.register_fields import OUTGOING
from clerkdesk.domain.relations import Relation, RelationKind
from clerkdesk.domain.texts import _
from clerkdesk.ports.documents import PdfFacts
from clerkdesk.services.desk import Desk
from clerkdesk.services.draft import PreparedFile, export_note
from clerkdesk.services.typed_values import text
from clerkdesk.ui.chosen_file import read_file
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.one_at_a_time import OneAtATime


class DraftPresenter(OneAtATime):
    """One draft, new or being changed."""

    opened = Signal(dict)  # form values
    related = Signal(object)  # Relation of the new draft to an issued document
    file_noted = Signal(str)  # Vietnamese: what was done to the file for signing
    file_ready = Signal(str, int)  # name of the PDF, number of pages
    fields_read = Signal(object, dict)  # ReadDocument, form values

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._document: Outgoing | None = None
        self._earlier: Outgoing | None = None
        self._relation: Relation | None = None
        self._files: tuple[Attachment, ...] = ()
        self._text = ""

    def new(self, earlier: Outgoing | None = None, relation: Relation | None = None) -> None:
        """Start an empty draft with what the office always enters.

        Args:
            earlier: the issued document to which `relation` leads: its fields are a beginning.
        """
        self._turn_to(None, (), "")
        self._earlier, self._relation = earlier, relation
        self._jobs.run(
            Lane.STORE,
            self._desk.store.settings.office,
            done=self._while_open(self._start),
            failed=self.failed.emit,
        )

    def open(self, document: Outgoing) -> None:
        """Change an existing draft."""
        files = [f for f in document.entry.attachments if f.role is not FileRole.VERSION]
        self._turn_to(document, tuple(files), document.entry.full_text)
        names = [*(field.name for field in OUTGOING), "paper_decision", "paper_reason"]
        values = {name: getattr(document.entry, name) for name in names}
        self.opened.emit({**values, "urgency": str(document.entry.urgency.value)})
        self._count_pages()

    def choose_file(self, path: Path) -> None:
        """Take a Word file or PDF; it is turned into the PDF that will be signed."""
        self.working.emit(_("Đang chuẩn bị tệp để ký…"))
        self._jobs.run(
            Lane.PDF,
            lambda: self._desk.prepare_file(path.name, read_file(path)),
            done=self._while_open(self._prepared),
            failed=self._while_open(self._failed),
        )

    def load_page(self, index: int, dpi: int) -> bytes:
        """A page of the PDF as it will be signed (for the viewer, in Lane.PDF)."""
        main = self._main()
        if main is None:
            return b""
        pdf = self._desk.store.files.get(main.sha256)
        return self._desk.devices.pdf_desk.render(main.name, pdf, index, dpi)

    def as_document(self, values: Mapping[str, object]) -> Outgoing | None:
        """What stands in the form as a draft that is not stored, to be advised on; None without file."""
        main, day = self._main(), values.get("register_date")
        if main is None:
            return None
        entry = OutgoingEntry(
            issuing_org_name=text(values, "issuing_org_name"),
            doc_type=text(values, "doc_type"),
            drafting_unit=text(values, "drafting_unit"),
            signer_name=text(values, "signer_name"),
            subject="",
            signer_position="",
            recipients=(),
            register_date=day if isinstance(day, date) else self._desk.today,
            attachments=(main,),
            relations=self._document.entry.relations if self._document else (),
        )
        return Outgoing(self._document.uid if self._document else "", entry, OutgoingState.DRAFT)

    def save(self, values: Mapping[str, object]) -> None:
        """Store the draft, or name every field that is wrong."""
        wrong = problems(OUTGOING, values)
        if self._main() is None:
            wrong = {"file": _("Chưa chọn tệp Word hoặc PDF của văn bản."), **wrong}
        if wrong:
            self.problems_found.emit(wrong)
            return
        document, files, text, by = self._document, self._files, self._text, self._desk.person
        relations = (self._relation,) if self._relation else ()
        draft = self._desk.draft
        self.working.emit(_("Đang lưu…"))
        self._jobs.run(
            Lane.STORE,
            lambda: (
                draft(values, files, text, by, relations)
                if document is None
                else draft.change(document.uid, values, files, text, by)
            ),
            done=self._while_open(self._saved),
            failed=self._while_open(self._failed),
        )

    def _turn_to(self, document: Outgoing | None, files: tuple[Attachment, ...], text: str) -> None:
        """Leave what was open: a file that is still being made ready for it joins no other."""
        self._turn()
        self.working.emit("")
        self._document, self._files, self._text = document, files, text
        self._earlier = self._relation = None

    def _start(self, office: Office) -> None:
        values: dict[str, object] = {
            "issuing_org_name": office.name,
            "register_date": self._desk.today,
            "urgency": str(Urgency.NORMAL.value),
            "storage_location": _("Lưu: VT"),
        }
        if self._earlier is not None and self._relation is not None:
            values |= _after(self._earlier, self._relation)
            self.related.emit(self._relation)
        self.opened.emit(values)

    def _prepared(self, prepared: PreparedFile) -> None:
        self._files, self._text = prepared.files, prepared.text
        files, kept = self._files, self._desk.store.files
        self._jobs.run(
            Lane.STORE,
            lambda: export_note(files, kept),
            done=self._while_open(lambda note: self.file_noted.emit(note) if note else None),
            failed=self.failed.emit,
        )
        self.working.emit("")
        self._count_pages(prepared)

    def _count_pages(self, prepared: PreparedFile | None = None) -> None:
        main = self._main()
        if main is None:
            return
        store, pdf_desk = self._desk.store, self._desk.devices.pdf_desk

        def show(facts: PdfFacts) -> None:
            self.file_ready.emit(main.name, facts.pages)
            if prepared is not None:
                self.fields_read.emit(prepared.reading, dict(prepared.values))

        self._jobs.run(
            Lane.PDF,
            lambda: pdf_desk.facts(main.name, store.files.get(main.sha256)),
            done=self._while_open(show),
            failed=self.failed.emit,
        )

    def _main(self) -> Attachment | None:
        return next((file for file in self._files if file.role is FileRole.MAIN), None)

    def _saved(self, document: Outgoing) -> None:
        self.working.emit("")
        self._document = document
        self.saved.emit(document)


def _after(earlier: Outgoing, relation: Relation) -> dict[str, object]:
    """What a document that replaces or corrects `earlier` begins with; the clerk changes it."""
    entry = earlier.entry
    same = {
        "drafting_unit": entry.drafting_unit,
        "signer_name": entry.signer_name,
        "signer_position": entry.signer_position,
        "competence": entry.competence,
        "field": entry.field,
        "recipients": entry.recipients,
    }
    if relation.kind is RelationKind.REPLACES:  # by a document of equal form (Điều 18.3)
        return {**same, "doc_type": entry.doc_type, "subject": entry.subject}
    subject = _("Đính chính {doc_type} số {code}").format(
        doc_type=entry.doc_type, code=earlier.code
    )
    return {**same, "doc_type": _("Công văn"), "subject": subject}
