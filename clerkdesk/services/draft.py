"""Enter an outgoing document: its fields, its Word file or PDF, made ready for signing."""

from collections.abc import Mapping
from datetime import date
from pathlib import PurePath

from clerkdesk.domain.attachments import PDF, Attachment, FileRole
from clerkdesk.domain.errors import InvalidEntry, UnsupportedFile
from clerkdesk.domain.fields import problems
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.outgoing import Outgoing, OutgoingEntry, Recipient
from clerkdesk.domain.people import Person
from clerkdesk.domain.register_fields import OUTGOING
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.documents import PdfDesk
from clerkdesk.ports.pages import PageWorkshop
from clerkdesk.ports.store import Store

WORD_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".doc": "application/msword",
    ".odt": "application/vnd.oasis.opendocument.text",
}


class PrepareFile:
    """Turns what the clerk chose into the PDF that will be signed, with its empty number and date."""

    def __init__(self, store: Store, pdf_desk: PdfDesk, workshop: PageWorkshop) -> None:
        self._store = store
        self._pdf_desk = pdf_desk
        self._workshop = workshop

    def __call__(self, name: str, content: bytes) -> tuple[tuple[Attachment, ...], str]:
        """Keep the source and the prepared PDF; returns both and the text of the pages.

        Raises:
            UnsupportedFile, DamagedFile, LockedFile, NoWordConverter: it cannot become a PDF.
            CannotSign: the places of number and date are not on the page.
        """
        path = PurePath(name)
        if b"%PDF-" in content[:1024]:
            source_type, pdf = PDF, content
        elif path.suffix.lower() in WORD_TYPES:
            source_type = WORD_TYPES[path.suffix.lower()]
            pdf = self._pdf_desk.from_word(name, content)
        else:
            raise UnsupportedFile(name, "PDF, DOCX, DOC, ODT")
        prepared = self._pdf_desk.prepare_for_signing(name, pdf)
        reading = self._workshop.read_pdf(name, pdf)
        files = (
            Attachment(
                # A draft that the drafter called «41-TTr-UBND» must not pass for a numbered document.
                _("Dự thảo {name}.pdf").format(name=path.stem),
                PDF,
                FileRole.MAIN,
                self._store.files.put(prepared),
                len(prepared),
            ),
            Attachment(
                name, source_type, FileRole.SOURCE, self._store.files.put(content), len(content)
            ),
        )
        return files, nfc(reading.text)


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
    ) -> Outgoing:
        """Store a new draft.

        Raises:
            InvalidEntry: fields break their rules; nothing was stored.
            NotAllowed, DiskFull
        """
        demand(by, Right.DRAFT)
        if wrong := problems(OUTGOING, values):
            raise InvalidEntry(wrong)
        return self._store.outgoing.draft(_entry(values, files, full_text), by.login)

    def change(
        self,
        uid: str,
        values: Mapping[str, object],
        files: tuple[Attachment, ...],
        full_text: str,
        by: Person,
    ) -> Outgoing:
        """Store a changed draft.

        Raises:
            InvalidEntry, StepNotAllowed, NotAllowed, DiskFull: the old draft stands.
        """
        demand(by, Right.DRAFT)
        if wrong := problems(OUTGOING, values):
            raise InvalidEntry(wrong)
        return self._store.outgoing.change(uid, _entry(values, files, full_text), by.login)


def _entry(
    values: Mapping[str, object], files: tuple[Attachment, ...], full_text: str
) -> OutgoingEntry:
    register_date, recipients = values["register_date"], values["recipients"]
    assert isinstance(register_date, date)  # both checked by `problems`
    assert isinstance(recipients, tuple)
    due_date = values.get("due_date")
    return OutgoingEntry(
        issuing_org_name=_text(values, "issuing_org_name"),
        doc_type=_text(values, "doc_type"),
        subject=_text(values, "subject"),
        drafting_unit=_text(values, "drafting_unit"),
        signer_name=_text(values, "signer_name"),
        signer_position=_text(values, "signer_position"),
        recipients=tuple(item for item in recipients if isinstance(item, Recipient)),
        register_date=register_date,
        competence=_text(values, "competence"),
        field=_text(values, "field"),
        storage_location=_text(values, "storage_location"),
        note=_text(values, "note"),
        urgency=Urgency(int(_text(values, "urgency") or Urgency.NORMAL)),
        sheet_count=_whole(values, "sheet_count"),
        due_date=due_date if isinstance(due_date, date) else None,
        copies=_whole(values, "copies"),
        attachments=files,
        full_text=full_text,
    )


def _text(values: Mapping[str, object], name: str) -> str:
    return nfc(str(values.get(name) or "")).strip()


def _whole(values: Mapping[str, object], name: str) -> int | None:
    value = values.get(name)
    return value if isinstance(value, int) else None
