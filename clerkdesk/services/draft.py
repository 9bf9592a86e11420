"""Enter an outgoing document: its fields, its Word file or PDF, made ready for signing."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from clerkdesk.domain.attachments import PDF, Attachment, FileRole, is_hybrid, is_pdf, main_file
from clerkdesk.domain.copies import copy_relation
from clerkdesk.domain.errors import InvalidEntry, UnsupportedFile
from clerkdesk.domain.fields import problems
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.outgoing import Outgoing, OutgoingEntry, OutgoingState, Recipient, Step, after
from clerkdesk.domain.people import Person
from clerkdesk.domain.reading import ReadDocument
from clerkdesk.domain.register_fields import OUTGOING
from clerkdesk.domain.relations import Relation, RelationKind
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.secrecy import refuse_secret
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.documents import PdfDesk
from clerkdesk.ports.pages import PageWorkshop
from clerkdesk.ports.store import Files, Store
from clerkdesk.services.admit_file import AdmitFile
from clerkdesk.services.approve import given
from clerkdesk.services.decide_paper import chosen_paper, paper_problems
from clerkdesk.services.draft_reading import draft_values
from clerkdesk.services.stored_file import stored
from clerkdesk.services.typed_values import day, text, whole_number

WORD_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".doc": "application/msword",
    ".odt": "application/vnd.oasis.opendocument.text",
}


class PreparedFile(NamedTuple):
    """A file made ready for signing: source and PDF, the text of its pages, and what they say.

    `values` are those of the form `OUTGOING` that stand on the pages (`draft_values`).
    """

    files: tuple[Attachment, ...]
    text: str
    reading: ReadDocument
    values: Mapping[str, object]


class PrepareFile:
    """Turns what the clerk chose into the PDF that will be signed, with its empty number and date."""

    def __init__(self, store: Store, pdf_desk: PdfDesk, workshop: PageWorkshop) -> None:
        self._store = store
        self._pdf_desk = pdf_desk
        self._workshop = workshop
        self._admit = AdmitFile(store.settings)

    def __call__(self, name: str, content: bytes) -> PreparedFile:
        """Keep the source and the prepared PDF, and read the pages for the form.

        Raises:
            UnsupportedFile, DamagedFile, LockedFile, NoWordConverter: it cannot become a PDF.
            CannotSign: the places of number and date are not on the page.
            SecretDocument: it bears a stamp of secrecy (Điều 1.2); nothing of it was kept.
            DangerousFile, FormatRefused: its name or content is none that may enter.
            SecretDocument: a stamp of secrecy stands on a page (QĐ 15/2016, Điều 1.2).
        """
        self._admit(name, content)
        path = PurePath(name)
        if is_pdf(content):
            source_type, pdf = PDF, content
        elif path.suffix.lower() in WORD_TYPES:
            source_type = WORD_TYPES[path.suffix.lower()]
            pdf = self._pdf_desk.from_word(name, content)
        else:
            raise UnsupportedFile(name, "PDF, DOCX, DOC, ODT")
        prepared = self._pdf_desk.prepare_for_signing(name, pdf)
        reading = self._workshop.read_pdf(name, pdf)
        refuse_secret(reading.pages)  # before any of it is kept
        # A draft that the drafter called «41-TTr-UBND» must not pass for a numbered document.
        prepared_name = _("Dự thảo {name}.pdf").format(name=path.stem)
        files = (
            stored(self._store.files, prepared_name, PDF, FileRole.MAIN, prepared),
            stored(self._store.files, name, source_type, FileRole.SOURCE, content),
        )
        values = draft_values(reading, self._store.directory.agencies())
        return PreparedFile(files, nfc(reading.text), reading, values)


def export_note(files: Iterable[Attachment], kept: Files) -> str:
    """What is to be said of the file that was made anew for signing; empty where it needs no words."""
    sources = (file for file in files if file.role is FileRole.SOURCE and file.media_type == PDF)
    if not any(is_hybrid(kept.get(file.sha256)) for file in sources):
        return ""
    return _("PDF do Word tạo (hai bảng tra lẫn nhau) đã xuất lại trước khi ký; tệp gốc giữ kèm.")


class DraftOutgoing:
    """Stores drafts of văn bản đi."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(
        self,
        values: Mapping[str, object],
        files: tuple[Attachment, ...],
        full_text: str,
        by: Person,
        relations: tuple[Relation, ...] = (),
    ) -> Outgoing:
        """Store a new draft.

        Args:
            relations: what it replaces or corrects when it is issued.

        Raises:
            InvalidEntry: fields break their rules; nothing was stored.
            NotAllowed, DiskFull
        """
        demand(by, Right.DRAFT)
        if wrong := problems(OUTGOING, values) | paper_problems(values):
            raise InvalidEntry(wrong)
        for relation in relations:
            earlier = self._store.outgoing.get(relation.about).state
            if earlier is not OutgoingState.RECALLED:
                replaces = relation.kind is RelationKind.REPLACES
                after(Step.REPLACE if replaces else Step.CORRECT, earlier)
            given(relation.reason)
        entry = replace(self._noted(_entry(values, files, full_text)), relations=relations)
        return self._store.outgoing.draft(entry, by.login)

    def change(
        self,
        uid: str,
        values: Mapping[str, object],
        files: tuple[Attachment, ...],
        full_text: str,
        by: Person,
    ) -> Outgoing:
        """Store a changed draft; its earlier files stay as versions. While it is before the
        leader, only who may approve changes it (Phụ lục VI, F1n).

        Raises:
            InvalidEntry, StepNotAllowed, NotAllowed, DiskFull: the old draft stands.
        """
        demand(by, Right.DRAFT)
        if wrong := problems(OUTGOING, values) | paper_problems(values):
            raise InvalidEntry(wrong)
        before = self._store.outgoing.get(uid)
        if before.state is OutgoingState.SUBMITTED:
            demand(by, Right.APPROVE)
        if wrong := _not_the_copy(before, values, files):
            raise InvalidEntry(wrong)
        entry = replace(
            self._noted(_entry(values, _with_versions(before.entry.attachments, files), full_text)),
            relations=before.entry.relations,
        )
        return self._store.outgoing.change(uid, entry, by.login)

    def _noted(self, entry: OutgoingEntry) -> OutgoingEntry:
        """With the note of an exported file, once, behind what the clerk wrote."""
        note = export_note(entry.attachments, self._store.files)
        if not note or note in entry.note:
            return entry
        return replace(entry, note=" ".join(filter(None, (entry.note, note))))


