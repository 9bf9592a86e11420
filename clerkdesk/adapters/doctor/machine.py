"""Checks of the machine itself: store folder, key store, OCR data, fonts, Word converter, packages."""

import importlib.metadata
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from clerkdesk.adapters.doctor.letters import missing_letters
from clerkdesk.domain.health import HealthLine, HealthState
from clerkdesk.domain.texts import _
from clerkdesk.process.libreoffice import find_libreoffice
from clerkdesk.process.named_files import disk_reason
from clerkdesk.process.resources import ResourceMissing, font_file, tessdata_folder

LITTLE_SPACE = 5 * 10**9
"""Bytes under which the clerk is told: some months of scanned pages."""
NO_SPACE = 2 * 10**8
FONTS = ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
"""Faces of the printed forms and of the window."""
PACKAGES = (
    *("PySide6-Essentials", "sqlcipher3", "pyhanko", "python-pkcs11", "pymupdf", "pypdfium2"),
    *("pikepdf", "tesserocr", "keyring", "lxml", "httpx", "fastapi"),
)


def check_folder(folder: Path) -> HealthLine:
    """Whether the store's folder can be written and has room."""
    name = _("Thư mục dữ liệu")
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        with tempfile.NamedTemporaryFile(prefix=".clerkdesk-", dir=place) as probe:
            probe.write(b"x")
            probe.flush()
        free = shutil.disk_usage(place).free
    except OSError as error:
        return HealthLine(
            name,
            HealthState.MISSING,
            _("không ghi được vào {folder}: {reason}").format(
                folder=folder, reason=disk_reason(error)
            ),
            _("Cấp quyền ghi cho tài khoản này, hoặc chọn thư mục khác bằng --folder."),
        )
    found = _("{folder}, còn trống {free:.1f} GB").format(folder=folder, free=free / 1e9)
    if not folder.exists():
        found += _(" (chưa có, sẽ được tạo)")
    advice = _("Dọn bớt tệp trên ổ đĩa này, hoặc chuyển dữ liệu sang ổ lớn hơn.")
    if free < NO_SPACE:
        return HealthLine(name, HealthState.MISSING, found, advice)
    if free < LITTLE_SPACE:
        return HealthLine(name, HealthState.WARN, found, advice)
    return HealthLine(name, HealthState.OK, found)


def check_key_store(title: str) -> HealthLine:
    """What the operating system's key store is called; "" = none is usable, which is no obstacle."""
    name = _("Kho khóa của máy tính")
    if not title:
        return HealthLine(
            name,
            HealthState.WARN,
            _("không có kho khóa nào dùng được"),
            _("Vẫn làm việc được. Linux: cài gnome-keyring và đăng nhập phiên màn hình."),
        )
    return HealthLine(name, HealthState.OK, title)


def check_ocr_data() -> HealthLine:
    """Whether the Vietnamese model is there."""
    name = _("Dữ liệu nhận dạng chữ")
    try:
        model = tessdata_folder() / "vie.traineddata"
    except ResourceMissing:
        return HealthLine(
            name,
            HealthState.MISSING,
            _("không thấy vie.traineddata"),
            _(
                "Cài lại ClerkDesk; Debian/Ubuntu: apt install tesseract-ocr-vie. Vẫn nhập tay được."
            ),
        )
    return HealthLine(name, HealthState.OK, str(model))


def check_fonts(fonts: Sequence[str] = FONTS) -> Iterator[HealthLine]:
    """Whether each face is there and has every Vietnamese letter."""
    advice = _("Cài lại ClerkDesk; Debian/Ubuntu: apt install fonts-croscore fonts-noto-core.")
    for font in fonts:
        name = _("Phông {font}").format(font=font.removesuffix(".ttf"))
        try:
            file = font_file(font)
        except ResourceMissing:
            yield HealthLine(name, HealthState.MISSING, _("không thấy tệp phông"), advice)
            continue
        lacking = missing_letters(file)
        if lacking is None:
            found = _("{file} không đọc được").format(file=file)
            yield HealthLine(name, HealthState.MISSING, found, advice)
        elif lacking:
            found = _("{file} thiếu {count} chữ tiếng Việt").format(file=file, count=len(lacking))
            yield HealthLine(name, HealthState.MISSING, found, advice)
        else:
            yield HealthLine(name, HealthState.OK, _("đủ chữ tiếng Việt"))


def check_word_converter() -> HealthLine:
    """Whether Word files can be turned into PDF here."""
    name = _("Đổi Word sang PDF")
    if (program := find_libreoffice()) is not None:
        return HealthLine(name, HealthState.OK, str(program))
    return HealthLine(
        name,
        HealthState.WARN,
        _("không có LibreOffice"),
        _("Cài LibreOffice, hoặc lưu tệp Word thành PDF trước khi đưa vào ClerkDesk."),
    )


def check_packages(packages: Sequence[str] = PACKAGES) -> HealthLine:
    """Whether the libraries are installed, and in which versions."""
    name = _("Thư viện")
    found, missing = [], []
    for package in packages:
        try:
            found.append(f"{package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(package)
    if missing and not getattr(sys, "frozen", False):  # a frozen folder carries no package lists
        return HealthLine(
            name,
            HealthState.MISSING,
            _("thiếu {packages}").format(packages=", ".join(missing)),
            _("Cài lại ClerkDesk (make setup)."),
        )
    return HealthLine(name, HealthState.OK, ", ".join(found) or _("đi kèm chương trình"))


def check_version(version: str) -> HealthLine:
    """What runs, and on what."""
    python = ".".join(map(str, sys.version_info[:3]))
    found = f"ClerkDesk {version}, Python {python}, {sys.platform}, {os.cpu_count()} CPU"
    return HealthLine(_("Phiên bản"), HealthState.OK, found)
