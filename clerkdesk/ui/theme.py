"""The look: every colour and every size of the window by its role, light and dark, and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QWidget


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
    sheet = _SHEET
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


_SHEET = """
QWidget { font-size: @text_px; }
QMainWindow, QDialog, QWidget[page="true"] { background: @ground; }
QLabel { background: transparent; color: @ink; }
QToolTip { background: @card; color: @ink; border: 1px solid @border; padding: 4px; }

QFrame[card="true"] { background: @card; border: 1px solid @line; border-radius: @card_radius_px; }
QFrame[sunken="true"] { background: @sunken; border: 0px solid @sunken; border-radius: @radius_px; }
QFrame[rule="true"] { background: @line; border: 0px solid @line; max-height: 1px; min-height: 1px; }
QFrame[notice] { border-radius: @radius_px; }

QLabel[look="title"] { font-size: @title_px; font-weight: 700; }
QLabel[look="heading"] { font-size: @text_px; font-weight: 700; }
QLabel[look="group"] { font-size: 12px; font-weight: 600; color: @accent; }
QLabel[look="label"] { font-size: @small_px; color: @muted; }
QLabel[look="muted"] { color: @muted; }
QLabel[look="small"] { font-size: @small_px; color: @muted; }
QLabel[look="number"] { font-size: @number_px; font-weight: 700; }
QLabel[look="large"] { font-size: @large_px; font-weight: 700; }
QLabel[look="huge"] { font-size: @huge_px; font-weight: 700; color: @accent; }
QLabel[look="problem"] { font-size: @small_px; color: @bad; }
QLabel[look="look-again"] { font-size: @small_px; color: @warn; }
QLabel[look="chip"] { font-size: 12px; }
QToolButton { background: transparent; color: @muted; border: 0px solid @card; border-radius: 4px; padding: 2px 4px; }
QToolButton:hover { background: @hover; color: @ink; }
QLabel[badge] { font-size: @small_px; font-weight: 600; border-radius: 9px; padding: 1px 12px 2px 12px; }

QWidget[rail="true"] { background: @rail; }
QLabel[look="rail-title"] { color: @rail_title; font-size: 16px; font-weight: 700; }
QLabel[look="rail-office"] { color: @rail_text; font-size: @small_px; }
QLabel[step="now"] { color: @rail_title; font-weight: 700; }
QLabel[step="done"] { color: @rail_text; }
QLabel[step="later"] { color: @rail_faint; }
QLabel[look="rail-group"] { color: @rail_faint; font-size: @small_px; letter-spacing: 1px; }

QPushButton {
    background: @card; color: @ink; border: 1px solid @border; border-radius: @radius_px;
    padding: 0px 12px; min-height: 32px;
}
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @selected; }
QPushButton:focus { border: 1px solid @accent; }
QPushButton:disabled { color: @muted; background: @ground; border-color: @line; }
QPushButton[kind="primary"] {
    background: @accent; color: @on_accent; border: 1px solid @accent; font-weight: 600; padding: 0px 16px;
}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { background: @accent_pressed; }
QPushButton[kind="primary"]:focus { border: 2px solid @ink; padding: 0px 15px; min-height: 30px; }
QPushButton[kind="primary"]:disabled { background: @neutral_soft; color: @muted; border-color: @line; }
QPushButton[kind="small"] { padding: 0px; font-size: @small_px; border-color: @line; }
QPushButton[kind="link"] {
    background: transparent; color: @accent; border: 0px solid @card; padding: 0px 4px; font-weight: 600;
    min-height: 20px;
}
QPushButton[kind="link"]:hover, QPushButton[kind="link"]:focus { text-decoration: underline; }

QLineEdit, QPlainTextEdit, QComboBox, QFrame[field="true"] {
    background: @card; color: @ink; border: 1px solid @border; border-radius: 5px;
    padding: 0px 8px; min-height: 30px; placeholder-text-color: @muted;
    selection-background-color: @accent; selection-color: @on_accent;
}
QPlainTextEdit { padding: 4px 4px; }
QComboBox:editable { padding: 0px 0px 0px 6px; }
QComboBox:!editable { padding: 0px 10px 0px 8px; }
QComboBox::drop-down { border: 0px solid @card; width: 18px; subcontrol-origin: padding; }
QComboBox::down-arrow { image: none; width: 0px; height: 0px; }
QComboBox QLineEdit, QFrame[field="true"] QLineEdit {
    border: 0px solid @card; padding: 0px; background: transparent; min-height: 20px;
}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QFrame[field="true"][inside="focus"] {
    border: 1px solid @accent;
}
QLineEdit:read-only, QPlainTextEdit:read-only { background: @ground; color: @muted; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: @ground; color: @muted; }
QLineEdit[machine="read"], QPlainTextEdit[machine="read"], QComboBox[machine="read"],
QFrame[field="true"][machine="read"] {
    background: @machine_soft; border: 1px solid @machine_border;
}
QLineEdit[machine="flagged"], QPlainTextEdit[machine="flagged"], QComboBox[machine="flagged"],
QFrame[field="true"][machine="flagged"] {
    background: @warn_soft; border: 1px solid @warn_border;
}
QLineEdit[problem="true"], QPlainTextEdit[problem="true"], QComboBox[problem="true"],
QFrame[field="true"][problem="true"] {
    background: @bad_soft; border: 1px solid @bad;
}
QComboBox QAbstractItemView, QListView[popup="true"] {
    background: @card; color: @ink; border: 1px solid @border; padding: 0px; outline: 0;
    selection-background-color: @selected; selection-color: @ink;
}
QAbstractItemView::item { min-height: 24px; }
QCheckBox { spacing: 8px; min-height: 24px; }

QTableView {
    background: @card; color: @ink; border: 0px solid @card; gridline-color: @line; outline: 0;
    selection-background-color: @selected; selection-color: @ink;
}
QHeaderView { background: @card; border: 0px solid @card; }
QHeaderView::section {
    background: @card; color: @muted; border: 0px solid @card; border-bottom: 1px solid @line;
    padding: 0px 8px; font-size: @small_px; font-weight: 600; min-height: 36px;
}
QTableCornerButton::section { background: @card; border: 0px solid @card; }

QScrollArea { background: transparent; border: 0px solid @card; }
QScrollArea > QWidget > QWidget[plain="true"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: @border; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QGraphicsView { background: @sunken; border: 0px solid @sunken; border-radius: @radius_px; }
QListView { background: transparent; border: 0px solid @card; outline: 0; }
QListView[thumbs="true"]::item { background: @paper; border: 1px solid @line; border-radius: 3px; padding: 0px; }
QListView[thumbs="true"]::item:selected { border: 2px solid @accent; }
QFrame[soft] QLabel { font-size: 12px; }
QSplitter::handle { background: transparent; }

QStatusBar { background: @card; border-top: 1px solid @line; min-height: 24px; max-height: 24px; }
QStatusBar::item { border: 0px solid @card; }
QProgressBar {
    background: @ground; color: @ink; border: 1px solid @line; border-radius: 5px; text-align: center;
    min-height: 22px; max-height: 22px; font-size: 12px;
}
QProgressBar::chunk { background: @accent_soft; border-radius: 4px; }
QMenu { background: @card; color: @ink; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @selected; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 4px; }
QFrame[dropdown="true"] { background: @card; border: 1px solid @border; }
QCalendarWidget QToolButton { color: @ink; background: @card; padding: 4px 8px; border: 0px solid @card; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: @card; }
"""