def _not_the_copy(
    before: Outgoing, values: Mapping[str, object], files: tuple[Attachment, ...]
) -> dict[str, str]:
    """What of a copy may not be changed: its file and its kind are what was copied."""
    if copy_relation(before) is None:
        return {}
    wrong = {}
    if main_file(files) != before.main_file:
        wrong["file"] = _("Bản sao giữ nguyên tệp của văn bản được sao; cần tệp khác thì sao lại.")
    if text(values, "doc_type") != before.entry.doc_type:
        wrong["doc_type"] = _("Bản sao không đổi được loại; cần loại khác thì sao lại.")
    return wrong


def _with_versions(
    old: tuple[Attachment, ...], new: tuple[Attachment, ...]
) -> tuple[Attachment, ...]:
    """The new files, and behind them every earlier one as a VERSION."""
    kept = {file.sha256 for file in new}
    versions = [replace(file, role=FileRole.VERSION) for file in old if file.sha256 not in kept]
    return (*new, *versions)


def _entry(
    values: Mapping[str, object], files: tuple[Attachment, ...], full_text: str
) -> OutgoingEntry:
    register_date, recipients = values["register_date"], values["recipients"]
    assert isinstance(register_date, date)  # both checked by `problems`
    assert isinstance(recipients, tuple)
    return OutgoingEntry(
        issuing_org_name=text(values, "issuing_org_name"),
        doc_type=text(values, "doc_type"),
        subject=text(values, "subject"),
        drafting_unit=text(values, "drafting_unit"),
        signer_name=text(values, "signer_name"),
        signer_position=text(values, "signer_position"),
        recipients=tuple(item for item in recipients if isinstance(item, Recipient)),
        register_date=register_date,
        competence=text(values, "competence"),
        field=text(values, "field"),
        storage_location=text(values, "storage_location"),
        note=text(values, "note"),
        urgency=Urgency(int(text(values, "urgency") or Urgency.NORMAL)),
        sheet_count=whole_number(values, "sheet_count"),
        due_date=day(values, "due_date"),
        copies=whole_number(values, "copies"),
        attachments=files,
        full_text=full_text,
        paper_decision=chosen_paper(values),
        paper_reason=text(values, "paper_reason") if chosen_paper(values) else "",
    )
