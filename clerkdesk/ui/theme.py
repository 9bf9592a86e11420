"""The look: every colour and every size of the window by its role, light and dark, and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from clerkdesk.ui.style_sheet import SHEET


class Role(StrEnum):
    """What a colour is for; widgets name the role and never the value (DESIGN «Look»)."""

    INK = "ink"
    MUTED = "muted"
    GROUND = "ground"
    CARD = "card"
    LINE = "line"
    BORDER = "border"
    """The edge of something that can be typed in or pressed; stronger than LINE."""
    SUNKEN = "sunken"
    """The table on which a page lies."""
    HOVER = "hover"
    SELECTED = "selected"
    RAIL = "rail"
    RAIL_TEXT = "rail_text"
    RAIL_FAINT = "rail_faint"
    RAIL_ACTIVE = "rail_active"
    RAIL_TITLE = "rail_title"
    COUNTER = "counter"
    ON_COUNTER = "on_counter"
    ACCENT = "accent"
    ACCENT_SOFT = "accent_soft"
    ACCENT_PRESSED = "accent_pressed"
    ON_ACCENT = "on_accent"
    GOOD = "good"
    GOOD_SOFT = "good_soft"
    WARN = "warn"
    WARN_SOFT = "warn_soft"
    WARN_BORDER = "warn_border"
    BAD = "bad"
    BAD_SOFT = "bad_soft"
    NEUTRAL_SOFT = "neutral_soft"
    MACHINE_SOFT = "machine_soft"
    """Ground of a field that was read by machine."""
    MACHINE_BORDER = "machine_border"
    PAPER = "paper"
    """A page is white in the dark theme too: it shows what is on the paper."""


Colours = Mapping[Role, str]

LIGHT: Colours = {
    Role.INK: "#1b2430",
    Role.MUTED: "#5b6778",
    Role.GROUND: "#f5f7fa",
    Role.CARD: "#ffffff",
    Role.LINE: "#e2e7ee",
    Role.BORDER: "#c9d2de",
    Role.SUNKEN: "#e8ecf2",
    Role.HOVER: "#f0f4f9",
    Role.SELECTED: "#e4edf9",
    Role.RAIL: "#10253f",
    Role.RAIL_TEXT: "#d5e0ee",
    Role.RAIL_FAINT: "#8ea3bd",
    Role.RAIL_ACTIVE: "#1f4573",
    Role.RAIL_TITLE: "#ffffff",
    Role.COUNTER: "#c2410c",
    Role.ON_COUNTER: "#ffffff",
    Role.ACCENT: "#0b5cad",
    Role.ACCENT_SOFT: "#e7f0fa",
    Role.ACCENT_PRESSED: "#084a8c",
    Role.ON_ACCENT: "#ffffff",
    Role.GOOD: "#167342",
    Role.GOOD_SOFT: "#e6f5ec",
    Role.WARN: "#8a5c00",
    Role.WARN_SOFT: "#fff5dc",
    Role.WARN_BORDER: "#e0b443",
    Role.BAD: "#b3261e",
    Role.BAD_SOFT: "#fdecea",
    Role.NEUTRAL_SOFT: "#eef1f5",
    Role.MACHINE_SOFT: "#f1f8ff",
    Role.MACHINE_BORDER: "#9cc3ea",
    Role.PAPER: "#ffffff",
}

DARK: Colours = {
    Role.INK: "#e6ebf2",
    Role.MUTED: "#a3b0c2",
    Role.GROUND: "#141a22",
    Role.CARD: "#1c242f",
    Role.LINE: "#2e3947",
    Role.BORDER: "#45546a",
    Role.SUNKEN: "#10151c",
    Role.HOVER: "#232d3a",
    Role.SELECTED: "#24405f",
    Role.RAIL: "#0c1826",
    Role.RAIL_TEXT: "#cfdbea",
    Role.RAIL_FAINT: "#8ea3bd",
    Role.RAIL_ACTIVE: "#1f4573",
    Role.RAIL_TITLE: "#ffffff",
    Role.COUNTER: "#c2410c",
    Role.ON_COUNTER: "#ffffff",
    Role.ACCENT: "#7db8f2",
    Role.ACCENT_SOFT: "#1d344e",
    Role.ACCENT_PRESSED: "#a5cef7",
    Role.ON_ACCENT: "#0c1826",
    Role.GOOD: "#6fd39b",
    Role.GOOD_SOFT: "#17352a",
    Role.WARN: "#f0c35a",
    Role.WARN_SOFT: "#3a2f14",
    Role.WARN_BORDER: "#8f7326",
    Role.BAD: "#ff9d94",
    Role.BAD_SOFT: "#43211f",
    Role.NEUTRAL_SOFT: "#2a3441",
    Role.MACHINE_SOFT: "#1a2c40",
    Role.MACHINE_BORDER: "#3f6f9f",
    Role.PAPER: "#ffffff",
}


class State(StrEnum):
    """How a thing stands; shown as colour, and always with a word or a sign beside it."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    ACCENT = "accent"
    NEUTRAL = "neutral"


