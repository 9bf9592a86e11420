"""The presentation of a document by NĐ 30/2020, Phụ lục I: what does not look as the law wants it.

All of it is advice with its article; the clerk decides, nothing is refused.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from clerkdesk.domain.archiving import LEAST_COLOUR_DPI
from clerkdesk.domain.reading import Box
from clerkdesk.domain.stamps import POINTS_PER_MM
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.vietnamese import fold, nfc

_A4 = (210.0, 297.0)
_PAPER_SLACK = 3.0
_LEFT = (28.0, 37.0)
_RIGHT_LEAST = 13.0
_TOP_LEAST = 12.0
"""Millimetres from the top of the first line of any page, its number included."""
_BODY_SIZES = (13.0, 14.0)
_SIZE_SLACK = 0.3
_HEAD_SHARE = 0.45
_NATION = "cong hoa xa hoi chu nghia viet nam"
_MOTTO = "doc lap - tu do - hanh phuc"
_TIMES = ("times", "tinos", "liberationserif", "nimbusroman")
_DATE = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*Số\s*:?[\s.…_]*(\d*)\s*/\s*(?:\d{4}/)?([\w&.\-–]+)", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"^\W*(\d{1,4})\W*$")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text; `box` in points from the top left of the page."""

    text: str
    box: Box
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class PageScan:
    """A page that is a picture: how fine (dots an inch on the page's paper), and in what colours."""

    dpi: int
    coloured: bool


@dataclass(frozen=True, slots=True)
class PageLayout:
    """One page: its paper in millimetres, where its text stands, how many letters of which size."""

    width: float
    height: float
    lines: tuple[TextLine, ...]
    letters_by_size: Mapping[float, int]
    scan: PageScan | None = None


@dataclass(frozen=True, slots=True)
class PdfLayout:
    """What of a PDF can be judged without reading its meaning."""

    pages: tuple[PageLayout, ...]
    fonts: Mapping[str, bool]
    """Name of each font, and whether it is embedded."""
    date_is_left_free: bool = False
    """A field waits where the date will be written; its words went from the page."""
    scanned_here: bool = False
    """It carries the note of this program's own scan, which kept to the rules."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing that the law wants otherwise, and where it says so."""

    text: str
    article: str
    page: int = 0
    """From 0."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the entry of the document says should stand on its pages."""

    doc_type: str
    notation: str
    """Ký hiệu by the office's series, e.g. «TTr-UBND»."""
    issuing_org: str
    signer_name: str


def advice(layout: PdfLayout, wanted: Expected) -> list[Advice]:
    """Everything on the pages that differs from NĐ 30/2020, Phụ lục I, the weightiest first."""
    if not any(page.lines for page in layout.pages):
        return [
            *_scan(layout),
            Advice(_("Tệp không có chữ (bản chụp): không kiểm tra được thể thức."), _(_SCANNED)),
        ]
    return [
        *_scan(layout),
        *_parts(layout, wanted),
        *_number_line(layout, wanted),
        *_date_line(layout),
        *_paper(layout),
        *_fonts(layout),
        *_sizes(layout),
        *_page_numbers(layout),
        *_margins(layout),
    ]


_SCANNED = N_("NĐ 30, Phụ lục I")
_SCAN_RULE = N_("NĐ 30, PL I, Phần II, mục I.2")
_PAPER_RULE = N_("NĐ 30, PL I, mục I.1")
_MARGIN_RULE = N_("NĐ 30, PL I, mục I.3")
_FONT_RULE = N_("NĐ 30, PL I, mục I.4")
_PAGE_RULE = N_("NĐ 30, PL I, mục I.7")
_PART_RULES = {
    "nation": N_("NĐ 30, PL I, mục II.1"),
    "issuer": N_("NĐ 30, PL I, mục II.2"),
    "number": N_("NĐ 30, PL I, mục II.3"),
    "date": N_("NĐ 30, PL I, mục II.4"),
    "title": N_("NĐ 30, PL I, mục II.5"),
    "signer": N_("NĐ 30, PL I, mục II.7"),
    "recipients": N_("NĐ 30, PL I, mục II.9"),
}


def _scan(layout: PdfLayout) -> Iterator[Advice]:
    """A paper document becomes electronic in colour and from 200 dpi; one sentence for each."""
    if layout.scanned_here:
        return
    scans = [(number, page.scan) for number, page in enumerate(layout.pages) if page.scan]
    coarse = [(number, scan) for number, scan in scans if scan.dpi < LEAST_COLOUR_DPI]
    if coarse:
        number, scan = min(coarse, key=lambda found: found[1].dpi)
        words = _("Trang {page} quét ở khoảng {dpi} dpi; phải quét từ {least} dpi trở lên.")
        said = words.format(page=number + 1, dpi=scan.dpi, least=LEAST_COLOUR_DPI)
        yield Advice(said, _(_SCAN_RULE), number)
    pale = [number for number, scan in scans if not scan.coloured]
    if pale:
        words = _("Trang {page} quét đen trắng hoặc xám; bản quét phải là ảnh màu.")
        yield Advice(words.format(page=pale[0] + 1), _(_SCAN_RULE), pale[0])


