"""What a file is by its content, whatever it is called; and what must never be taken in."""

import io
import zipfile
from dataclasses import dataclass

from clerkdesk.domain.attachments import PDF, is_pdf

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
DOC, XLS, PPT = "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"
ODT, ODS, ODP = (
    f"application/vnd.oasis.opendocument.{w}" for w in ("text", "spreadsheet", "presentation")
)
RTF, TXT, HTML, XML = "application/rtf", "text/plain", "text/html", "application/xml"
PNG, JPEG, TIFF, GIF, BMP = (f"image/{kind}" for kind in ("png", "jpeg", "tiff", "gif", "bmp"))
MP3, AAC, WAV = "audio/mpeg", "audio/aac", "audio/wav"
MP4, MPEG, AVI, ASF, FLASH = (
    "video/mp4",
    "video/mpeg",
    "video/x-msvideo",
    "video/x-ms-asf",
    "application/x-shockwave-flash",
)
ZIP, GZIP, RAR, SEVEN_ZIP = (
    "application/zip",
    "application/gzip",
    "application/vnd.rar",
    "application/x-7z-compressed",
)
CFB = "application/x-ole-storage"
EXECUTABLE, SCRIPT, SHORTCUT = (
    "application/x-executable",
    "text/x-script",
    "application/x-ms-shortcut",
)
DANGEROUS_TYPES = frozenset({EXECUTABLE, SCRIPT, SHORTCUT})

_HEADS: tuple[tuple[bytes, str], ...] = (
    (b"\x7fELF", EXECUTABLE),
    (b"\xfe\xed\xfa", EXECUTABLE),
    (b"\xcf\xfa\xed\xfe", EXECUTABLE),
    (b"\xce\xfa\xed\xfe", EXECUTABLE),
    (b"\xca\xfe\xba\xbe", EXECUTABLE),  # Mach-O for two processors, and Java classes
    (b"dex\n", EXECUTABLE),
    (b"\x00asm", EXECUTABLE),
    (b"MSCF", EXECUTABLE),  # cabinets install things
    (b"ITSF", EXECUTABLE),  # compiled help runs scripts
    (b"L\x00\x00\x00\x01\x14\x02\x00", SHORTCUT),
    (b"[InternetShortcut]", SHORTCUT),
    (b"#!", SCRIPT),
    (b"{\\rtf", RTF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"ID3", MP3),
    (b"\xff\xfb", MP3),
    (b"\xff\xf3", MP3),
    (b"\xff\xf2", MP3),
    (b"\xff\xf1", AAC),
    (b"\xff\xf9", AAC),
    (b"\x00\x00\x01\xba", MPEG),
    (b"\x00\x00\x01\xb3", MPEG),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", ASF),
    (b"FWS", FLASH),
    (b"CWS", FLASH),
    (b"ZWS", FLASH),
    (b"\x1f\x8b", GZIP),
    (b"Rar!\x1a\x07", RAR),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
)
_CFB_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_HEADS = (b"PK\x03\x04", b"PK\x05\x06")
_MOST_ENTRIES = 20_000
_OOXML = (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX))
_CFB_STREAMS = (
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", PPT),
)
_TEXT_BYTES = 64 * 1024

