"""What the form of a copy decides: what can be copied, whether the law knows it, the draft made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from clerkdesk.domain.copies import (
    COPY_FIELDS,
    COPY_NAMES,
    CopyKind,
    Medium,
    medium_problem,
    pages_advice,
    pages_problem,
    read_pages,
)
from clerkdesk.domain.fields import problems
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.services.make_copy import Original
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.one_at_a_time import OneAtATime


@dataclass(frozen=True, slots=True)
class CopySheet:
    """What is shown when the form opens."""

    document: Incoming | Outgoing
    original: Original
    values: Mapping[str, object]


class CopyPresenter(OneAtATime):
    """One copy of one document at a time."""

    opened = Signal(object)  # CopySheet

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._sheet: CopySheet | None = None

    def open(self, document: Incoming | Outgoing) -> None:
        """Look at the file of `document`."""
        self._turn()
        self._sheet = None
        self.working.emit(_("Đang mở văn bản được sao…"))
        make, people = self._desk.make_copy, self._desk.store.accounts.people

        def look() -> CopySheet:
            original = make.original(document)
            return CopySheet(document, original, _first_values(original, people()))

        self._jobs.run(
            Lane.PDF,
            look,
            done=self._while_open(self._opened),
            failed=self._while_open(self._failed),
        )

    def load_page(self, index: int, dpi: int) -> bytes:
        """A page of what is copied (for the viewer, in Lane.PDF)."""
        sheet = self._sheet
        if sheet is None:
            return b""
        file = sheet.original.file
        pdf = self._desk.store.files.get(file.sha256)
        return self._desk.devices.pdf_desk.render(file.name, pdf, index, dpi)

    def wants_pages(self, values: Mapping[str, object]) -> bool:
        """Whether pages are chosen: of trích sao only."""
        return values.get("copy_kind") == CopyKind.EXTRACT.value

    def advice(self, values: Mapping[str, object]) -> tuple[str, bool]:
        """What comes of the present choice, in words, and whether it is lawful."""
        sheet = self._sheet
        kinds, media = {kind.value for kind in CopyKind}, {medium.value for medium in Medium}
        if (
            sheet is None
            or values.get("copy_kind") not in kinds
            or values.get("medium") not in media
        ):
            return "", True
        kind, medium = CopyKind(str(values["copy_kind"])), Medium(str(values["medium"]))
        wrong = medium_problem(kind, sheet.original.source, medium)
        if wrong:
            return " ".join(wrong.values()), False
        lines = [
            _(
                "Giá trị pháp lý: bản {kind}, như bản chính (Điều 26 Nghị định 30/2020/NĐ-CP)."
            ).format(kind=_(COPY_NAMES[kind]).lower()),
            _(
                "Tiếp theo: người có thẩm quyền cho phép sao → cấp số → ký số cơ quan ở góc trên bên "
                "phải trang đầu, chỉ có chữ, không có hình."
            )
            if medium is Medium.ELECTRONIC
            else _(
                "Tiếp theo: duyệt → in bản sao (có khối «{form}» dưới phần cuối) → ký tay → cấp số → "
                "đóng dấu → gắn bản quét."
            ).format(form=_(COPY_NAMES[kind]).upper()),
        ]
        return "\n".join((*lines, *self._on_pages(kind, values))), True

    def save(self, values: Mapping[str, object]) -> None:
        """Make the copy's draft, or name every field that is wrong."""
        sheet = self._sheet
        if sheet is None:
            return
        wrong = problems(COPY_FIELDS, values)
        if not wrong:
            kind, source = CopyKind(str(values["copy_kind"])), sheet.original.source
            wrong = medium_problem(kind, source, Medium(str(values["medium"])))
            wrong |= pages_problem(kind, str(values.get("pages") or ""), source.pages)
        if wrong:
            self.problems_found.emit(wrong)
            return
        make, person, document = self._desk.make_copy, self._desk.person, sheet.document
        self.working.emit(_("Đang làm bản sao…"))
        self._jobs.run(
            Lane.PDF,
            lambda: make(document, values, person),
            done=self._while_open(self._saved),
            failed=self._while_open(self._failed),
        )

    def _on_pages(self, kind: CopyKind, values: Mapping[str, object]) -> list[str]:
        sheet = self._sheet
        if sheet is None or kind is not CopyKind.EXTRACT:
            return []
        count = sheet.original.source.pages
        try:
            said = pages_advice(read_pages(str(values.get("pages") or ""), count), count)
        except ValueError:
            return []
        return [said] if said else []

    def leave(self) -> None:
        """The form was given up: what is still under way says nothing."""
        self._stop.stop()
        self.working.emit("")

    def _opened(self, sheet: CopySheet) -> None:
        self._sheet = sheet
        self.working.emit("")
        self.opened.emit(sheet)

    def _saved(self, copy: Outgoing) -> None:
        self.working.emit("")
        self.saved.emit(copy)


def _first_values(original: Original, people: Sequence[Person]) -> dict[str, object]:
    """What the form begins with: the usual copy of such a document."""
    source = original.source
    leaders = [person for person in people if Role.LEADER in person.roles]
    head = leaders[0] if len(leaders) == 1 else None
    return {
        "copy_kind": (CopyKind.RECOPY if source.is_copy else CopyKind.TRUE_COPY).value,
        "medium": (Medium.PAPER if source.medium is Medium.ELECTRONIC else Medium.ELECTRONIC).value,
        "pages": "1" if source.pages == 1 else f"1-{source.pages}",
        "copies": 1,
        "competence": "",
        "signer_name": head.full_name if head else "",
        "signer_position": head.position if head else "",
        "recipients": (),
        "storage_location": _("Lưu: VT"),
        "note": "",
    }