def _parts(layout: PdfLayout, wanted: Expected) -> Iterator[Advice]:
    """Parts that are missing: Quốc hiệu, issuer, type, recipients, signer."""
    head = [fold(line.text) for line in _head(layout)]
    last = len(layout.pages) - 1
    body = [fold(line.text) for page in layout.pages for line in page.lines]
    if not _any_holds(head, _NATION):
        yield Advice(_("Không thấy Quốc hiệu trên trang 1."), _(_PART_RULES["nation"]))
    elif not _any_holds(head, _MOTTO) and not _any_holds(head, _MOTTO.replace(" - ", "-")):
        yield Advice(
            _("Không thấy Tiêu ngữ «Độc lập - Tự do - Hạnh phúc»."), _(_PART_RULES["nation"])
        )
    if not _stands_in(head, wanted.issuing_org):
        yield Advice(
            _("Không thấy tên cơ quan ban hành «{org}» ở đầu trang 1.").format(
                org=wanted.issuing_org
            ),
            _(_PART_RULES["issuer"]),
        )
    if fold(wanted.doc_type) == "cong van":
        if not any(line.startswith(("v/v", "ve viec")) for line in body):
            yield Advice(
                _("Công văn chưa có trích yếu «V/v …» dưới số, ký hiệu."), _(_PART_RULES["title"])
            )
    elif not _any_holds(head, fold(wanted.doc_type)):
        yield Advice(
            _("Không thấy tên loại «{doc_type}» trên trang 1.").format(
                doc_type=wanted.doc_type.upper()
            ),
            _(_PART_RULES["title"]),
        )
    if not any(line.startswith("noi nhan") for line in body):
        yield Advice(_("Không thấy mục «Nơi nhận»."), _(_PART_RULES["recipients"]), last)
    elif not any("luu:" in line or line.startswith(("luu ", "- luu")) for line in body):
        yield Advice(_("Nơi nhận chưa có dòng «Lưu: VT, …»."), _(_PART_RULES["recipients"]), last)
    if wanted.signer_name and not _stands_in(body, wanted.signer_name):
        yield Advice(
            _("Không thấy họ tên người ký «{name}».").format(name=wanted.signer_name),
            _(_PART_RULES["signer"]),
            last,
        )


def _number_line(layout: PdfLayout, wanted: Expected) -> Iterator[Advice]:
    """Ô 3: the ký hiệu against the type, the leading zero."""
    found = [match for line in _head(layout) if (match := _NUMBER.match(nfc(line.text)))]
    if not found:
        if not any(fold(line.text).startswith("so:") for line in _head(layout)):
            yield Advice(_("Không thấy dòng «Số: …/…» trên trang 1."), _(_PART_RULES["number"]))
        return
    number, notation = found[0][1], found[0][2].replace("–", "-").strip(".")
    if wanted.notation and fold(notation) != fold(wanted.notation):
        yield Advice(
            _("Ký hiệu trên trang là «{printed}», theo tên loại phải là «{wanted}».").format(
                printed=notation, wanted=wanted.notation
            ),
            _(_PART_RULES["number"]),
        )
    elif wanted.notation and notation != wanted.notation:
        yield Advice(
            _("Ký hiệu viết «{printed}», đúng chữ hoa, chữ thường là «{wanted}».").format(
                printed=notation, wanted=wanted.notation
            ),
            _(_PART_RULES["number"]),
        )
    if len(number) == 1:
        yield Advice(
            _("Số nhỏ hơn 10 phải ghi thêm số 0 phía trước: «{number}».").format(
                number=number.zfill(2)
            ),
            _(_PART_RULES["number"]),
        )


def _date_line(layout: PdfLayout) -> Iterator[Advice]:
    """Ô 4: days below 10 and months 1 and 2 carry a zero, the other months none."""
    lines = [nfc(line.text) for line in _head(layout)]
    printed = any("ngày" in line and "tháng" in line for line in lines)
    if not printed and not layout.date_is_left_free:
        yield Advice(_("Không thấy địa danh và ngày, tháng, năm."), _(_PART_RULES["date"]))
    for line in lines:
        match = _DATE.search(line)
        if match is None:
            continue
        day, month = match[1], match[2]
        right_day = day.zfill(2)
        right_month = month.lstrip("0").zfill(2) if int(month) < 3 else month.lstrip("0")
        if (day, month) != (right_day, right_month):
            yield Advice(
                _("Ngày ghi «ngày {day} tháng {month}», đúng là «ngày {d} tháng {m}».").format(
                    day=day, month=month, d=right_day, m=right_month
                ),
                _(_PART_RULES["date"]),
            )
        return