DANGEROUS_EXTENSIONS = frozenset(
    [
        "ade",
        "adp",
        "apk",
        "app",
        "appimage",
        "appref-ms",
        "bat",
        "bin",
        "cab",
        "chm",
        "cmd",
        "com",
        "cpl",
        "deb",
        "dll",
        "dmg",
        "exe",
        "gadget",
        "hta",
        "inf",
        "ins",
        "iso",
        "isp",
        "jar",
        "job",
        "js",
        "jse",
        "ksh",
        "lib",
        "lnk",
        "mde",
        "msc",
        "msh",
        "msi",
        "msp",
        "mst",
        "ocx",
        "osx",
        "pif",
        "ps1",
        "ps1xml",
        "ps2",
        "psc1",
        "py",
        "pyc",
        "pyw",
        "rb",
        "reg",
        "rgs",
        "rpm",
        "run",
        "scf",
        "scr",
        "sct",
        "settingcontent-ms",
        "sh",
        "shb",
        "shs",
        "sys",
        "u3p",
        "url",
        "vb",
        "vbe",
        "vbs",
        "vbscript",
        "vhd",
        "vhdx",
        "vxd",
        "ws",
        "wsc",
        "wsf",
        "wsh",
        "xll",
        "xbap",
    ]
)
"""Programs, scripts, shortcuts and what installs them (DOMAIN §4.1, «reject executables/scripts»)."""
_HIDDEN_INSIDE = DANGEROUS_EXTENSIONS - {
    "com",
    "app",
    "bin",
    "inf",
    "job",
    "lib",
    "run",
    "sys",
    "url",
}
"""Before a harmless last one: «hop-dong.exe.pdf». Words of addresses and names are left out."""
_HIDDEN_RANGES = (
    *((0x00, 0x1F), (0x7F, 0x9F), (0x061C, 0x061C), (0x180E, 0x180E), (0x200B, 0x200F)),
    *((0x2028, 0x202E), (0x2060, 0x206F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xE0000, 0xE007F)),
)
_HIDDEN_LETTERS = frozenset(n for first, last in _HIDDEN_RANGES for n in range(first, last + 1))
"""Letters that are not seen and turn or cut what is seen (RTL override and the like). The soft
hyphen is none of them: it is the «ư» of old fonts in names of old files."""


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What content is; `media_type` is empty where it is nothing that is known."""

    media_type: str
    macros: bool = False
    """It brings a program that runs when it is opened."""
    carries: str = ""
    """Name of a program that lies inside a packed file."""

    @property
    def dangerous(self) -> bool:
        """Whether it runs, or carries what runs."""
        return self.media_type in DANGEROUS_TYPES or bool(self.carries)


def sniff(content: bytes) -> Sniffed:
    """Tell what `content` is; never trusts a name, never unpacks anything."""
    if content.startswith(b"MZ") and _is_windows_program(content):
        return Sniffed(EXECUTABLE)  # before PDF: one file can be both
    for head, media_type in _HEADS:
        if content.startswith(head):
            return Sniffed(media_type)
    if content.startswith(_ZIP_HEADS):
        return _zip(content)
    if content.startswith(_CFB_HEAD):
        return _cfb(content)
    if is_pdf(content):
        return Sniffed(PDF)
    if content[4:8] == b"ftyp":
        return Sniffed(MP4)
    if content.startswith(b"RIFF") and content[8:12] in (b"AVI ", b"WAVE"):
        return Sniffed(AVI if content[8:12] == b"AVI " else WAV)
    if content.startswith(b"BM") and content[6:10] == bytes(4):
        return Sniffed(BMP)
    return Sniffed(_text(content))


def _is_windows_program(content: bytes) -> bool:
    """«MZ» begins words too; a program is not text."""
    return _text(content) == "" or (content[:2] == b"MZ" and b"\x00" in content[:64])


def _zip(content: bytes) -> Sniffed:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()[:_MOST_ENTRIES]
            kind = packed.read("mimetype")[:80] if _has_short_mimetype(packed) else b""
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError):
        return Sniffed(ZIP)
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    if "[Content_Types].xml" in names:
        for folder, media_type in _OOXML:
            if any(name.startswith(folder) for name in names):
                return Sniffed(media_type, macros)
    if kind.decode("latin-1") in (ODT, ODS, ODP):
        return Sniffed(kind.decode("latin-1"), any(name.startswith("Basic/") for name in names))
    inside = next((name for name in names if name_danger(name.rsplit("/", 1)[-1])), "")
    if "META-INF/MANIFEST.MF" in names and any(name.endswith(".class") for name in names):
        return Sniffed(EXECUTABLE)
    return Sniffed(ZIP, carries=inside)


def _has_short_mimetype(packed: zipfile.ZipFile) -> bool:
    """Stored as it is and short, as OpenDocument wants it: nothing is unpacked."""
    found = next((entry for entry in packed.infolist() if entry.filename == "mimetype"), None)
    return (
        found is not None
        and found.compress_type == zipfile.ZIP_STORED
        and found.file_size <= 80
        and not found.flag_bits & 1
    )


def _cfb(content: bytes) -> Sniffed:
    macros = "_VBA_PROJECT".encode("utf-16-le") in content
    for stream, media_type in _CFB_STREAMS:
        if f"{stream}\0".encode("utf-16-le") in content:
            return Sniffed(media_type, macros)
    return Sniffed(CFB, macros)


def _text(content: bytes) -> str:
    """Text in UTF-8 or in an old 8-bit font encoding; empty for anything else."""
    head = content[:_TEXT_BYTES]
    if not head.strip() or any(byte < 32 and byte not in b"\t\n\r\f\x1a" for byte in head):
        return ""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:256].lower()
    if start.startswith(b"<?xml"):
        return XML
    if start.startswith((b"<!doctype html", b"<html", b"<script")):
        return HTML
    return TXT


def extension(name: str) -> str:
    """The last extension in small letters, as a system would run it: dots and spaces after it are
    dropped, as Windows drops them."""
    shown = name.rstrip(". \t\u00a0")
    return shown.rsplit(".", 1)[1].strip().lower() if "." in shown else ""


def hides_letters(name: str) -> bool:
    """Whether letters stand in `name` that nobody sees."""
    return any(ord(letter) in _HIDDEN_LETTERS for letter in name)


def shown_name(name: str) -> str:
    """The name with hidden letters made visible, for messages."""
    return "".join("�" if ord(letter) in _HIDDEN_LETTERS else letter for letter in name)


def name_danger(name: str) -> str:
    """The extension that makes `name` a program: the last, or one hidden before it; else empty."""
    plain = "".join(letter for letter in name if ord(letter) not in _HIDDEN_LETTERS)
    last = extension(plain)
    if last in DANGEROUS_EXTENSIONS:
        return last
    inner = plain.lower().split(".")[1:-1]
    return next((part.strip() for part in inner if part.strip() in _HIDDEN_INSIDE), "")


def plain_name(name: str) -> str:
    """The name without a path before it."""
    return name.replace("\\", "/").rsplit("/", 1)[-1].strip() or name
