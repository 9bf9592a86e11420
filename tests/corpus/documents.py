"""Made documents: who issues what to whom, as NĐ 30/2020 and the Party's own rules lay it down."""

import csv
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tests.corpus import wording as w
from tests.corpus.other_issuers import Issuer, other_issuer

_TYPES = Path(__file__).parents[2] / "resources" / "doc_types.csv"
_LETTER = "Công văn"


@dataclass(frozen=True)
class Signing:
    """Lines of the block: authority with prefix, position, name with rank before it."""

    authority: tuple[str, ...]
    position: tuple[str, ...]
    name: str
    rank: str = ""


@dataclass(frozen=True)
class MadeDocument:
    """What is printed, and so what is to be read."""

    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    notation: str
    place: str
    day: date
    padded: bool
    doc_type: str
    subject: str
    about: str
    """«Về việc», «V/v» or nothing, printed before the subject."""
    addressee: tuple[str, ...]
    body: tuple[str, ...]
    signing: Signing
    recipients: tuple[str, ...]
    is_party: bool = False
    urgency: str = ""
    pages: int = 1
    seal: str = ""
    cited: tuple[str, ...] = field(default=())

    @property
    def code(self) -> str:
        return f"{self.number}/{self.notation}"

    def truth(self) -> dict[str, object]:
        """As beside the pages of the shared corpus, and the other fields of the contract."""
        return {
            "so_ky_hieu": self.code,
            "ngay_ban_hanh": self.day.isoformat(),
            "co_quan": " ".join(self.issuer),
            "loai": self.doc_type.upper(),
            "trich_yeu": f"{self.about} {self.subject}".strip()
            if self.doc_type != _LETTER
            else self.subject,
            "nguoi_ky": self.signing.name,
            "chuc_vu": " ".join(self.signing.position).removeprefix("Q. "),
            "quyen_han": [*self.signing.authority, *self.signing.position],
            "co_quan_chu_quan": " ".join(self.parent),
            "dia_danh": self.place,
            "do_khan": self.urgency,
            "noi_nhan": list(self.recipients),
            "so_trang": self.pages,
            "vien_dan": list(self.cited),
        }


def make_document(seed: int) -> MadeDocument:
    """One document; the same seed gives the same one."""
    rng = Random(f"document {seed}")
    issuer = rng.choices(
        (
            _committee,
            _council,
            _department,
            _ministry,
            _office,
            _school,
            _hospital,
            _company,
            _party,
            _police,
            other_issuer,
        ),
        (26, 7, 15, 9, 8, 8, 6, 6, 8, 7, 40),
    )[0](rng)
    types = _types()
    name = _LETTER if rng.random() < 0.3 else rng.choice(list(types))
    if issuer.is_party:
        name = rng.choice(
            (
                _LETTER,
                "Nghị quyết",
                "Quyết định",
                "Kế hoạch",
                "Báo cáo",
                "Thông báo",
                "Hướng dẫn",
                "Chương trình",
            )
        )
    day = date(2014, 1, 6) + timedelta(days=rng.randrange(4600))
    number = rng.choice((rng.randrange(1, 100), rng.randrange(1, 400), rng.randrange(100, 4000)))
    notation, text_number = _code(rng, issuer, name, types.get(name, ""), number, day.year)
    cited_bases = rng.sample(w.BASES, rng.randrange(4)) if name != "Giấy mời" else []
    cited = tuple(
        word for base in cited_bases for word in base.split() if "/" in word and word[0].isdigit()
    )
    pages = rng.choice((2, 2, 3)) if rng.random() < 0.25 else 1
    sentences = rng.sample(
        w.SENTENCES + w.MORE_SENTENCES, rng.randrange(3, 8) if pages == 1 else 9 * pages - 5
    )
    subject, about = _subject(rng, name, day.year)
    cited = (*(word for word in subject.split() if "/UBND-" in word), *cited)
    if pages == 1 and len(subject) > 170:
        sentences = sentences[:4]
    body = (*cited_bases, *_numbered(rng, name, sentences))
    addressee = ()
    if name in (_LETTER, "Tờ trình", "Báo cáo", "Giấy mời", "Công điện") and rng.random() < 0.85:
        addressee = tuple(rng.sample(_addressees(rng), rng.choice((1, 1, 1, 2, 3))))
    return MadeDocument(
        parent=issuer.parent,
        issuer=issuer.name,
        number=text_number,
        notation=notation,
        place=issuer.place,
        day=day,
        padded=rng.random() < 0.8,
        doc_type=name,
        subject=subject,
        about=about,
        addressee=addressee,
        body=body,
        signing=_signing(rng, issuer),
        recipients=_recipients(rng),
        is_party=issuer.is_party,
        urgency=rng.choice(("KHẨN", "HỎA TỐC", "THƯỢNG KHẨN")) if rng.random() < 0.12 else "",
        pages=pages,
        seal=" ".join(issuer.name),
        cited=cited,
    )


