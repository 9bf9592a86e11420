"""A PDF/A file of page pictures: archive part 2b, or 3b with the transfer note inside.

Source: ISO 19005-2 and 19005-3 (level b): XMP, output intent, embedded fonts, no encryption.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from clerkdesk.adapters.pages.encoded import Picture
from clerkdesk.adapters.pages.srgb import srgb_profile
from clerkdesk.adapters.pages.text_layer import FONT, invisible_font, text_operators
from clerkdesk.domain.archiving import TRANSFER_NOTE
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.reading import PageText

LANGUAGE = "vi"
_PRODUCER = "ClerkDesk"
_NOTE_ABOUT = "Thông tin chuyển đổi từ văn bản giấy"
Matrix = tuple[float, float, float, float, float, float]
WHOLE: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture on a page, lower left corner and size in points; `through` paints a mask.

    `through` is the ink behind a G4 mask: a colour (red, green, blue) or a picture of colours.
    """

    picture: Picture
    left: float
    bottom: float
    width: float
    height: float
    through: Picture | tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: size in points, pictures from the back to the front, words, and how both are moved."""

    width: float
    height: float
    pictures: Sequence[Placed]
    text: PageText | None = None
    picture_matrix: Matrix = WHOLE
    text_matrix: Matrix = WHOLE


class ArchiveWriter:
    """Takes page after page, so that only encoded pictures are in memory."""

    def __init__(self) -> None:
        self._pdf = pikepdf.new()
        self._font: pikepdf.Object | None = None

    def add(self, sheet: Sheet) -> None:
        """Add a page."""
        page = self._pdf.add_blank_page(page_size=(sheet.width, sheet.height))
        resources = Dictionary()
        content = [b"q %s cm" % _numbers(sheet.picture_matrix)]
        pictures = Dictionary()
        for number, placed in enumerate(sheet.pictures):
            name = f"/I{number}"
            pictures[name] = self._picture(placed)
            ink = placed.through
            colour = b"%s rg " % _numbers([x / 255 for x in ink]) if isinstance(ink, tuple) else b""
            where = _numbers((placed.width, 0, 0, placed.height, placed.left, placed.bottom))
            content.append(b"q %s%s cm %s Do Q" % (colour, where, name.encode()))
        content.append(b"Q\n")
        resources.XObject = pictures
        if sheet.text is not None and sheet.text.words:
            if self._font is None:
                self._font = invisible_font(self._pdf)
            resources.Font = Dictionary({FONT: self._font})
            words = text_operators(sheet.text, sheet.width, sheet.height)
            content.append(b"q %s cm\n%sQ\n" % (_numbers(sheet.text_matrix), words))
        page.obj.Resources = resources
        page.obj.Contents = self._pdf.make_stream(b"\n".join(content))

    def finish(self, facts: Mapping[str, str], *, language: str, note: str = "") -> bytes:
        """The file; same pages, facts and note give the same bytes.

        Args:
            facts: Title, Author, Subject, Keywords, and CreationDate (ISO 8601).
            note: JSON that is embedded; makes the file part 3 of PDF/A.
        """
        made = _moment(facts.get("CreationDate", ""))
        root = self._pdf.Root
        root.Lang = String(language)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        profile = self._pdf.make_stream(srgb_profile(), N=3, Alternate=Name.DeviceRGB)
        root.OutputIntents = Array(
            [
                Dictionary(
                    Type=Name.OutputIntent,
                    S=Name.GTS_PDFA1,
                    OutputConditionIdentifier="sRGB IEC61966-2.1",
                    Info="sRGB IEC61966-2.1",
                    DestOutputProfile=profile,
                )
            ]
        )
        if note:
            self._embed(note.encode(), made)
        self._describe(facts, language, made, part=3 if note else 2)
        buffer = io.BytesIO()
        self._pdf.save(
            buffer,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
        self._pdf.close()
        return buffer.getvalue()

    def _picture(self, placed: Placed) -> pikepdf.Object:
        if placed.through is None:
            return self._image(placed.picture)
        mask = self._image(placed.picture)
        mask.ImageMask = True
        del mask.ColorSpace
        if isinstance(placed.through, tuple):
            return mask
        ink = self._image(placed.through)
        ink.Mask = mask
        return ink

    def _image(self, picture: Picture) -> pikepdf.Stream:
        image = pikepdf.Stream(
            self._pdf,
            picture.content,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=picture.width,
            Height=picture.height,
            ColorSpace=Name.DeviceGray if picture.channels == 1 else Name.DeviceRGB,
            BitsPerComponent=1 if picture.kind == "g4" else 8,
        )
        if picture.kind == "g4":
            image.Filter = Name.CCITTFaxDecode
            image.DecodeParms = Dictionary(
                K=-1, Columns=picture.width, Rows=picture.height, EndOfBlock=True
            )
        else:
            image.Filter = Name.DCTDecode
        return image

    def _embed(self, note: bytes, made: datetime | None) -> None:
        facts = Dictionary(Size=len(note))
        if made is not None:
            facts.ModDate = facts.CreationDate = String(_pdf_date(made))
        stream = self._pdf.make_stream(
            note, Type=Name.EmbeddedFile, Subtype=Name("/application/json"), Params=facts
        )
        entry = self._pdf.make_indirect(
            Dictionary(
                Type=Name.Filespec,
                F=TRANSFER_NOTE,
                UF=TRANSFER_NOTE,
                Desc=_NOTE_ABOUT,
                AFRelationship=Name.Supplement,
                EF=Dictionary(F=stream, UF=stream),
            )
        )
        root = self._pdf.Root
        root.AF = Array([entry])
        names = Dictionary(Names=Array([String(TRANSFER_NOTE), entry]))
        root.Names = Dictionary(EmbeddedFiles=self._pdf.make_indirect(names))

    def _describe(
        self, facts: Mapping[str, str], language: str, made: datetime | None, *, part: int
    ) -> None:
        """Write the same facts into XMP and into the document information."""
        info = {"/Producer": _PRODUCER, "/Creator": _PRODUCER}
        info |= {f"/{name}": facts[name] for name in _FACTS if facts.get(name)}
        if made is not None:
            info |= {"/CreationDate": _pdf_date(made), "/ModDate": _pdf_date(made)}
        for name, value in info.items():
            self._pdf.docinfo[name] = String(value)
        xmp = _xmp(facts, language, made, part)
        self._pdf.Root.Metadata = self._pdf.make_stream(xmp, Type=Name.Metadata, Subtype=Name.XML)


_FACTS = ("Title", "Author", "Subject", "Keywords")


def _xmp(facts: Mapping[str, str], language: str, made: datetime | None, part: int) -> bytes:
    say = {name: escape(facts.get(name, "")) for name in _FACTS}
    rows = [f"<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"]
    rows.append("<dc:format>application/pdf</dc:format>")
    rows.append(f"<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>")
    for name, tag in (("Title", "title"), ("Subject", "description")):
        if say[name]:
            rows.append(
                f'<dc:{tag}><rdf:Alt><rdf:li xml:lang="x-default">{say[name]}</rdf:li></rdf:Alt></dc:{tag}>'
            )
    if say["Author"]:
        rows.append(f"<dc:creator><rdf:Seq><rdf:li>{say['Author']}</rdf:li></rdf:Seq></dc:creator>")
    if say["Keywords"]:
        rows.append(f"<pdf:Keywords>{say['Keywords']}</pdf:Keywords>")
    rows.append(f"<pdf:Producer>{_PRODUCER}</pdf:Producer>")
    rows.append(f"<xmp:CreatorTool>{_PRODUCER}</xmp:CreatorTool>")
    if made is not None:
        when = made.isoformat(timespec="seconds")
        rows.append(
            f"<xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate>"
        )
    inner = "\n".join(rows)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
{inner}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM_TIME)
    return moment.astimezone(VIETNAM_TIME).replace(microsecond=0)


def _pdf_date(moment: datetime) -> str:
    """Source: ISO 32000-1, 7.9.4."""
    zone = moment.strftime("%z")
    return f"D:{moment:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:]}'"


def _numbers(values: Sequence[float]) -> bytes:
    return b" ".join(b"%.4f" % value if value % 1 else b"%d" % value for value in values)
