"""Grab every face of every workplace of a busy office, to be looked at beside the design.

    tools/with-display.sh python tools/screens.py FOLDER [--dark] [--forms] [--only NAME,NAME]

At 150 %: QT_SCALE_FACTOR=1.5 makes the same window of 1366×768 pixels.
"""

import argparse
import io
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pymupdf
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QApplication

from clerkdesk.process.resources import shipped_fonts
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.ui import theme
from clerkdesk.ui.lists import read_lists
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.sync_presenter import SyncPresenter
from tests.fakes.busy_office import BOTH, BusyOffice
from tests.fakes.faces import FACES
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.jobs import InstantJobs
from tests.fakes.printed_forms import FORMS

WIDTH, HEIGHT = 1366, 768
FORM_DPI = 90


def open_window(office: BusyOffice) -> OfficeWindow:
    """The office's window at its size on a clerk's screen."""
    desk, jobs = office.desk(BOTH), InstantJobs()
    hub = FakeHub(FakeProvince(office.office.agency), office.office.code, office.store.device)
    connect = ConnectServer(office.store, lambda *_anything: hub, lambda: bytes(32))
    sync = SyncPresenter(lambda: None, lambda: 0, jobs)
    made = OfficeWindow(desk, jobs, SessionMemory(), sync, connect, read_lists(desk))
    scale = made.window.devicePixelRatioF()
    made.window.resize(round(WIDTH / scale), round(HEIGHT / scale))
    made.open()
    return made


def save(window: OfficeWindow, file: Path) -> None:
    """Grab the window once it has come to rest; few colours make a small file."""
    for _turn in range(12):
        QApplication.processEvents()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    window.window.grab().save(buffer, "PNG")
    picture = Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
    picture.quantize(200, dither=Image.Dither.NONE).save(file, optimize=True)


def save_form(pdf: bytes, file: Path) -> None:
    """The fullest page of a printed form (a book has a cover), large enough to be read."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        fullest = max(document, key=lambda page: len(page.get_text()))
        picture = fullest.get_pixmap(dpi=FORM_DPI).tobytes("png")
    shown = Image.open(io.BytesIO(picture)).convert("L")
    shown.quantize(16, dither=Image.Dither.NONE).save(file, optimize=True)


def main() -> None:
    """Grab what was asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--dark", action="store_true")
    asked.add_argument("--forms", action="store_true", help="printed forms, not the window")
    asked.add_argument("--only", default="", help="names of faces, separated by commas")
    options = asked.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    theme.apply(application, shipped_fonts(), dark=options.dark)
    office = BusyOffice()
    if options.forms:
        for name, made in FORMS.items():
            save_form(made(office), options.folder / f"{name}.png")
        return
    for name in options.only.split(",") if options.only else FACES:
        window = open_window(office)
        FACES[name](window, office)
        save(window, options.folder / f"{name}.png")
        window.window.close()
        print(name)


if __name__ == "__main__":
    main()
