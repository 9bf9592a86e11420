"""Issuers beside committees, councils and departments: fronts, branches, units, bodies of a task.

Their heads bear ranks that no short list has: «CHỦ TỊCH HỘI», «HẠT TRƯỞNG», «TRƯỞNG BAN QUẢN LÝ».
"""

from dataclasses import dataclass
from random import Random

from tests.corpus import wording as w


@dataclass(frozen=True)
class Issuer:
    """Who issues, how it signs its numbers, and who signs for it."""

    parent: tuple[str, ...]
    name: tuple[str, ...]
    initials: str
    fields: tuple[str, ...]
    place: str
    head: str
    deputy: str
    collective: str = ""
    by_order: tuple[str, ...] = ()
    ranks: tuple[str, ...] = ()
    is_party: bool = False


def other_issuer(rng: Random) -> Issuer:
    """One of them."""
    kinds = (_front, _front, _branch, _branch, _unit, _unit, _task, _field_office, _deep_unit)
    return rng.choice(kinds)(rng)


def _level(rng: Random) -> tuple[str, str]:
    level = rng.choice(("XÃ", "XÃ", "PHƯỜNG", "HUYỆN", "TỈNH", "ĐẶC KHU", "QUẬN"))
    names = {
        "TỈNH": w.PROVINCES,
        "HUYỆN": w.DISTRICTS,
        "ĐẶC KHU": w.ISLANDS,
        "QUẬN": w.QUARTERS,
    }
    return level, rng.choice(names.get(level, w.COMMUNES + w.MORE_COMMUNES))


def _front(rng: Random) -> Issuer:
    """Tổ chức chính trị - xã hội and its standing board."""
    level, name = _level(rng)
    province = rng.choice(w.PROVINCES)
    title, initials, head, collective = rng.choice(
        (
            ("HỘI NÔNG DÂN", "HND", "CHỦ TỊCH", "BAN THƯỜNG VỤ"),
            ("HỘI LIÊN HIỆP PHỤ NỮ", "BTV", "CHỦ TỊCH", "BAN THƯỜNG VỤ"),
            ("HỘI CỰU CHIẾN BINH", "CCB", "CHỦ TỊCH", "BAN CHẤP HÀNH"),
            ("HỘI CHỮ THẬP ĐỎ", "HCTĐ", "CHỦ TỊCH", "BAN THƯỜNG VỤ"),
            ("LIÊN ĐOÀN LAO ĐỘNG", "LĐLĐ", "CHỦ TỊCH", "BAN THƯỜNG VỤ"),
            ("HỘI NGƯỜI CAO TUỔI", "HNCT", "CHỦ TỊCH HỘI", ""),
            ("HỘI KHUYẾN HỌC", "HKH", "CHỦ TỊCH HỘI", ""),
        )
    )
    deputy = "PHÓ CHỦ TỊCH HỘI" if head.endswith("HỘI") else "PHÓ CHỦ TỊCH"
    parent = () if level == "TỈNH" or rng.random() < 0.3 else (f"{title} TỈNH {province.upper()}",)
    return Issuer(
        parent,
        (title, f"{level} {name.upper()}"),
        initials,
        ("TĐKT", "VP", "TG"),
        name,
        head,
        deputy,
        collective,
    )


