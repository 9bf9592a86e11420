"""The JSON description from which `edxml write` makes a packet; names as `edxml read` prints them."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.allowed_formats import FormatRules, Objection, judge, usual_formats
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.errors import BadDescription, DangerousFile
from clerkdesk.domain.formats import shown_name
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.packets import (
    DocumentPacket,
    DocumentReference,
    Packet,
    PacketFile,
    PacketKind,
    ReceiverChange,
    Replacement,
    StatusPacket,
    document_id,
)
from clerkdesk.domain.texts import _
from clerkdesk.process.named_files import read_file


def packet_from(path: Path, now: datetime) -> Packet:
    """Make the packet that the JSON file `path` describes; attachments are read from beside it.

    Raises:
        FileNotRead: the description or an attachment cannot be read.
        BadDescription: a value is missing or of the wrong kind.
    """
    try:
        values = json.loads(read_file(path).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadDescription(str(path), _("không phải JSON (UTF-8)")) from error
    part = _Part(str(path), "", values)
    if part.text("kind", "new") == PacketKind.STATUS:
        return _status(part, now)
    return _document(part, path.parent, now)


class _Part:
    """A JSON object with its place in the description, for messages."""

    def __init__(self, file: str, place: str, values: object) -> None:
        self._file = file
        self._place = place
        if not isinstance(values, dict):
            raise self.wrong(place or "{}", _("phải là một đối tượng {…}"))
        self._values: Mapping[str, object] = values

    def wrong(self, name: str, why: str) -> BadDescription:
        return BadDescription(self._file, _("mục «{name}» {why}").format(name=name, why=why))

    def text(self, name: str, default: str | None = None) -> str:
        value = self._values.get(name)
        if value is None:
            if default is None:
                raise self.wrong(self._at(name), _("còn thiếu"))
            return default
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise self.wrong(self._at(name), _("phải là chữ"))
        return str(value)

    def number(self, name: str) -> int | None:
        value = self._values.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.wrong(self._at(name), _("phải là số nguyên"))
        return value

    def flag(self, name: str) -> bool:
        value = self._values.get(name, False)
        if not isinstance(value, bool):
            raise self.wrong(self._at(name), _("phải là true hoặc false"))
        return value

    def day(self, name: str) -> date | None:
        text = self.text(name, "")
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise self.wrong(self._at(name), _("phải là ngày dạng 2026-11-22")) from None

    def moment(self, name: str, default: datetime) -> datetime:
        text = self.text(name, "")
        try:
            value = datetime.fromisoformat(text) if text else default
        except ValueError:
            raise self.wrong(self._at(name), _("phải là thời điểm ISO 8601")) from None
        return value if value.tzinfo else value.replace(tzinfo=VIETNAM_TIME)

    def part(self, name: str) -> "_Part":
        return _Part(self._file, self._at(name), self._values.get(name))

    def parts(self, name: str) -> Sequence["_Part"]:
        return [
            _Part(self._file, f"{self._at(name)}[{index}]", value)
            for index, value in enumerate(self._list(name))
        ]

    def lines(self, name: str) -> tuple[str, ...]:
        values = self._list(name)
        if not all(isinstance(value, str) for value in values):
            raise self.wrong(self._at(name), _("phải là danh sách chữ"))
        return tuple(map(str, values))

    def _list(self, name: str) -> Sequence[object]:
        values = self._values.get(name)
        if values is None:
            return ()
        if not isinstance(values, list):
            raise self.wrong(self._at(name), _("phải là danh sách […]"))
        return values

    def _at(self, name: str) -> str:
        return f"{self._place}.{name}" if self._place else name


def _document(part: _Part, folder: Path, now: datetime) -> DocumentPacket:
    try:
        kind = PacketKind(part.text("kind", "new"))
    except ValueError:
        kinds = ", ".join(PacketKind)
        raise part.wrong("kind", _("phải là một trong: {kinds}").format(kinds=kinds)) from None
    sender, issued = _agency(part.part("from")), part.day("issued_date")
    number, notation = part.text("code_number"), part.text("code_notation")
    composed = document_id(sender.code, issued, f"{number}/{notation}") if issued else ""
    try:
        urgency = Urgency(part.number("urgency") or 0)
    except ValueError:
        raise part.wrong("urgency", _("phải từ 0 đến 4")) from None
    return DocumentPacket(
        kind=kind,
        document_id=part.text("document_id", composed),
        sender=sender,
        recipients=tuple(_agency(one) for one in part.parts("to")),
        code_number=number,
        code_notation=notation,
        issued_date=issued,
        place=part.text("place", ""),
        doc_type=part.text("doc_type"),
        subject=part.text("subject"),
        signer_name=part.text("signer_name"),
        signer_position=part.text("signer_position", ""),
        competence=part.text("competence", ""),
        edxml_type=part.number("edxml_type"),
        due_date=part.day("due_date"),
        urgency=urgency,
        page_count=part.number("page_count"),
        reason=part.text("reason", ""),
        replies_to=tuple(_reference(one) for one in part.parts("replies_to")),
        sent_at=part.moment("sent_at", now),
        files=tuple(_file(one, folder) for one in part.parts("attachments")),
        information_changed=part.flag("information_changed"),
        receiver_changes=tuple(
            ReceiverChange(one.text("organ_code"), one.flag("added"))
            for one in part.parts("receiver_changes")
        ),
        replaces=tuple(
            Replacement(one.text("document_id"), one.lines("organ_codes"))
            for one in part.parts("replaces")
        ),
        staff=part.text("staff", ""),
        department=part.text("department", ""),
        to_places=part.lines("to_places"),
        paper_follows=part.flag("paper_follows"),
    )


def _status(part: _Part, now: datetime) -> StatusPacket:
    return StatusPacket(
        status_code=part.text("status_code"),
        about=_reference(part.part("about")),
        sender=_agency(part.part("from")),
        staff=part.text("staff", ""),
        department=part.text("department", ""),
        at=part.moment("at", now),
        description=part.text("description", ""),
    )


def _agency(part: _Part) -> Agency:
    return Agency(
        part.text("code"), part.text("name"), part.text("email", ""), part.text("parent", "")
    )


def _reference(part: _Part) -> DocumentReference:
    return DocumentReference(
        document_id=part.text("document_id"),
        code_number=part.text("code_number", ""),
        code_notation=part.text("code_notation", ""),
        organ_code=part.text("organ_code"),
        issued_date=part.day("issued_date"),
    )


def _file(part: _Part, folder: Path) -> PacketFile:
    path = folder / part.text("path")
    name = part.text("name", path.name)
    content = read_file(path)
    verdict = judge(name, content, FormatRules(usual_formats()))
    if verdict.objection is Objection.DANGEROUS:
        raise DangerousFile(shown_name(name), verdict.reason)
    return PacketFile(name, "", content, part.text("description", ""))