def _types() -> dict[str, str]:
    with _TYPES.open(encoding="utf-8", newline="") as file:
        return {
            row["name"]: row["abbreviation"]
            for row in csv.DictReader(file)
            if row["group"] == "administrative"
        }


def _code(
    rng: Random, issuer: Issuer, name: str, short: str, number: int, year: int
) -> tuple[str, str]:
    text = f"{number:02d}"
    if issuer.is_party:  # Hướng dẫn 36-HD/VPTW: «Số 15-NQ/ĐU»
        return issuer.initials, f"{text}-{short or 'CV'}"
    if not short:
        unit = rng.choice(issuer.fields)
        if issuer.initials in ("CTCN", "PC", "CTĐT", "CTY", "HTX", "TVXD"):
            return f"CV-{issuer.initials}", text
        return f"{issuer.initials}-{unit}", text
    if name in ("Quyết định", "Nghị quyết") and rng.random() < 0.25:
        return f"{year}/{short}-{issuer.initials}", text
    return f"{short}-{issuer.initials}", text


def _subject(rng: Random, name: str, year: int) -> tuple[str, str]:
    if name == "Giấy mời":
        return f"{rng.choice(w.MEETINGS)} {rng.choice(w.SUBJECTS + w.MORE_SUBJECTS)}", rng.choice(
            ("", "V/v", "Về việc")
        )
    parts = [
        rng.choice(w.ACTIONS + w.MORE_ACTIONS),
        rng.choice(w.SUBJECTS + w.MORE_SUBJECTS),
        rng.choice(w.SCOPES),
    ]
    if rng.random() < 0.3:
        parts.insert(2, f"và {rng.choice(w.SUBJECTS + w.MORE_SUBJECTS)}")
    if rng.random() < 0.12:
        parts.append(
            f"theo Công văn số {rng.randrange(10, 3000)}/UBND-{rng.choice(('NC', 'KGVX', 'TH'))} ngày {rng.randrange(10, 29)}/{rng.randrange(3, 12)}/{year}"
        )
    parts.append(rng.choice(w.TIMES).format(y=year, z=year + 5, w=year + 1))
    text = " ".join(part for part in parts if part)
    if name == _LETTER:
        return text, "V/v"
    about = rng.choice(("Về việc", "", "", "V/v"))
    if name == "Công điện":
        about = "Về"
    return (text if about else text[0].upper() + text[1:]), about


def _numbered(rng: Random, name: str, sentences: list[str]) -> tuple[str, ...]:
    if name in ("Quyết định", "Nghị quyết", "Quy chế", "Quy định"):
        return tuple(f"Điều {place}. {text}" for place, text in enumerate(sentences, 1))
    if rng.random() < 0.5:
        return tuple(f"{place}. {text}" for place, text in enumerate(sentences, 1))
    return tuple(sentences)


