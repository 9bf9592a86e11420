"""The port `Scanner` on the virtual child, SANE's test device and the fake."""

import importlib.util
import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from clerkdesk.adapters.scanner.child import ESCL_VARIABLE
from clerkdesk.adapters.scanner.child_scanner import ChildScanner
from clerkdesk.adapters.scanner.twain_driver import DSM_VARIABLE
from clerkdesk.domain.errors import FeederEmpty, FilesLeftOut, NoScanner
from clerkdesk.domain.scans import ColourMode, ScanSettings
from clerkdesk.ports.scanner import Scanner
from tests.fakes.escl_server import EsclServer
from tests.fakes.scanner import FakeScanner
from tests.fakes.twain_source import NAME, ORDERS, build_twain_source

QUICK = ScanSettings(dpi=75)
has_sane = importlib.util.find_spec("sane") is not None


def tiny_jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (60, 85), "white").save(buffer, "JPEG")
    return buffer.getvalue()


def small_sheet() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (620, 877), "white").save(buffer, "JPEG", dpi=(75, 75))
    return buffer.getvalue()


def sane_folder(tmp_path: Path, status: str = "Default") -> dict[str, str]:
    """A configuration of SANE with nothing but its test device in it."""
    folder = tmp_path
    (folder / "dll.conf").write_text("test\n", "utf-8")
    (folder / "test.conf").write_text(
        f'number_of_devices 1\nmode Color\ntest-picture "Color pattern"\nread-status-code "{status}"\n',
        "utf-8",
    )
    return {"SANE_CONFIG_DIR": str(folder)}


@dataclass
class Case:
    scanner: Scanner
    device_id: str
    pages: int


@pytest.fixture(scope="module", params=["fake", "virtual", "sane", "escl", "twain"])
def case(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Case]:
    match request.param:
        case "fake":
            yield Case(FakeScanner([tiny_jpeg()] * 3), "fake:0", 3)
            return
        case "virtual":
            scanner = ChildScanner(drivers=("virtual",))
            yield Case(scanner, "virtual:decision", 3)
        case "escl":
            with EsclServer([small_sheet()] * 8, delay=0.1) as server:
                scanner = ChildScanner(
                    drivers=("escl",), environment={ESCL_VARIABLE: server.address}
                )
                yield Case(scanner, f"escl:{server.address}", 8)
        case "twain":
            library = build_twain_source(tmp_path_factory.mktemp("twain"))
            orders = {DSM_VARIABLE: library, ORDERS: "sheets=8,delay=30"}
            scanner = ChildScanner(drivers=("twain",), environment=orders)
            yield Case(scanner, f"twain:{NAME}", 8)
        case _:
            if not has_sane or sys.platform != "linux":
                pytest.skip("python-sane is not installed")
            scanner = ChildScanner(
                drivers=("sane",), environment=sane_folder(tmp_path_factory.mktemp("sane"))
            )
            yield Case(scanner, "sane:test:0", 10)
    scanner.close()


def never() -> bool:
    return False


def test_the_device_is_listed_as_a_feeder(case: Case) -> None:
    devices = {device.device_id: device for device in case.scanner.devices()}
    assert devices[case.device_id].is_feeder
    assert devices[case.device_id].sources


def test_every_sheet_of_the_feeder_comes_in_order(case: Case) -> None:
    pages = list(case.scanner.scan(case.device_id, QUICK, stop=never))
    assert [page.index for page in pages] == list(range(1, case.pages + 1))
    assert all(page.dpi == QUICK.dpi for page in pages)
    assert all(Image.open(io.BytesIO(page.image)).format == "JPEG" for page in pages)


def test_a_stop_in_the_middle_keeps_the_pages_that_came(case: Case) -> None:
    got: list[int] = []
    for page in case.scanner.scan(case.device_id, QUICK, stop=lambda: len(got) >= 1):
        got.append(page.index)
    assert got[0] == 1
    assert len(got) < case.pages
    again = list(case.scanner.scan(case.device_id, QUICK, stop=never))
    assert len(again) == case.pages