TEXT_OF: Mapping[State, Role] = {
    State.GOOD: Role.GOOD,
    State.WARN: Role.WARN,
    State.BAD: Role.BAD,
    State.ACCENT: Role.ACCENT,
    State.NEUTRAL: Role.MUTED,
}
SOFT_OF: Mapping[State, Role] = {
    State.GOOD: Role.GOOD_SOFT,
    State.WARN: Role.WARN_SOFT,
    State.BAD: Role.BAD_SOFT,
    State.ACCENT: Role.ACCENT_SOFT,
    State.NEUTRAL: Role.NEUTRAL_SOFT,
}

# --- sizes, in pixels at 100 % -------------------------------------------------------------------

GRID = 4
"""Every distance is a multiple of it."""
TEXT = 13
SMALL = 11
TITLE = 20
NUMBER = 15
LARGE = 24
HUGE = 44
RADIUS = 6
CARD_RADIUS = 8
ROW_HEIGHT = 46
CONTROL_HEIGHT = 34
RAIL_WIDTH = 196
RAIL_ROW = 36
STATUS_HEIGHT = 24
PAGE_MARGIN = 18
"""Between the rail or the window's edge and a page's content."""
GAP = 12
"""Between two cards."""

FAMILIES = ("Noto Sans", "Segoe UI", "DejaVu Sans", "Arimo")
"""Families that are taken in this order; one is used only if it has every Vietnamese letter."""
VIETNAMESE_LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵdđ"
    "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬEÈẺẼÉẸÊỀỂỄẾỆIÌỈĨÍỊOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴDĐ"
)

_DARK_PROPERTY = "clerkdesk_dark"


def apply(application: QApplication, font_files: Sequence[Path] = (), *, dark: bool = False) -> str:
    """Give the whole application its look; may be called again to change light and dark.

    Args:
        font_files: fonts that ship with the program; tried before the system's.

    Returns:
        The family that is used; empty if none on this machine has every Vietnamese letter.
    """
    application.setProperty(_DARK_PROPERTY, dark)
    application.setStyle("Fusion")
    family = _family(font_files)
    font = QFont(application.font())
    if family:
        font.setFamily(family)
    font.setPixelSize(TEXT)
    application.setFont(font)
    colours = DARK if dark else LIGHT
    application.setPalette(_palette(colours))
    application.setStyleSheet(style_sheet(colours))
    return family


def colours() -> Colours:
    """The colours in force."""
    application = QCoreApplication.instance()
    return DARK if application is not None and application.property(_DARK_PROPERTY) else LIGHT


def colour(role: Role) -> QColor:
    """The colour of a role, for painting."""
    return QColor(colours()[role])


def font(size: int = TEXT, *, bold: bool = False) -> QFont:
    """The window's font at `size` pixels, for painting and measuring."""
    made = QFont(QApplication.font())
    made.setPixelSize(size)
    made.setBold(bold)
    return made