def _addressees(rng: Random) -> list[str]:
    return [
        f"Ủy ban nhân dân tỉnh {rng.choice(w.PROVINCES)}",
        "Ủy ban nhân dân các xã, phường",
        f"Ủy ban nhân dân xã {rng.choice(w.COMMUNES + w.MORE_COMMUNES)}",
        "Thủ trưởng các cơ quan, đơn vị trực thuộc",
        f"Sở {rng.choice(w.DEPARTMENTS)[0]}",
        "Các ban, ngành, đoàn thể cấp xã",
    ]


def _recipients(rng: Random) -> tuple[str, ...]:
    chosen = ["Như trên", *rng.sample((*w.RECIPIENTS[1:], *w.MORE_RECIPIENTS), rng.randrange(1, 6))]
    return (*chosen, f"Lưu: VT, {rng.choice(('VP', 'TH', 'NC', 'TCCB', 'VX'))}")


def _person(rng: Random) -> str:
    if rng.random() < 0.05:
        return rng.choice(w.HIGHLAND_NAMES + w.MORE_HIGHLAND_NAMES)
    many = rng.random() < 0.5
    parts = [
        rng.choice(w.FAMILIES + w.MORE_FAMILIES * many),
        rng.choice(w.MIDDLES + w.MORE_MIDDLES * many),
        rng.choice(w.GIVENS + w.MORE_GIVENS * many),
    ]
    if rng.random() < 0.12:
        del parts[1]
    return " ".join(parts)


def _signing(rng: Random, issuer: Issuer) -> Signing:
    collective = (f"TM. {issuer.collective}",) if issuer.collective and rng.random() < 0.7 else ()
    kind = rng.random()
    authority: tuple[str, ...] = collective
    position: tuple[str, ...] = (issuer.head,)
    if issuer.by_order and kind < 0.15:
        authority = (f"{rng.choice(('TL.', 'TL.', 'TUQ.'))} {issuer.head}",)
        position = (rng.choice(issuer.by_order),)
    elif issuer.by_order and kind < 0.22:
        chief = rng.choice([p for p in issuer.by_order if not p.startswith("PHÓ")])
        authority = (f"TL. {issuer.head}", f"KT. {chief}")
        position = (f"PHÓ {chief}",)
    elif kind < 0.5:
        authority = (*collective, f"KT. {issuer.head}") if not issuer.is_party else collective
        position = (issuer.deputy,)
    elif kind < 0.55:
        return Signing(collective, (f"Q. {issuer.head}",), _person(rng))
    if len(position[0]) > 24 or (len(position[0]) > 16 and rng.random() < 0.3):
        position = _in_two_lines(position[0])
    rank = rng.choice(issuer.ranks) if issuer.ranks and rng.random() < 0.6 else ""
    name = _person(rng)
    return Signing(authority, position, name.upper() if rng.random() < 0.05 else name, rank)


def _in_two_lines(position: str) -> tuple[str, ...]:
    """«TRƯỞNG PHÒNG / VĂN HÓA - XÃ HỘI»: broken near the middle, never before a dash."""
    words = position.split()
    cuts = [n for n in range(2, len(words)) if words[n] not in ("-", "VÀ")]
    if not cuts:
        return (position,)
    half = len(position) / 2
    cut = min(cuts, key=lambda n: abs(len(" ".join(words[:n])) - half))
    return " ".join(words[:cut]), " ".join(words[cut:])


def _level(rng: Random) -> tuple[str, str, str]:
    """Level and name of an area, and its province."""
    if rng.random() < 0.2:
        city = rng.choice(w.CITIES)
        return "THÀNH PHỐ", city, city
    province = rng.choice(w.PROVINCES)
    level = rng.choice(("TỈNH", "HUYỆN", "XÃ", "XÃ", "XÃ", "PHƯỜNG", "THỊ TRẤN", "THỊ XÃ"))
    names = {"TỈNH": (province,), "HUYỆN": w.DISTRICTS, "THỊ XÃ": w.DISTRICTS}
    return level, rng.choice(names.get(level, w.COMMUNES + w.MORE_COMMUNES)), province