def test_a_scanner_that_tells_of_no_button_is_let_go_at_once(case: Case) -> None:
    assert list(case.scanner.listen(case.device_id, stop=never)) == []
    with pytest.raises(NoScanner):
        list(case.scanner.listen("other:x", stop=never))


def test_a_device_that_is_not_there_is_said(case: Case) -> None:
    with pytest.raises(NoScanner):
        list(case.scanner.scan(case.device_id.replace("0", "7") + "x", QUICK, stop=never))


def test_grey_and_black_and_white_are_what_was_asked_and_pages_are_always_the_same() -> None:
    scanner = ChildScanner(drivers=("virtual",))
    try:
        runs = [
            list(scanner.scan("virtual:notice", ScanSettings(dpi=50, colour=colour), stop=never))
            for colour in (ColourMode.GREY, ColourMode.GREY, ColourMode.BLACK_WHITE)
        ]
        kinds = [(run[0].media_type, Image.open(io.BytesIO(run[0].image)).mode) for run in runs[1:]]
        assert kinds == [("image/jpeg", "L"), ("image/png", "1")]
        assert [page.image for page in runs[0]] == [page.image for page in runs[1]]
    finally:
        scanner.close()


def test_without_drivers_there_is_no_scanner() -> None:
    scanner = ChildScanner(drivers=("virtual",), fault="none")
    try:
        assert list(scanner.devices()) == []
        with pytest.raises(NoScanner):
            list(scanner.scan("virtual:decision", QUICK, stop=never))
    finally:
        scanner.close()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[ChildScanner, Path]]:
    folder = tmp_path / "Máy quét"
    folder.mkdir()
    scanner = ChildScanner(drivers=("folder",), folder=folder)
    yield scanner, folder
    scanner.close()


def test_files_in_the_watched_folder_become_pages_and_are_put_aside(
    watched: tuple[ChildScanner, Path],
) -> None:
    scanner, folder = watched
    (folder / "b.jpg").write_bytes(tiny_jpeg())
    sheets = [Image.new("RGB", (60, 85), shade) for shade in ("white", "grey")]
    sheets[0].save(folder / "a.pdf", save_all=True, append_images=sheets[1:], resolution=72)
    pages = list(scanner.scan("folder:inbox", QUICK, stop=never))
    assert [page.index for page in pages] == [1, 2, 3]
    assert pages[2].image == tiny_jpeg()
    assert sorted(file.name for file in folder.rglob("*.*")) == ["a.pdf", "b.jpg"]
    assert not (folder / "a.pdf").exists()
    with pytest.raises(FeederEmpty):
        list(scanner.scan("folder:inbox", QUICK, stop=never))


def test_what_is_no_page_stays_in_the_watched_folder_and_bars_nobodys_way(
    watched: tuple[ChildScanner, Path],
) -> None:
    scanner, folder = watched
    (folder / "a.jpg").write_bytes(b"none")
    (folder / "b.jpg").write_bytes(tiny_jpeg())
    signed = folder / "c.pdf"
    Image.new("RGB", (60, 85)).save(signed)
    signed.write_bytes(signed.read_bytes() + b"\n% /ByteRange [0 1 2 3]\n")
    kept = signed.read_bytes()
    (folder / "d.jpg").write_bytes(tiny_jpeg())
    run = scanner.scan("folder:inbox", QUICK, stop=never)
    assert [next(run).index, next(run).index] == [1, 2]
    with pytest.raises(FilesLeftOut) as met:
        next(run)
    assert met.value.files == ["a.jpg", "c.pdf"]
    assert met.value.documents == [str(signed)]
    assert sorted(file.name for file in folder.glob("*.*")) == ["a.jpg", "c.pdf"]
    assert signed.read_bytes() == kept


def test_the_child_of_a_real_scanner_starts_without_heavy_libraries() -> None:
    look = (
        "import sys, clerkdesk.adapters.scanner.child, clerkdesk.adapters.scanner.sane_driver;"
        "print({'PySide6', 'pymupdf', 'cv2', 'numpy', 'tesserocr'} & set(sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", look], capture_output=True, check=True)
    assert found.stdout.strip() == b"set()"
