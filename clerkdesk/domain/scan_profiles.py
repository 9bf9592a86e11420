"""Scan profiles: what an office scans in which way, «Công văn đến — 300 dpi, màu, 2 mặt»."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from clerkdesk.domain.scans import ColourMode, Oddity, PaperSize, ScannerDevice, ScanSettings
from clerkdesk.domain.texts import N_, _

RESOLUTIONS = (200, 300, 400, 600)
"""Dots an inch; NĐ 30 Phụ lục I, mục I.3 asks for 200 at least."""
PROFILE_LIMIT = 9
"""As many as there are digit keys."""
COLOUR_WORDS = {
    ColourMode.COLOUR: N_("màu"),
    ColourMode.GREY: N_("xám"),
    ColourMode.BLACK_WHITE: N_("đen trắng"),
}
PAPER_WORDS = {
    PaperSize.AUTO: N_("tự nhận khổ"),
    PaperSize.A3: "A3",
    PaperSize.A4: "A4",
    PaperSize.A5: "A5",
}
ODDITY_WORDS = {
    Oddity.DUPLEX_UNASKED: N_(
        "Máy quét tự quét cả hai mặt dù không được yêu cầu. Không trang nào bị bỏ."
    ),
    Oddity.NO_DUPLEX: N_("Máy quét này không quét hai mặt được: chỉ có mặt trước."),
    Oddity.LAST_PAGE_FIRST: N_("Máy quét này kéo tờ cuối trước: các trang vào theo thứ tự ngược."),
}
"""What is said of them; what mends them is offered beside it."""
_FEEDER_WORDS = ("feeder", "adf", "khay nạp")


class PaperSource(StrEnum):
    """Where the sheets lie, whatever a driver calls it."""

    ANY = "any"
    FEEDER = "feeder"
    GLASS = "glass"


SOURCE_WORDS = {
    PaperSource.ANY: N_("theo máy quét"),
    PaperSource.FEEDER: N_("khay nạp"),
    PaperSource.GLASS: N_("mặt kính"),
}


@dataclass(frozen=True, slots=True)
class ScanProfile:
    """One way of scanning. A locked one only an administrator changes, and it is used as it is."""

    name: str
    dpi: int = 300
    colour: ColourMode = ColourMode.COLOUR
    duplex: bool = False
    source: PaperSource = PaperSource.ANY
    paper: PaperSize = PaperSize.A4
    own_window: bool = False
    locked: bool = False
    archive: str = ""
    """Name of the archive profile by which its pages become a PDF; empty: the usual one."""

    @property
    def title(self) -> str:
        """The name and what it does."""
        parts = [_("{dpi} dpi").format(dpi=self.dpi), _(COLOUR_WORDS[self.colour])]
        if self.paper is not PaperSize.A4:
            parts.append(_(PAPER_WORDS[self.paper]))
        parts.append(_("2 mặt") if self.duplex else _("1 mặt"))
        return f"{_(self.name)} — {', '.join(parts)}"

    def settings(self, device: ScannerDevice | None) -> ScanSettings:
        """What is asked of `device`."""
        return ScanSettings(
            dpi=self.dpi,
            colour=self.colour,
            source=source_name(device, self.source),
            duplex=self.duplex,
            paper=self.paper,
            own_window=self.own_window,
        )


@dataclass(frozen=True, slots=True)
class ScanRules:
    """The office's profiles, and the network scanners that do not announce themselves."""

    profiles: tuple[ScanProfile, ...]
    addresses: tuple[str, ...] = ()


def is_feeder(source: str) -> bool:
    """Whether a driver's name of a paper source means a feeder."""
    return any(word in source.casefold() for word in _FEEDER_WORDS)


def source_name(device: ScannerDevice | None, wanted: PaperSource) -> str:
    """The device's own name for a paper source; empty where it has none such."""
    if device is None or wanted is PaperSource.ANY:
        return ""
    feeder = wanted is PaperSource.FEEDER
    return next((name for name in device.sources if is_feeder(name) is feeder), "")


def profile_problems(profiles: Sequence[ScanProfile]) -> list[str]:
    """What is wrong with a list of profiles, as Vietnamese sentences."""
    wrong = []
    names = [profile.name.strip().casefold() for profile in profiles]
    if not profiles:
        wrong.append(_("Phải còn ít nhất một cấu hình quét."))
    if len(profiles) > PROFILE_LIMIT:
        wrong.append(_("Nhiều nhất {n} cấu hình quét.").format(n=PROFILE_LIMIT))
    if "" in names:
        wrong.append(_("Cấu hình quét cần có tên."))
    wrong += [
        _("Đã có cấu hình quét tên «{name}».").format(name=profile.name)
        for number, profile in enumerate(profiles)
        if names[number] and names[number] in names[:number]
    ]
    wrong += [
        _("«{name}»: độ phân giải từ {low} đến {high} dpi.").format(
            name=profile.name, low=75, high=1200
        )
        for profile in profiles
        if not 75 <= profile.dpi <= 1200
    ]
    return wrong


def usual_profiles() -> tuple[ScanProfile, ...]:
    """What an office starts with; NĐ 30 Phụ lục I wants colour for what is issued."""
    return (
        ScanProfile(N_("Công văn đến")),
        ScanProfile(N_("Công văn đến hai mặt"), duplex=True, source=PaperSource.FEEDER),
        ScanProfile(N_("Tài liệu kèm theo"), dpi=200, colour=ColourMode.GREY),
        ScanProfile(N_("Bản đồ, bảng A3"), paper=PaperSize.A3, source=PaperSource.GLASS),
    )


def count_problem(sheets: int, pages: int, duplex: bool) -> str:
    """What to say where the sheets counted by hand and the pages captured differ; empty if not.

    Args:
        sheets: 0 where nobody counted.
        pages: captured in this run, both sides of a sheet each for themselves.
    """
    wanted = sheets * (2 if duplex else 1)
    if not sheets or pages == wanted:
        return ""
    if pages < wanted:
        return _(
            "Đã đếm {sheets} tờ ({wanted} trang) nhưng chỉ nhận {pages} trang: có thể hai tờ đi cùng lúc. "
            "So lại với giấy, rồi bấm «Quét thêm» cho trang thiếu."
        ).format(sheets=sheets, wanted=wanted, pages=pages)
    return _(
        "Đã đếm {sheets} tờ ({wanted} trang) nhưng nhận {pages} trang: xem lại và bỏ trang thừa."
    ).format(sheets=sheets, wanted=wanted, pages=pages)
