"""Copy the fonts and the OCR model from Debian's packages to `resources/`, beside their licences.

The copies are in the tree, so that a wheel built anywhere is complete. Without arguments the files
are checked against `resources/SHA256SUMS` and what is missing is copied; `--refresh` copies all of
them anew and writes the sums.
"""

import argparse
import gzip
import hashlib
import shutil
import sys
from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
SUMS = RESOURCES / "SHA256SUMS"
_FONTS = Path("/usr/share/fonts/truetype")
_DOC = Path("/usr/share/doc")
_FACES = ("Regular", "Bold", "Italic", "BoldItalic")

SOURCES = {
    "tessdata/vie.traineddata": Path("/usr/share/tesseract-ocr/5/tessdata/vie.traineddata"),
    "tessdata/vie.traineddata.copyright": _DOC / "tesseract-ocr-vie/copyright",
    "tessdata/Apache-2.0.txt": Path("/usr/share/common-licenses/Apache-2.0"),
    **{f"fonts/Tinos-{face}.ttf": _FONTS / f"croscore/Tinos-{face}.ttf" for face in _FACES},
    "fonts/Tinos.copyright": _DOC / "fonts-croscore/copyright",
    **{f"fonts/NotoSans-{face}.ttf": _FONTS / f"noto/NotoSans-{face}.ttf" for face in _FACES},
    "fonts/NotoSans.copyright": _DOC / "fonts-noto-core/copyright",
}
"""Name under `resources/` and where Debian's package has it."""


def main() -> int:
    """Collect what is missing and check everything; the exit code is 1 where a file is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--refresh", action="store_true", help="copy all files anew, write the sums"
    )
    refresh = parser.parse_args().refresh
    for name, source in SOURCES.items():
        target = RESOURCES / name
        if refresh or not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            _copy(source, target)
    sums = {name: hashlib.sha256((RESOURCES / name).read_bytes()).hexdigest() for name in SOURCES}
    if refresh:
        SUMS.write_text("".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items())))
    known = dict(reversed(line.split("  ")) for line in SUMS.read_text().splitlines())
    wrong = sorted(name for name in {*sums, *known} if sums.get(name) != known.get(name))
    for name in wrong:
        print(f"resources/{name} is not the file that resources/SHA256SUMS names", file=sys.stderr)
    return 1 if wrong else 0


def _copy(source: Path, target: Path) -> None:
    packed = source.with_name(source.name + ".gz")
    if not source.exists() and packed.exists():
        target.write_bytes(gzip.decompress(packed.read_bytes()))
    else:
        shutil.copyfile(source, target)


if __name__ == "__main__":
    sys.exit(main())