def _committee(rng: Random) -> Issuer:
    level, name, _province = _level(rng)
    full = ("ỦY BAN NHÂN DÂN", f"{level} {name.upper()}")
    parent: tuple[str, ...] = ()
    if level in ("XÃ", "PHƯỜNG", "THỊ TRẤN") and rng.random() < 0.35:
        parent = (f"UBND HUYỆN {rng.choice(w.DISTRICTS).upper()}",)
        full = (f"UBND {level} {name.upper()}",) if rng.random() < 0.5 else full
    elif rng.random() < 0.15:
        full = (f"UBND {level} {name.upper()}",)
    elif rng.random() < 0.1:
        full = ("UỶ BAN NHÂN DÂN", full[1])
    chief = "VĂN PHÒNG" if level in ("TỈNH", "THÀNH PHỐ") else "VĂN PHÒNG HĐND VÀ UBND"
    return Issuer(
        parent, full, "UBND", ("VX", "VP", "NC", "KT", "TH", "KGVX", "NNTN", "ĐC-XD"), name,
        "CHỦ TỊCH", rng.choice(("PHÓ CHỦ TỊCH", "PHÓ CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC")),
        "ỦY BAN NHÂN DÂN", (f"CHÁNH {chief}", "TRƯỞNG PHÒNG KINH TẾ", "TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI", "GIÁM ĐỐC SỞ NỘI VỤ"),
    )  # fmt: skip


def _council(rng: Random) -> Issuer:
    level, name, _province = _level(rng)
    return Issuer(
        (), ("HỘI ĐỒNG NHÂN DÂN", f"{level} {name.upper()}"), "HĐND", ("VP", "TT", "KTNS"), name,
        "CHỦ TỊCH", "PHÓ CHỦ TỊCH", rng.choice(("HỘI ĐỒNG NHÂN DÂN", "THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN")),
    )  # fmt: skip


def _department(rng: Random) -> Issuer:
    kind, initials, fields = rng.choice(w.DEPARTMENTS)
    province = rng.choice((*w.PROVINCES, *w.CITIES))
    over = "THÀNH PHỐ" if province in w.CITIES else "TỈNH"
    parent = (
        (f"UBND {over} {province.upper()}",)
        if rng.random() < 0.6
        else ("ỦY BAN NHÂN DÂN", f"{over} {province.upper()}")
    )
    name = _wrapped(f"SỞ {kind.upper()}")
    return Issuer(
        parent, name, initials, fields, province, "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "",
        ("CHÁNH VĂN PHÒNG", "TRƯỞNG PHÒNG TỔ CHỨC CÁN BỘ", "CHÁNH THANH TRA", "TRƯỞNG PHÒNG KẾ HOẠCH - TÀI CHÍNH"),
    )  # fmt: skip


def _wrapped(name: str) -> tuple[str, ...]:
    """Long names stand in two lines, broken before «VÀ» or after a comma."""
    if len(name) < 24:
        return (name,)
    for mark in (" VÀ ", " - ", ", "):
        place = name.find(mark)
        if place > 4:
            cut = place + (2 if mark == ", " else 3 if mark == " - " else 1)
            return name[:cut].strip(), name[cut:].strip()
    cut = name.rfind(" ", 0, 24)
    return name[:cut], name[cut + 1 :]


