"""Where the files that ship with the program are: fonts, OCR model, demo texts, word lists."""

import os
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

FOLDER_VARIABLE = "CLERKDESK_RESOURCES"
"""An administrator may name another `resources` folder, e.g. on a read-only share."""
OWN_ONLY_VARIABLE = "CLERKDESK_NO_SYSTEM_DATA"
"""When set, only files that ship with the program count: for finding out what a package lacks."""
OCR_LANGUAGE = "vie"

_SYSTEM_FONTS = (
    Path("/usr/share/fonts/truetype/croscore"),
    Path("/usr/share/fonts/truetype/noto"),
    Path("/usr/local/share/fonts"),
    Path("C:/Windows/Fonts"),
)
_SYSTEM_TESSDATA = (
    Path("/usr/share/tesseract-ocr/5/tessdata"),
    Path("/usr/share/tesseract-ocr/4.00/tessdata"),
    Path("/usr/share/tessdata"),
)


class ResourceMissing(FileNotFoundError):
    """A file of the program is not where it must be: the installation is incomplete."""


@cache
def resource_folder() -> Path:
    """The folder `resources` of this program: inside the wheel, the frozen folder or a checkout.

    Raises:
        ResourceMissing: there is none.
    """
    package = _package_folder()
    named = os.environ.get(FOLDER_VARIABLE)
    places = [package / "resources", package.parent / "resources"]
    if named:
        places.insert(0, Path(named))
    for place in places:
        if place.is_dir():
            return place
    raise ResourceMissing(f"no resources folder at {', '.join(map(str, places))}")


def resource(name: str) -> Path:
    """The file or folder `name` (with «/») under `resource_folder()`.

    Raises:
        ResourceMissing: it is not there.
    """
    path = resource_folder() / name
    if not path.exists():
        raise ResourceMissing(str(path))
    return path


def font_file(name: str) -> Path:
    """A font with every Vietnamese letter, e.g. «Tinos-Regular.ttf»: ours, else the system's.

    Raises:
        ResourceMissing: neither has it.
    """
    folders = [*_shipped("fonts"), *_of_system(_SYSTEM_FONTS)]
    return _first([folder / name for folder in folders])


def shipped_fonts() -> list[Path]:
    """Fonts of the window, where they are here."""
    found = []
    for name in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf"):
        try:
            found.append(font_file(name))
        except ResourceMissing:
            continue
    return found


def tessdata_folder() -> Path:
    """The folder that holds `vie.traineddata`: ours, else the system's.

    Raises:
        ResourceMissing: neither has the model.
    """
    folders = [*_shipped("tessdata"), *_of_system(_SYSTEM_TESSDATA)]
    return _first([folder / f"{OCR_LANGUAGE}.traineddata" for folder in folders]).parent


def _package_folder() -> Path:
    file = import_module("clerkdesk").__file__
    assert file is not None
    return Path(file).resolve().parent


def _shipped(name: str) -> Sequence[Path]:
    try:
        return [resource_folder() / name]
    except ResourceMissing:
        return []


def _of_system(folders: Sequence[Path]) -> Sequence[Path]:
    return () if os.environ.get(OWN_ONLY_VARIABLE) else folders


def _first(files: Sequence[Path]) -> Path:
    for file in files:
        if file.is_file():
            return file
    raise ResourceMissing(" or ".join(map(str, files)))