def set_look(widget: QWidget, name: str, value: str) -> None:
    """Change a property that the style sheet looks at, and repaint with it."""
    if (widget.property(name) or "") != value:  # unset and empty look the same
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def contrast(first: str, second: str) -> float:
    """Contrast of two colours «#rrggbb», 1 to 21 (WCAG 2.1, 1.4.3)."""
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(value: str) -> float:
    shares = [int(value[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _family(font_files: Sequence[Path]) -> str:
    shipped: list[str] = []
    for file in font_files:
        number = QFontDatabase.addApplicationFont(str(file))
        if number >= 0:
            shipped += QFontDatabase.applicationFontFamilies(number)
    preferred = [family for family in FAMILIES if family in shipped or _is_installed(family)]
    return next((family for family in preferred if has_vietnamese(family)), "")


def _is_installed(family: str) -> bool:
    return QFontDatabase.hasFamily(family)


def has_vietnamese(family: str) -> bool:
    """Whether `family` itself draws every Vietnamese letter, without borrowing from another."""
    metrics = QFontMetrics(QFont(family))
    return all(metrics.inFontUcs4(ord(letter)) for letter in VIETNAMESE_LETTERS)


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    pairs: Iterable[tuple[QPalette.ColorRole, Role]] = (
        (QPalette.ColorRole.Window, Role.GROUND),
        (QPalette.ColorRole.WindowText, Role.INK),
        (QPalette.ColorRole.Base, Role.CARD),
        (QPalette.ColorRole.AlternateBase, Role.HOVER),
        (QPalette.ColorRole.Text, Role.INK),
        (QPalette.ColorRole.Button, Role.CARD),
        (QPalette.ColorRole.ButtonText, Role.INK),
        (QPalette.ColorRole.ToolTipBase, Role.CARD),
        (QPalette.ColorRole.ToolTipText, Role.INK),
        (QPalette.ColorRole.PlaceholderText, Role.MUTED),
        (QPalette.ColorRole.Highlight, Role.ACCENT),
        (QPalette.ColorRole.HighlightedText, Role.ON_ACCENT),
        (QPalette.ColorRole.Link, Role.ACCENT),
        (QPalette.ColorRole.Accent, Role.ACCENT),
        (QPalette.ColorRole.Light, Role.CARD),
        (QPalette.ColorRole.Mid, Role.BORDER),
        (QPalette.ColorRole.Dark, Role.BORDER),
    )
    for place, role in pairs:
        palette.setColor(place, QColor(colours[role]))
    faint = QColor(colours[Role.MUTED])
    for place in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, place, faint)
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, faint)
    return palette


def style_sheet(colours: Colours) -> str:
    """The style sheet of the whole window, made from roles."""
    values = {role.value: value for role, value in colours.items()}
    sizes = {
        "text": TEXT,
        "small": SMALL,
        "title": TITLE,
        "number": NUMBER,
        "large": LARGE,
        "huge": HUGE,
        "radius": RADIUS,
        "card_radius": CARD_RADIUS,
    }
    sheet = SHEET
    for name, value in {**values, **{f"{n}_px": f"{s}px" for n, s in sizes.items()}}.items():
        sheet = sheet.replace(f"@{name};", f"{value};")
    return sheet + "".join(
        f'QLabel[badge="{state}"] {{ color: {colours[TEXT_OF[state]]};'
        f" background: {colours[SOFT_OF[state]]}; }}\n"
        f'QFrame[notice="{state}"] {{ background: {colours[SOFT_OF[state]]};'
        f" border: 1px solid {colours[TEXT_OF[state]]}; }}\n"
        f'QLabel[state="{state}"] {{ color: {colours[TEXT_OF[state]]}; }}\n'
        f'QFrame[soft="{state}"] {{ background: {colours[SOFT_OF[state]]};'
        f" border: 0px solid {colours[SOFT_OF[state]]}; border-radius: {RADIUS}px; }}\n"
        f'QFrame[chip="{state}"] {{ background: {colours[SOFT_OF[state]]};'
        f" border: 0px solid {colours[SOFT_OF[state]]}; border-radius: 11px; }}\n"
        for state in State
    )