def _ministry(rng: Random) -> Issuer:
    name, initials, fields = rng.choice(w.MINISTRIES)
    if rng.random() < 0.3:
        unit, short = rng.choice(
            (
                ("CỤC VĂN THƯ VÀ LƯU TRỮ NHÀ NƯỚC", "VTLTNN"),
                ("CỤC CHUYỂN ĐỔI SỐ QUỐC GIA", "CĐSQG"),
                ("TỔNG CỤC THỐNG KÊ", "TCTK"),
                ("VỤ PHÁP CHẾ", "PC"),
            )
        )
        head = {"C": "CỤC TRƯỞNG", "T": "TỔNG CỤC TRƯỞNG", "V": "VỤ TRƯỞNG"}[unit[0]]
        return Issuer(
            (name.upper(),),
            _wrapped(unit),
            short,
            ("NV", "TH", "VP"),
            "Hà Nội",
            head,
            f"PHÓ {head}",
            "",
            ("CHÁNH VĂN PHÒNG",),
        )
    return Issuer(
        (), _wrapped(name.upper()), initials, fields, "Hà Nội", "BỘ TRƯỞNG", "THỨ TRƯỞNG", "",
        ("CHÁNH VĂN PHÒNG", "VỤ TRƯỞNG VỤ PHÁP CHẾ", "CỤC TRƯỞNG CỤC QUẢN LÝ ĐẤT ĐAI"),
    )  # fmt: skip


