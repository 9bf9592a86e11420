"""Colours can be read, fonts have every letter, and colours stand in the theme only."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QFrame
from pytestqt.qtbot import QtBot

from clerkdesk.ui import theme
from clerkdesk.ui.theme import DARK, LIGHT, SOFT_OF, TEXT_OF, Colours, Role, State

PAIRS = [
    (Role.INK, Role.GROUND), (Role.INK, Role.CARD), (Role.INK, Role.SELECTED), (Role.INK, Role.HOVER),
    (Role.INK, Role.BAD_SOFT), (Role.INK, Role.WARN_SOFT), (Role.INK, Role.GOOD_SOFT),
    (Role.INK, Role.MACHINE_SOFT), (Role.INK, Role.ACCENT_SOFT), (Role.INK, Role.NEUTRAL_SOFT),
    (Role.MUTED, Role.GROUND), (Role.MUTED, Role.CARD), (Role.MUTED, Role.SELECTED),
    (Role.MUTED, Role.NEUTRAL_SOFT),
    (Role.ACCENT, Role.CARD), (Role.ACCENT, Role.GROUND),
    (Role.BAD, Role.CARD), (Role.BAD, Role.SELECTED), (Role.WARN, Role.CARD), (Role.GOOD, Role.CARD),
    (Role.GOOD, Role.SELECTED), (Role.WARN, Role.SELECTED),
    (Role.ON_ACCENT, Role.ACCENT), (Role.ON_ACCENT, Role.ACCENT_PRESSED), (Role.ON_COUNTER, Role.COUNTER),
    (Role.RAIL_TEXT, Role.RAIL), (Role.RAIL_FAINT, Role.RAIL), (Role.RAIL_TITLE, Role.RAIL_ACTIVE),
    (Role.RAIL_TEXT, Role.RAIL_ACTIVE),
    *((TEXT_OF[state], SOFT_OF[state]) for state in State),
]  # fmt: skip


@pytest.mark.parametrize(
    "colours", [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]
)
@pytest.mark.parametrize(
    ("text", "ground"), [pytest.param(t, g, id=f"{t}-on-{g}") for t, g in PAIRS]
)
def test_text_can_be_read(text: Role, ground: Role, colours: Colours) -> None:
    assert theme.contrast(colours[text], colours[ground]) >= 4.5


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21.0)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_every_role_has_a_colour_and_the_sheet_is_complete(colours: Colours) -> None:
    assert set(colours) == set(Role)
    assert "@" not in theme.style_sheet(colours)


def test_the_font_has_every_vietnamese_letter(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    family = theme.apply(application)
    assert family
    assert theme.has_vietnamese(family)
    assert application.font().pixelSize() == theme.TEXT


def test_a_missing_font_file_does_no_harm(qtbot: QtBot, tmp_path: Path) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    torn = tmp_path / "torn.ttf"
    torn.write_bytes(b"no font")
    assert theme.apply(application, [torn, tmp_path / "absent.ttf"])


def test_light_and_dark_can_be_changed_while_it_runs(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application, dark=True)
    assert theme.colour(Role.CARD).name() == DARK[Role.CARD]
    theme.apply(application)
    assert theme.colour(Role.CARD).name() == LIGHT[Role.CARD]


def test_no_other_file_of_the_window_names_a_colour() -> None:
    folder = Path(theme.__file__).parent
    colour = re.compile(r"#[0-9a-fA-F]{6}\b|QColor\(\s*\d|rgba?\(")
    guilty = [
        file.name
        for file in folder.rglob("*.py")
        if file.name != "theme.py" and colour.search(file.read_text("utf-8"))
    ]
    assert guilty == []


@pytest.mark.parametrize(
    "colours", [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]
)
@pytest.mark.parametrize("ticked", [False, True])
def test_a_box_to_tick_is_seen(qtbot: QtBot, colours: Mapping[Role, str], ticked: bool) -> None:
    card = QFrame()
    qtbot.addWidget(card)
    card.setStyleSheet(
        theme.style_sheet(colours) + f"QFrame {{ background: {colours[Role.CARD]}; }}"
    )
    card.setPalette(theme._palette(colours))
    box = QCheckBox("", card)
    box.setChecked(ticked)
    card.resize(24, 24)
    picture = card.grab().toImage()
    seen = {picture.pixelColor(x, y).name() for x in range(24) for y in range(24)}
    assert max(theme.contrast(colour, colours[Role.CARD]) for colour in seen) >= 3.0
