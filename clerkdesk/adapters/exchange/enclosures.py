"""Files inside a packet: base64, the one-entry ZIP around them, safe names, true media types."""

import base64
import binascii
import io
import re
import unicodedata
import zipfile
import zlib
from pathlib import PurePosixPath

from clerkdesk.domain.texts import _

_ZIP_START = b"PK\x03\x04"
_ZIP_FAMILY = {".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"}
"""Names of files that are ZIP archives themselves."""
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""Time of every entry we write: the same packet gives the same bytes."""
_LONGEST_NAME = 150
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".zip": "application/zip",
}
_OLD_OFFICE = {
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
}
_STARTS = (
    (b"%PDF-", "application/pdf", (".pdf",)),
    (b"\x89PNG\r\n\x1a\n", "image/png", (".png",)),
    (b"\xff\xd8\xff", "image/jpeg", (".jpg", ".jpeg")),
    (b"II*\x00", "image/tiff", (".tif", ".tiff")),
    (b"MM\x00*", "image/tiff", (".tif", ".tiff")),
    (b"{\\rtf", "application/rtf", (".rtf",)),
    (b"<?xml", "application/xml", (".xml", ".edxml")),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BY_NAME = {
    **_OFFICE,
    **_OLD_OFFICE,
    **{end: media for _start, media, ends in _STARTS for end in ends},
    ".txt": "text/plain",
    ".csv": "text/csv",
}
_DATA_URI = re.compile(r"^data:[^,]{0,200},", re.IGNORECASE)
_URL_LETTERS = str.maketrans("-_", "+/")
UNKNOWN_TYPE = "application/octet-stream"


class BadEnclosure(Exception):
    """An attachment cannot be taken out; the message is a Vietnamese clause."""


class TooMuch(Exception):
    """An attachment unpacks to more than a packet may hold."""


def decode(text: str) -> tuple[bytes, bool]:
    """The bytes behind base64 `text`, and whether it had to be read past its form.

    Lines are usual; a data URI before it, the letters of URLs and a missing filling are not.

    Raises:
        BadEnclosure: it is not base64.
    """
    packed = "".join(text.split())
    try:
        return base64.b64decode(packed.encode("ascii"), validate=True), False
    except (binascii.Error, ValueError):
        plain = _DATA_URI.sub("", packed).rstrip("=").translate(_URL_LETTERS)
    try:
        filling = "=" * (-len(plain) % 4)
        return base64.b64decode((plain + filling).encode("ascii"), validate=True), True
    except (binascii.Error, ValueError) as error:
        raise BadEnclosure(_("mã base64 bị hỏng")) from error


def encode(name: str, content: bytes) -> bytes:
    """Base64 of a ZIP with `content` as its one entry, as VXP samples carry files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            zipfile.ZipInfo(name, _FIRST_DAY), content, compress_type=zipfile.ZIP_DEFLATED
        )
    return base64.b64encode(packed.getvalue())


def unwrap(name: str, content: bytes, limit: int) -> bytes:
    """Take the file out of the ZIP around it, if there is one; `name` is its AttachmentName.

    The rule of DOMAIN §2.3 (4): exactly one entry, and the name is not that of a ZIP file itself
    unless the entry has the same extension. The entry's own name is used for nothing else.

    Raises:
        BadEnclosure: there is a ZIP around it that cannot be opened.
        TooMuch: it unpacks to more than `limit` bytes.
    """
    if not content.startswith(_ZIP_START):
        return content
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) != 1 or not _is_wrapped(name, entries[0]):
                return content
            if entries[0].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise BadEnclosure(_("kiểu nén không được hỗ trợ"))
            with archive.open(entries[0]) as entry:
                unpacked = entry.read(limit + 1)  # the announced size may lie: count what comes
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError),
        *(NotImplementedError, RuntimeError, OverflowError),
    ) as error:  # all that zipfile raises on torn, encrypted or hostile archives
        if _extension(name) in _ZIP_FAMILY:
            return content  # a torn file of its own; the viewer will say so
        raise BadEnclosure(_("tệp nén bị hỏng")) from error
    if len(unpacked) > limit:
        raise TooMuch
    return unpacked


def safe_name(name: str) -> str:
    """The last part of `name` as a file name that no system misreads; "" where nothing is left.

    Drops folders (path traversal), control and invisible letters (a right-to-left mark makes
    «gpj.exe» look like a picture), and what Windows forbids.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(
        letter
        for letter in last
        if unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    )
    plain = " ".join(_FORBIDDEN.sub("_", unicodedata.normalize("NFC", seen)).split()).strip(". ")
    if _RESERVED.match(plain):
        plain = f"_{plain}"
    if len(plain) > _LONGEST_NAME:
        end = PurePosixPath(plain).suffix[:20]
        plain = plain[: _LONGEST_NAME - len(end)].rstrip(". ") + end
    return plain


def media_type(name: str, content: bytes, declared: str) -> str:
    """What the content is: by its first bytes, else by its name, else as declared."""
    end = _extension(name)
    if content.startswith(_ZIP_START):
        return _OFFICE.get(end, "application/zip")
    if content.startswith(_OLE):
        return _OLD_OFFICE.get(end, "application/x-ole-storage")
    for start, media, _ends in _STARTS:
        if content.startswith(start):
            return media
    declared = declared.strip().lower()
    if (by_name := _BY_NAME.get(end)) is not None and end in {".txt", ".csv"}:
        return by_name
    if re.fullmatch(r"[a-z0-9.+-]+/[a-z0-9.+-]+", declared) and declared != "application/zip":
        return declared
    return UNKNOWN_TYPE


def is_mislabelled(name: str, content: bytes) -> bool:
    """Whether the name promises a format that the content is not."""
    promised = _BY_NAME.get(_extension(name))
    if promised is None or promised.startswith("text/"):
        return False
    return media_type(name, content, "") != promised


def _is_wrapped(name: str, entry: zipfile.ZipInfo) -> bool:
    if not entry.filename or entry.is_dir():
        return False
    end = _extension(name)
    return end not in _ZIP_FAMILY or end == _extension(entry.filename)


def _extension(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()
