"""A picture file as a sheet of paper: upright, on white, with square dots."""

import io
import struct
from collections.abc import Iterator

from PIL import Image, ImageOps

from clerkdesk.domain.errors import DamagedFile, UnsupportedFile
from clerkdesk.domain.texts import _

PIXEL_LIMIT = 150_000_000
"""A sheet of A3 at 600 dpi has 70 million."""
LEAST_SIDE = 16
"""Pixels: no sheet was ever captured so small; a speck of a web page or a mail is no page."""
_KNOWN = ("JPEG", "PNG", "TIFF")
_HEIC_MARK = b"ftyp"
_FOREIGN = (b"GIF8", b"BM", b"RIFF", b"PK\x03\x04")
"""Whole files of other kinds: to call them damaged would send the clerk to ask for them again."""
_ACCEPTED = "JPEG, PNG, TIFF, HEIC"
_SUBFILE_KIND, _REDUCED = 254, 1
"""TIFF 6.0: NewSubfileType, bit 0: a small copy of another picture of the file."""
_ORIENTATION, _UPRIGHT = 0x0112, 1
"""Exif 2.3, 4.6.4.A: which way up a telephone was held."""
_SHEET = 2**0.5
_LEAST_STRETCH = 1.1
_INVENTED_DPI = (72, 96)

Image.MAX_IMAGE_PIXELS = None  # `open_picture` has its own limit, before any pixel is unpacked

BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError)
"""What Pillow's readers raise on files that are torn or none."""


def open_picture(name: str, content: bytes) -> Image.Image:
    """Open JPEG, PNG, TIFF or HEIC by what is in it, whatever its name.

    Raises:
        UnsupportedFile: a whole file of another kind, or no sheet but a speck.
        DamagedFile: none, or larger than any sheet.
        OSError, SyntaxError, ValueError: it is torn (`BROKEN`).
    """
    if content.startswith(_FOREIGN):
        raise UnsupportedFile(name, _ACCEPTED)
    kinds: tuple[str, ...] = _KNOWN
    if content[4:8] == _HEIC_MARK:
        import pi_heif  # only here: its libraries are large

        pi_heif.register_heif_opener(thumbnails=False)
        kinds = ("HEIF",)
    picture = Image.open(io.BytesIO(content), formats=kinds)
    _check_size(name, picture)
    return picture


def sheets(name: str, picture: Image.Image) -> Iterator[Image.Image]:
    """Unpack what is a sheet of the file: every page of a TIFF, else the first picture.

    Cameras put small or second pictures behind the first (MPO), programs put films into PNG. A
    picture that is a sheet as it stands comes as the object that was opened.
    """
    frames = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
    for number in range(frames):
        if number:
            picture.seek(number)
            _check_size(name, picture)
        if frames > 1 and _is_reduced(picture):
            continue
        picture.load()
        yield _square(_on_white(_upright(picture)))


def is_sheet(picture: Image.Image) -> bool:
    """Whether it is a sheet as it stands, told before anything is unpacked."""
    return (
        _way_up(picture) == _UPRIGHT
        and not picture.has_transparency_data
        and _square_size(picture) == picture.size
    )


def _check_size(name: str, picture: Image.Image) -> None:
    if picture.width * picture.height > PIXEL_LIMIT:
        raise DamagedFile(name)
    if min(picture.size) < LEAST_SIDE and not _is_reduced(picture):
        raise no_sheet(name)


def no_sheet(name: str) -> UnsupportedFile:
    """What is said of a picture that is too small for a page."""
    return UnsupportedFile(name, _("ảnh trang giấy, mỗi cạnh từ {n} điểm ảnh").format(n=LEAST_SIDE))


def _is_reduced(picture: Image.Image) -> bool:
    kind = getattr(picture, "tag_v2", {}).get(_SUBFILE_KIND, 0)
    return isinstance(kind, int) and bool(kind & _REDUCED)


def _way_up(picture: Image.Image) -> int:
    try:
        way = picture.getexif().get(_ORIENTATION, _UPRIGHT)
    except BROKEN:  # the picture is whole, what the camera wrote about it is not
        return _UPRIGHT
    return way if way in range(2, 9) else _UPRIGHT


def _upright(picture: Image.Image) -> Image.Image:
    return picture if _way_up(picture) == _UPRIGHT else ImageOps.exif_transpose(picture)


def _on_white(picture: Image.Image) -> Image.Image:
    """Print on a transparent ground stands on paper; without it, it would be black on black."""
    if not picture.has_transparency_data:
        return picture
    solid = picture.convert("RGBA")
    paper = Image.new("RGBA", solid.size, "white")
    paper.alpha_composite(solid)
    flat = paper.convert("RGB")
    flat.info = dict(picture.info)
    flat.info.pop("transparency", None)
    return flat


def _square(picture: Image.Image) -> Image.Image:
    size = _square_size(picture)
    if size == picture.size:
        return picture
    ground = picture.convert("L") if picture.mode in ("1", "P") else picture
    even = ground.resize(size, Image.Resampling.BICUBIC)
    dpi = max(picture.info["dpi"])
    even.info = {**picture.info, "dpi": (dpi, dpi)}
    return even


def _square_size(picture: Image.Image) -> tuple[int, int]:
    """A fax has 204 × 98 dots an inch: read as square dots, the sheet would be half as high."""
    stated = picture.info.get("dpi")
    if not isinstance(stated, tuple) or len(stated) != 2:
        return picture.size
    across, down = (float(side) for side in stated)
    if min(across, down) < min(_INVENTED_DPI) or {round(across), round(down)} & {*_INVENTED_DPI}:
        return picture.size
    dpi = max(across, down)
    width, height = round(picture.width * dpi / across), round(picture.height * dpi / down)
    if dpi < min(across, down) * _LEAST_STRETCH or width * height > PIXEL_LIMIT:
        return picture.size
    if _off_sheet(width, height) > _off_sheet(*picture.size):  # what is stated cannot be true
        return picture.size
    return width, height


def _off_sheet(width: int, height: int) -> float:
    """How far the sides are from those of a sheet of paper; 1.0 where they are the same."""
    shape = max(width, height) / max(min(width, height), 1)
    return max(shape / _SHEET, _SHEET / shape)
