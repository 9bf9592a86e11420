"""The office's list of formats, and the one verdict on a file that wants to enter."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from clerkdesk.domain import formats as kinds
from clerkdesk.domain.attachments import PDF
from clerkdesk.domain.formats import (
    extension,
    hides_letters,
    name_danger,
    plain_name,
    sniff,
)
from clerkdesk.domain.texts import N_, _


@dataclass(frozen=True, slots=True)
class FileFormat:
    """One line of the list; `magic` are first bytes in hex, for formats that are not known here."""

    name: str
    extensions: tuple[str, ...]
    media_types: tuple[str, ...] = ()
    magic: tuple[str, ...] = ()
    allowed: bool = True

    def is_content(self, media_type: str, content: bytes) -> bool:
        """Whether content is of this format."""
        known = bool(media_type) and media_type in self.media_types
        return known or any(content.startswith(bytes.fromhex(head)) for head in self.magic)


@dataclass(frozen=True, slots=True)
class FormatRules:
    """The list, and whether what is outside it is only warned of or kept out."""

    formats: tuple[FileFormat, ...]
    block: bool = False


class Objection(StrEnum):
    """What is wrong with a file, worst first."""

    DANGEROUS = "dangerous"
    """A program, script or shortcut, or a name that hides one: never taken in."""
    OUTSIDE = "outside"
    """Its format is not on the list."""
    MISNAMED = "misnamed"
    """Its content is not what its name says."""


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """What is known of a file before it enters."""

    name: str
    """Without a path."""
    media_type: str
    objection: Objection | None = None
    reason: str = ""
    """A Vietnamese clause; empty without an objection."""


def judge(name: str, content: bytes, rules: FormatRules) -> FileVerdict:
    """Look at name and content.

    Source: QĐ 15/2016/QĐ-UBND, Điều 5.2.c (TT 22/2013, since 2018 TT 39/2017/TT-BTTTT).
    """
    found = sniff(content)
    own_name = plain_name(name)
    media_type = found.media_type or "application/octet-stream"

    def objected(objection: Objection, reason: str) -> FileVerdict:
        return FileVerdict(own_name, media_type, objection, reason)

    if hides_letters(name):
        return objected(Objection.DANGEROUS, _("tên tệp có ký tự ẩn làm sai phần mở rộng"))
    if danger := name_danger(own_name):
        return objected(
            Objection.DANGEROUS,
            _("tên có phần mở rộng «.{ext}» của chương trình").format(ext=danger),
        )
    if ":" in own_name:
        return objected(Objection.DANGEROUS, _("tên tệp có dấu «:»"))
    if found.carries:
        return objected(
            Objection.DANGEROUS,
            _("bên trong tệp nén có chương trình «{name}»").format(name=found.carries),
        )
    if found.dangerous:
        return objected(Objection.DANGEROUS, _("nội dung là chương trình, không phải văn bản"))
    fitting = [f for f in rules.formats if f.allowed and f.is_content(found.media_type, content)]
    if not fitting:
        return objected(Objection.OUTSIDE, _("định dạng không có trong danh mục cho phép"))
    if found.macros:
        return objected(Objection.OUTSIDE, _("tệp có macro"))
    if not any(extension(own_name) in f.extensions for f in fitting):
        return objected(
            Objection.MISNAMED,
            _("nội dung là {kind}, không đúng với đuôi tệp").format(kind=fitting[0].name),
        )
    return FileVerdict(own_name, media_type)


def format_problems(formats: Sequence[FileFormat]) -> list[str]:
    """What is wrong with a list of formats, as Vietnamese sentences."""
    wrong = []
    for entry in formats:
        name = entry.name or "?"
        if not entry.name or not entry.extensions:
            wrong.append(_("«{name}»: cần có tên và ít nhất một đuôi tệp.").format(name=name))
        for ending in entry.extensions:
            if ending in kinds.DANGEROUS_EXTENSIONS:
                wrong.append(
                    _("«{name}»: đuôi «.{ext}» là chương trình, không bao giờ được nhận.").format(
                        name=name, ext=ending
                    )
                )
        if not entry.media_types and not entry.magic:
            wrong.append(
                _("«{name}»: cần kiểu nội dung hoặc các byte đầu tệp để nhận ra.").format(name=name)
            )
        for head in entry.magic:
            try:
                short = len(bytes.fromhex(head)) < 2
            except ValueError:
                short = True
            if short:
                wrong.append(
                    _("«{name}»: byte đầu tệp viết ở hệ 16, ít nhất 2 byte.").format(name=name)
                )
    if not any(PDF in entry.media_types and entry.allowed for entry in formats):
        wrong.append(_("Danh mục phải có PDF: văn bản chính khi phát hành là tệp PDF."))
    return wrong


def usual_formats() -> tuple[FileFormat, ...]:
    """What an office starts with (DOMAIN §4.1; the exact items of the circular are not verified)."""
    return (
        FileFormat("PDF", ("pdf",), (PDF,)),
        FileFormat("Word", ("docx", "doc"), (kinds.DOCX, kinds.DOC)),
        FileFormat(N_("Văn bản OpenDocument"), ("odt",), (kinds.ODT,)),
        FileFormat("RTF", ("rtf",), (kinds.RTF,)),
        FileFormat(N_("Văn bản thuần, CSV"), ("txt", "csv"), (kinds.TXT,)),
        FileFormat("Excel", ("xlsx", "xls"), (kinds.XLSX, kinds.XLS)),
        FileFormat(N_("Bảng tính OpenDocument"), ("ods",), (kinds.ODS,)),
        FileFormat("PowerPoint", ("pptx", "ppt"), (kinds.PPTX, kinds.PPT)),
        FileFormat(N_("Trình chiếu OpenDocument"), ("odp",), (kinds.ODP,)),
        FileFormat(N_("Ảnh JPEG"), ("jpg", "jpeg"), (kinds.JPEG,)),
        FileFormat(N_("Ảnh PNG"), ("png",), (kinds.PNG,)),
        FileFormat(N_("Ảnh TIFF"), ("tif", "tiff"), (kinds.TIFF,)),
        FileFormat(N_("Ảnh GIF"), ("gif",), (kinds.GIF,)),
        FileFormat("MP3, AAC", ("mp3", "aac"), (kinds.MP3, kinds.AAC)),
        FileFormat("MP4, MPEG", ("mp4", "m4a", "m4v", "mpg", "mpeg"), (kinds.MP4, kinds.MPEG)),
        FileFormat("AVI, WMV, WMA", ("avi", "wmv", "wma", "asf"), (kinds.AVI, kinds.ASF)),
        FileFormat(N_("Tệp nén ZIP"), ("zip",), (kinds.ZIP,)),
        FileFormat(N_("Tệp nén GZIP"), ("gz",), (kinds.GZIP,)),
        FileFormat(N_("Gói tin XML"), ("xml", "edxml"), (kinds.XML,)),
        FileFormat(N_("Trang web HTML"), ("htm", "html"), (kinds.HTML,), allowed=False),
    )
