"""From captured pages to archive files: CPU a page and bytes a page, beside OCRmyPDF on the same pages.

OCRmyPDF is measured where it is installed (OCRMYPDF names it, else PATH); where it is not, its figures
of issue 3/8 stand in, and say so. Pages: the shared corpus where it is, else the demo's documents.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.figures import Figure, at_most, at_most_times
from tests.bench.scan_pages import bench_pages, character_errors, layered_again

_PLAIN, _O3, _FULL = 2.09, 2.20, 6.33
"""CPU seconds a page of OCRmyPDF as issue 3/8 prints them: no OCR, no OCR with -O3, default."""
_TEXT_PAGES = 4
_NO_OCR = ("--ocr-engine", "none")


def measure() -> Mapping[str, Figure]:
    """Every row of issue 3/8 that is about archive files."""
    with tempfile.TemporaryDirectory(prefix="clerkdesk-bench-") as folder:
        here = Path(folder)
        pages = bench_pages(here)
        few = pages[:: max(1, len(pages) // _TEXT_PAGES)][:_TEXT_PAGES]
        raw = _raw(here, pages)
        peer = _Peer(here, pages)
        peer_few = _Peer(here, few, name="few")
        with_seal = [page for page in pages if page.has_seal]
        body = [page for page in pages if not page.has_seal]
        figures = {
            "scan.durable_and_pdfa_no_ocr": _beside(
                _durable(here, raw, "plain") / len(pages), *peer.cpu(_PLAIN, *_NO_OCR), 0.20, 0.07
            ),
            "scan.durable_and_layered_no_ocr": _beside(
                _durable(here, raw, "archive") / len(pages),
                *peer.cpu(_O3, *_NO_OCR, "-O3"),
                0.60,
                0.40,
            ),
            "scan.full_text_plain": _beside(
                _to_pdf(here, [page.file for page in few], "plain")[0] / len(few),
                *peer_few.cpu(_FULL, "-l", "vie"),
                0.70,
                0.45,
            ),
        }
        if body:
            size = _to_pdf(here, [page.file for page in body], "archive", "--no-ocr")[1]
            figures["scan.kilobytes_a_body_page"] = at_most(
                size / len(body) / 1024, unit="KB", must=110, aim=75
            )
            text = _to_pdf(here, [page.file for page in body[:_TEXT_PAGES]], "archive")[1]
            figures["scan.kilobytes_a_body_page_with_text"] = at_most(
                text / len(body[:_TEXT_PAGES]) / 1024, unit="KB", must=110, aim=75
            )
        if with_seal:
            size = _to_pdf(here, [page.file for page in with_seal], "archive", "--no-ocr")[1]
            figures["scan.kilobytes_a_page_with_seal"] = at_most(
                size / len(with_seal) / 1024, unit="KB", must=150, aim=110
            )
        truths = [page for page in pages if page.truth]
        if truths:
            before = character_errors([(page.image(), page.truth) for page in truths])
            after = character_errors([(layered_again(page.file), page.truth) for page in truths])
            figures["scan.character_errors_that_layers_add"] = at_most(
                (after - before) * 100, unit="% of characters", must=0.1, aim=0.0
            )
        figures["scan.not_pdfa"] = at_most(
            sum(not _is_sound(file) for file in here.glob("out-*.pdf")), unit="files", must=0, aim=0
        )
        return figures | _memory()


def _memory() -> Mapping[str, Figure]:
    """Window and children while `CLERKDESK_SCAN_PAGES` (500) pages are scanned into one batch."""
    pages = int(os.environ.get("CLERKDESK_SCAN_PAGES", "500"))
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.scan_memory", str(pages), "50", str(pages)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    early, late = json.loads(done.stdout.splitlines()[-1]).values()
    return {
        "scan.memory": at_most(max(early, late), unit="MB (PSS)", must=600, aim=450),
        "scan.memory_growth": at_most(late - early, unit="MB from page 50 on", must=20, aim=0),
    }


def _beside(value: float, reference: float, against: str, must: float, aim: float) -> Figure:
    return at_most_times(value, reference, unit="CPU s a page", against=against, must=must, aim=aim)


class _Peer:
    """OCRmyPDF on the same pages as one PDF."""

    def __init__(self, folder: Path, pages: Sequence["object"], name: str = "all") -> None:
        self._program = os.environ.get("OCRMYPDF") or shutil.which("ocrmypdf") or ""
        self._count = len(pages)
        self._out = folder / f"peer-{name}-out.pdf"
        self._in = folder / f"peer-{name}.pdf"
        if self._program:
            import pymupdf

            with pymupdf.open() as pdf:  # what img2pdf would make: the JPEG bytes as they are
                for page in pages:
                    sheet = pdf.new_page(width=595.2, height=841.92)
                    sheet.insert_image(sheet.rect, filename=str(page.file))  # type: ignore[attr-defined]
                pdf.save(self._in)

    def cpu(self, printed: float, *options: str) -> tuple[float, str]:
        """CPU seconds a page, and what they are of."""
        words = " ".join(("ocrmypdf", *options))
        if not self._program:
            return printed, f"{words}, as printed in issue 3/8 (not installed here)"
        command = [self._program, "-q", "--output-type", "pdfa", *options]
        began = _children()
        subprocess.run([*command, str(self._in), str(self._out)], check=True, timeout=1200)
        version = subprocess.run(
            [self._program, "--version"], capture_output=True, text=True, check=True
        )
        words = words.replace("ocrmypdf", f"OCRmyPDF {version.stdout.strip()}")
        return (_children() - began) / self._count, f"{words}, {self._count} pages, same run"


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _raw(folder: Path, pages: Sequence[object]) -> Sequence[Path]:
    """The pages as a driver hands them over: pixels."""
    files = []
    for number, page in enumerate(pages):
        file = folder / f"raw-{number:03}.ppm"
        page.image().save(file)  # type: ignore[attr-defined]
        files.append(file)
    return files


_DURABLE = """
import sys
from pathlib import Path
from datetime import UTC, datetime
from PIL import Image
from clerkdesk.adapters.pages.child_workshop import ChildPageWorkshop
from clerkdesk.adapters.scanner.driver import encode
from clerkdesk.app import create_office, usual_places
from clerkdesk.demo.office import ADMIN, CLERK, PASSWORD, THANH_MAU
from clerkdesk.domain.scans import ColourMode
from clerkdesk.ports.pages import PageImage
from clerkdesk.services.archive_profiles import shipped_profiles
from tests.bench.area_scan import cpu
home, out, name, *files = sys.argv[1:]
store = create_office(usual_places(Path(home)), THANH_MAU, {ADMIN: PASSWORD, CLERK: PASSWORD}).store
(profile,) = (one for one in shipped_profiles() if one.name == name)
began = cpu()
batch = store.spool.open_batch("x", "x")
for number, file in enumerate(files):
    image = Image.open(file)
    image.load()
    store.spool.add(batch.batch_id, encode(image, number, 300, ColourMode.COLOUR))