def _paper(layout: PdfLayout) -> Iterator[Advice]:
    for number, page in enumerate(layout.pages):
        sides = sorted((page.width, page.height))
        if any(abs(side - a4) > _PAPER_SLACK for side, a4 in zip(sides, _A4, strict=True)):
            yield Advice(
                _("Trang {page} khổ {width:.0f} × {height:.0f} mm, không phải A4.").format(
                    page=number + 1, width=page.width, height=page.height
                ),
                _(_PAPER_RULE),
                number,
            )
            return


def _fonts(layout: PdfLayout) -> Iterator[Advice]:
    loose = sorted(name for name, embedded in layout.fonts.items() if not embedded)
    if loose:
        yield Advice(
            _("Phông {names} không nhúng trong tệp: máy khác có thể hiện sai chữ.").format(
                names=", ".join(loose[:3])
            ),
            _(_FONT_RULE),
        )
    other = sorted(
        name
        for name in layout.fonts
        if not fold(name).replace(" ", "").replace("-", "").startswith(_TIMES)
        and "symbol" not in fold(name)
        and "wingdings" not in fold(name)
    )
    if other:
        yield Advice(
            _("Phông {names} không phải Times New Roman.").format(names=", ".join(other[:3])),
            _(_FONT_RULE),
        )


def _sizes(layout: PdfLayout) -> Iterator[Advice]:
    letters: dict[float, int] = {}
    for page in layout.pages:
        for size, count in page.letters_by_size.items():
            letters[size] = letters.get(size, 0) + count
    body = max(letters, key=lambda size: letters[size])
    least, most = _BODY_SIZES
    if not least - _SIZE_SLACK <= body <= most + _SIZE_SLACK:
        yield Advice(
            _("Phần lớn chữ cỡ {size:g}, nội dung phải cỡ 13 đến 14.").format(size=round(body, 1)),
            _(_FONT_RULE),
        )


def _page_numbers(layout: PdfLayout) -> Iterator[Advice]:
    for number, page in enumerate(layout.pages):
        top = min(page.lines, key=lambda line: line.box.y0, default=None)
        match = _PAGE_NUMBER.match(top.text) if top else None
        if number == 0 and match and match[1] == "1":
            yield Advice(_("Trang 1 không ghi số trang."), _(_PAGE_RULE))
        elif number > 0 and page.lines and (match is None or int(match[1]) != number + 1):
            yield Advice(
                _("Trang {page} chưa có số trang ở giữa, trên đầu trang.").format(page=number + 1),
                _(_PAGE_RULE),
                number,
            )
            return


def _margins(layout: PdfLayout) -> Iterator[Advice]:
    first = layout.pages[0]
    if not first.lines or first.width > first.height:
        return
    left = min(line.box.x0 for line in first.lines) / POINTS_PER_MM
    right = first.width - max(line.box.x1 for line in first.lines) / POINTS_PER_MM
    top = min(line.box.y0 for line in first.lines) / POINTS_PER_MM
    paragraphs = [line for line in first.lines if len(line.text) > 60]
    if (
        len(paragraphs) > 2 and not _LEFT[0] <= left <= _LEFT[1]
    ):  # of one alone, the first is set in
        yield Advice(
            _("Lề trái {left:.0f} mm, phải từ 30 đến 35 mm.").format(left=left), _(_MARGIN_RULE)
        )
    if right < _RIGHT_LEAST:
        yield Advice(
            _("Lề phải {right:.0f} mm, phải từ 15 đến 20 mm.").format(right=right), _(_MARGIN_RULE)
        )
    if top < _TOP_LEAST:
        yield Advice(
            _("Lề trên {top:.0f} mm, phải từ 20 đến 25 mm.").format(top=top), _(_MARGIN_RULE)
        )


def _head(layout: PdfLayout) -> list[TextLine]:
    page = layout.pages[0]
    limit = page.height * POINTS_PER_MM * _HEAD_SHARE
    return [line for line in page.lines if line.box.y0 < limit]


def _any_holds(lines: Iterable[str], wanted: str) -> bool:
    return any(wanted in line for line in lines)


def _stands_in(lines: Iterable[str], wanted: str) -> bool:
    """Whether `wanted` stands in the lines, perhaps broken over two of them, in any case of letters."""
    text = re.sub(r"[^\w]+", "", " ".join(lines))
    return re.sub(r"[^\w]+", "", fold(_spelled_out(wanted))) in text or (
        re.sub(r"[^\w]+", "", fold(wanted)) in text
    )


def _spelled_out(name: str) -> str:
    """«UBND xã …» as a letterhead writes it: «Ủy ban nhân dân xã …»."""
    return name.replace("UBND", "Ủy ban nhân dân").replace("HĐND", "Hội đồng nhân dân")