def _branch(rng: Random) -> Issuer:
    """A branch of a ministry's line in the area."""
    province, district = rng.choice(w.PROVINCES), rng.choice(w.DISTRICTS)
    number = rng.randrange(1, 20)
    up = province.upper()
    return rng.choice(
        (
            Issuer(("VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO",), ("VIỆN KIỂM SÁT NHÂN DÂN", f"TỈNH {up}"), "VKS", ("P1", "VP"), province, "VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG"),
            Issuer((f"THI HÀNH ÁN DÂN SỰ TỈNH {up}",), ("PHÒNG THI HÀNH ÁN DÂN SỰ", f"KHU VỰC {number}"), "PTHADS", ("NV",), district, "TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"),
            Issuer(("TỔNG CỤC THI HÀNH ÁN DÂN SỰ",), ("CỤC THI HÀNH ÁN DÂN SỰ", f"TỈNH {up}"), "CTHADS", ("NV", "KTNB"), province, "CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG", "", ("CHÁNH VĂN PHÒNG", "CHẤP HÀNH VIÊN TRUNG CẤP")),
            Issuer((f"KHO BẠC NHÀ NƯỚC KHU VỰC {number}",), ("PHÒNG GIAO DỊCH", f"SỐ {number}"), "PGD", ("KT",), province, "TRƯỞNG PHÒNG GIAO DỊCH", "PHÓ TRƯỞNG PHÒNG GIAO DỊCH"),
            Issuer(("NGÂN HÀNG CHÍNH SÁCH XÃ HỘI", f"CHI NHÁNH TỈNH {up}"), ("PHÒNG GIAO DỊCH", f"HUYỆN {district.upper()}"), "NHCS", ("TD", "KT"), district, "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
            Issuer(("CỤC THỐNG KÊ",), (f"THỐNG KÊ TỈNH {up}",), "TKT", ("TH", "NN"), province, "TRƯỞNG THỐNG KÊ", "PHÓ TRƯỞNG THỐNG KÊ"),
            Issuer((f"BƯU ĐIỆN TỈNH {up}",), (f"BƯU ĐIỆN HUYỆN {district.upper()}",), "BĐH", ("KD",), district, "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
            Issuer((f"ĐIỆN LỰC {up}",), (f"ĐỘI QUẢN LÝ ĐIỆN {district.upper()}",), "ĐQLĐ", ("KH", "KT"), district, "ĐỘI TRƯỞNG", "ĐỘI PHÓ"),
        )
    )  # fmt: skip


def _unit(rng: Random) -> Issuer:
    """Public service units and stations."""
    level, name = _level(rng)
    province, up = rng.choice(w.PROVINCES), name.upper()
    over = (f"UBND {level} {up}",)
    health = (f"TRUNG TÂM Y TẾ {rng.choice(w.DISTRICTS).upper()}",)
    forest = (f"CHI CỤC KIỂM LÂM TỈNH {province.upper()}",)
    lands = (f"VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI TỈNH {province.upper()}",)
    return rng.choice(
        (
            Issuer(health, (f"TRẠM Y TẾ {level} {up}",), "TYT", ("DS", "TH"), name, "TRẠM TRƯỞNG", "PHÓ TRẠM TRƯỞNG", "", (), ("BS.", "BS.CKI.")),
            Issuer(forest, ("HẠT KIỂM LÂM", f"{level} {up}"), "HKL", ("PCCCR", "TH"), name, "HẠT TRƯỞNG", "PHÓ HẠT TRƯỞNG"),
            Issuer(lands, ("CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ", f"ĐẤT ĐAI {level} {up}"), "CNVPĐK", ("ĐKCG",), name, "GIÁM ĐỐC CHI NHÁNH", "PHÓ GIÁM ĐỐC CHI NHÁNH"),
            Issuer(over, ("TRUNG TÂM CUNG ỨNG", "DỊCH VỤ SỰ NGHIỆP CÔNG"), "TTDVSNC", ("HC",), name, "GIÁM ĐỐC TRUNG TÂM", "PHÓ GIÁM ĐỐC TRUNG TÂM"),
            Issuer(over, ("TRUNG TÂM VĂN HÓA, THỂ THAO", "VÀ TRUYỀN THANH"), "TTVHTT", ("VH",), name, "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC PHỤ TRÁCH"),
            Issuer(over, ("BAN QUẢN LÝ RỪNG PHÒNG HỘ",), "BQLRPH", ("KT", "BVR"), name, "TRƯỞNG BAN QUẢN LÝ", "PHÓ TRƯỞNG BAN QUẢN LÝ"),
            Issuer(over, ("TRUNG TÂM GIÁO DỤC NGHỀ NGHIỆP", "- GIÁO DỤC THƯỜNG XUYÊN"), "GDNN-GDTX", ("ĐT",), name, "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "", (), ("ThS.",)),
        )
    )  # fmt: skip


def _task(rng: Random) -> Issuer:
    """Bodies of a task, which sign with the committee's seal."""
    level, name = _level(rng)
    up = name.upper()
    over = rng.choice((("ỦY BAN NHÂN DÂN", f"{level} {up}"), (f"UBND {level} {up}",)))
    return rng.choice(
        (
            Issuer(over, ("BAN CHỈ ĐẠO", "CHUYỂN ĐỔI SỐ"), "BCĐ", ("CĐS",), name, "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN THƯỜNG TRỰC", "BAN CHỈ ĐẠO"),
            Issuer(over, ("HỘI ĐỒNG NGHĨA VỤ QUÂN SỰ",), "HĐNVQS", ("TM",), name, "CHỦ TỊCH HỘI ĐỒNG", "PHÓ CHỦ TỊCH HỘI ĐỒNG", "HỘI ĐỒNG"),
            Issuer((), ("ỦY BAN BẦU CỬ", f"{level} {up}"), "UBBC", ("TT",), name, "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "ỦY BAN BẦU CỬ"),
            Issuer(over, ("BAN CHỈ HUY PHÒNG THỦ DÂN SỰ",), "BCHPTDS", ("VP",), name, "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", ""),
            Issuer(over, ("TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG",), "TCNSCĐ", ("TH",), name, "TỔ TRƯỞNG", "TỔ PHÓ", ""),
            Issuer((f"HĐND {level} {up}",), ("BAN KINH TẾ - NGÂN SÁCH",), "BKTNS", ("TT",), name, "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "BAN KINH TẾ - NGÂN SÁCH"),
        )
    )  # fmt: skip


def _field_office(rng: Random) -> Issuer:
    """Army, police and border posts with longer ranks."""
    name, province = rng.choice(w.COMMUNES + w.MORE_COMMUNES), rng.choice(w.PROVINCES)
    officers = w.TITLES[:5]
    return rng.choice(
        (
            Issuer((f"BỘ ĐỘI BIÊN PHÒNG TỈNH {province.upper()}",), (f"ĐỒN BIÊN PHÒNG {name.upper()}",), "ĐBP", ("TM", "VĐQC"), name, "ĐỒN TRƯỞNG", "PHÓ ĐỒN TRƯỞNG", "", ("CHÍNH TRỊ VIÊN",), officers),
            Issuer((f"CÔNG AN TỈNH {province.upper()}",), (f"CÔNG AN PHƯỜNG {name.upper()}",), "CAP", ("TH", "CSKV"), name, "TRƯỞNG CÔNG AN PHƯỜNG", "PHÓ TRƯỞNG CÔNG AN PHƯỜNG", "", (), officers),
            Issuer(("BỘ CÔNG AN",), (f"CÔNG AN TỈNH {province.upper()}",), "CAT", ("PV01", "PC06"), province, "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "", ("TRƯỞNG PHÒNG THAM MƯU", "TRƯỞNG PHÒNG CẢNH SÁT QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI"), officers),
            Issuer(("QUÂN KHU 9",), ("BỘ CHỈ HUY QUÂN SỰ", f"TỈNH {province.upper()}"), "BCH", ("PTM", "PCT"), province, "CHỈ HUY TRƯỞNG", "PHÓ CHỈ HUY TRƯỞNG", "", ("THAM MƯU TRƯỞNG",), officers),
        )
    )  # fmt: skip


def _deep_unit(rng: Random) -> Issuer:
    """Schools of higher learning, institutes, newspapers."""
    province = rng.choice(w.PROVINCES)
    up = province.upper()
    return rng.choice(
        (
            Issuer(("BỘ GIÁO DỤC VÀ ĐÀO TẠO",), (f"TRƯỜNG ĐẠI HỌC {up}",), "ĐH", ("ĐT", "TCHC"), province, "HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG", "", ("TRƯỞNG PHÒNG ĐÀO TẠO",), ("PGS.TS.", "TS.")),
            Issuer((f"UBND TỈNH {up}",), ("TRƯỜNG CAO ĐẲNG Y TẾ",), "CĐYT", ("ĐT",), province, "HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG PHỤ TRÁCH", "", (), ("ThS.", "TS.")),
            Issuer((f"UBND TỈNH {up}",), ("BAN QUẢN LÝ", "CÁC KHU CÔNG NGHIỆP"), "BQLKCN", ("QLĐT", "TNMT"), province, "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"),
            Issuer((f"TỈNH ỦY {up}",), ("BÁO VÀ PHÁT THANH, TRUYỀN HÌNH",), "BPTTH", ("TS",), province, "TỔNG BIÊN TẬP", "PHÓ TỔNG BIÊN TẬP"),
            Issuer((f"SỞ XÂY DỰNG TỈNH {up}",), ("TRUNG TÂM KIỂM ĐỊNH", "CHẤT LƯỢNG XÂY DỰNG"), "TTKĐ", ("TN",), province, "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
            Issuer(("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",), ("CHI CỤC CHĂN NUÔI", "VÀ THÚ Y"), "CNTY", ("DT", "TTr"), province, "CHI CỤC TRƯỞNG", "PHÓ CHI CỤC TRƯỞNG"),
            Issuer(("LIÊN HIỆP CÁC HỘI KHOA HỌC", f"VÀ KỸ THUẬT TỈNH {up}"), ("HỘI LUẬT GIA",), "HLG", ("VP",), province, "CHỦ TỊCH HỘI", "PHÓ CHỦ TỊCH HỘI"),
        )
    )  # fmt: skip