workshop = ChildPageWorkshop()
pages = [PageImage(store.spool.image(page), page.dpi) for page in store.spool.batch(batch.batch_id).pages]
facts = {"Title": "x", "CreationDate": datetime.now(UTC).isoformat()}
Path(out).write_bytes(workshop.make_pdf(pages, [], facts, profile=profile))
workshop.close()
print(cpu() - began)
store.close()
"""


def cpu() -> float:
    """CPU seconds of this process and of its children that have ended."""
    return sum(os.times()[:4])


def _durable(folder: Path, raw: Sequence[Path], profile: str) -> float:
    """CPU seconds from pixels to encrypted, flushed pages and the PDF/A, children included.

    Making the store is not counted; starting the page child is.
    """
    home = folder / f"home-{profile}"
    home.mkdir()
    names = ("DATA", "CONFIG", "CACHE", "STATE")
    environment = {**os.environ, "HOME": str(home)}
    environment |= {f"XDG_{name}_HOME": str(home / name) for name in names}
    out = folder / f"out-durable-{profile}.pdf"
    ran = subprocess.run(
        [sys.executable, "-c", _DURABLE, str(home / "office"), str(out), profile, *map(str, raw)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    if ran.returncode:
        raise RuntimeError(ran.stderr[-2000:])
    return float(ran.stdout.split()[-1])


def _to_pdf(folder: Path, files: Sequence[Path], profile: str, *options: str) -> tuple[float, int]:
    """CPU seconds and bytes of `clerkdesk pages to-pdf`, its start included."""
    out = folder / f"out-{profile}-{len(files)}{''.join(options)}.pdf"
    verb = [sys.executable, "-m", "clerkdesk", "pages", "to-pdf", "--profile", profile]
    began = _children()
    subprocess.run(
        [*verb, *options, "-o", str(out), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=600,
    )
    return _children() - began, out.stat().st_size


def _is_sound(file: Path) -> bool:
    """Whether qpdf and pdfinfo find nothing wrong; structure is checked by tests/contract."""
    for command in (["qpdf", "--check", str(file)], ["pdfinfo", str(file)]):
        if shutil.which(command[0]) is None:
            continue
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        if ran.returncode or "WARNING" in ran.stderr:
            return False
    return b"pdfaid:part" in file.read_bytes()