def _office(rng: Random) -> Issuer:
    level, name, _province = _level(rng)
    over = f"UBND {level} {name.upper()}"
    unit, initials, head = rng.choice(
        (
            ("VĂN PHÒNG", "VP", "CHÁNH VĂN PHÒNG"),
            ("PHÒNG NỘI VỤ", "PNV", "TRƯỞNG PHÒNG"),
            ("PHÒNG VĂN HÓA - XÃ HỘI", "PVHXH", "TRƯỞNG PHÒNG"),
            ("PHÒNG KINH TẾ", "PKT", "TRƯỞNG PHÒNG"),
            ("THANH TRA", "TTr", "CHÁNH THANH TRA"),
            ("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "TTPVHCC", "GIÁM ĐỐC"),
            ("BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG", "BQLDA", "GIÁM ĐỐC"),
        )
    )  # fmt: skip
    return Issuer((over,), _wrapped(unit), initials, ("TH", "HC", "NV"), name, head, f"PHÓ {head}")


def _school(rng: Random) -> Issuer:
    name = rng.choice(w.COMMUNES + w.MORE_COMMUNES)
    kind, short = rng.choice(
        (
            ("TIỂU HỌC", "TH"),
            ("TRUNG HỌC CƠ SỞ", "THCS"),
            ("MẦM NON", "MN"),
            ("TRUNG HỌC PHỔ THÔNG", "THPT"),
            ("THCS", "THCS"),
        )
    )
    parent = rng.choice(
        (
            f"UBND XÃ {name.upper()}",
            f"UBND HUYỆN {rng.choice(w.DISTRICTS).upper()}",
            "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        )
    )
    if kind == "TRUNG HỌC PHỔ THÔNG":
        parent = "SỞ GIÁO DỤC VÀ ĐÀO TẠO"
    suffix = rng.choice(("", "", " A", " 2"))
    initials = short + "".join(part[0] for part in name.split()).upper()
    title = (
        (f"TRƯỜNG {kind}", f"{name.upper()}{suffix}")
        if len(kind + name) > 16
        else (f"TRƯỜNG {kind} {name.upper()}{suffix}",)
    )
    return Issuer(
        (parent,), title, initials, ("CM", "VP", "HC"), name, "HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"
    )


def _hospital(rng: Random) -> Issuer:
    place = rng.choice(w.PROVINCES)
    kind, short = rng.choice(
        (
            ("BỆNH VIỆN ĐA KHOA", "BVĐK"),
            ("TRUNG TÂM Y TẾ", "TTYT"),
            ("BỆNH VIỆN QUÂN DÂN Y", "BVQDY"),
            ("TRUNG TÂM KIỂM SOÁT BỆNH TẬT", "KSBT"),
        )
    )
    return Issuer(
        (f"SỞ Y TẾ {'TỈNH ' if rng.random() < 0.4 else ''}{place.upper()}",), (kind, f"TỈNH {place.upper()}"), short,
        ("KHTH", "TCHC", "ĐD"), place, "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "", (), ("BS.CKII.", "ThS.", "TS."),
    )  # fmt: skip


def _company(rng: Random) -> Issuer:
    place, name = rng.choice(w.PROVINCES), rng.choice(w.COMMUNES + w.MORE_COMMUNES)
    first, second, initials = rng.choice(w.COMPANIES)
    lines = (first, second.format(place=place.upper(), name=name.upper()))
    head = rng.choice(("GIÁM ĐỐC", "TỔNG GIÁM ĐỐC"))
    return Issuer((), lines, initials, ("KD", "TH"), rng.choice((place, name)), head, f"PHÓ {head}")


def _party(rng: Random) -> Issuer:
    name, province = rng.choice(w.COMMUNES + w.MORE_COMMUNES), rng.choice(w.PROVINCES)
    if rng.random() < 0.25:
        return Issuer(
            (),
            (f"TỈNH ỦY {province.upper()}",),
            "TU",
            ("CV",),
            province,
            "BÍ THƯ",
            "PHÓ BÍ THƯ",
            "BAN THƯỜNG VỤ",
            is_party=True,
        )
    level = rng.choice(("XÃ", "PHƯỜNG"))
    return Issuer(
        (rng.choice((f"ĐẢNG BỘ TỈNH {province.upper()}", f"ĐẢNG BỘ HUYỆN {rng.choice(w.DISTRICTS).upper()}")),),
        (f"ĐẢNG ỦY {level} {name.upper()}",), "ĐU", ("CV",), name, "BÍ THƯ",
        rng.choice(("PHÓ BÍ THƯ", "PHÓ BÍ THƯ THƯỜNG TRỰC")), rng.choice(("ĐẢNG ỦY", "BAN THƯỜNG VỤ")), is_party=True,
    )  # fmt: skip


def _police(rng: Random) -> Issuer:
    name, province = rng.choice(w.COMMUNES + w.MORE_COMMUNES), rng.choice(w.PROVINCES)
    return rng.choice(
        (
            Issuer((f"CÔNG AN TỈNH {province.upper()}",), (f"CÔNG AN XÃ {name.upper()}",), "CAX", ("TH", "QLHC"), name, rng.choice(("TRƯỞNG CÔNG AN XÃ", "TRƯỞNG CÔNG AN")), "PHÓ TRƯỞNG CÔNG AN XÃ", "", (), w.TITLES[:5]),
            Issuer((f"BỘ CHỈ HUY QUÂN SỰ TỈNH {province.upper()}",), ("BAN CHỈ HUY QUÂN SỰ", f"XÃ {name.upper()}"), "BCH", ("TM", "CT"), name, "CHỈ HUY TRƯỞNG", "CHỈ HUY PHÓ", "", (), w.TITLES[:5]),
            Issuer(("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM",) if rng.random() < 0.3 else (), ("ỦY BAN MẶT TRẬN TỔ QUỐC", f"XÃ {name.upper()}"), "MTTQ", ("BTT",), name, "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "BAN THƯỜNG TRỰC"),
            Issuer(("TÒA ÁN NHÂN DÂN", f"TỈNH {province.upper()}"), ("TÒA ÁN NHÂN DÂN", f"KHU VỰC {rng.randrange(1, 9)}"), "TA", ("VP",), province, "CHÁNH ÁN", "PHÓ CHÁNH ÁN"),
            Issuer(("BẢO HIỂM XÃ HỘI VIỆT NAM",), ("BẢO HIỂM XÃ HỘI", f"TỈNH {province.upper()}"), "BHXH", ("TST", "CĐ"), province, "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
            Issuer((f"THUẾ TỈNH {province.upper()}",), (f"THUẾ CƠ SỞ {rng.randrange(1, 20)}",), "TCS", ("QLDN", "NVDTPC"), province, "TRƯỞNG THUẾ CƠ SỞ", "PHÓ TRƯỞNG THUẾ CƠ SỞ"),
        )
    )  # fmt: skip
