"""Checks of what is plugged in or answers: scanners, tokens, the province server."""

import ctypes.util
import importlib.util
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import httpx

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.health import HealthLine, HealthState
from clerkdesk.domain.scans import ScannerDevice
from clerkdesk.domain.texts import _
from clerkdesk.domain.tokens import TokenCertificate, UnusableModule

_SERVER_SECONDS = 5.0


def check_scanner_drivers(platform: str = sys.platform) -> HealthLine:
    """Whether the scanners' driver system is installed: SANE. TWAIN is not built yet."""
    name = _("Trình điều khiển máy quét")
    if platform == "win32":
        return HealthLine(
            name,
            HealthState.WARN,
            _("bản này chưa điều khiển được máy quét TWAIN"),
            _("Cho máy quét lưu tệp vào thư mục «scan-in» trong thư mục dữ liệu rồi quét từ đó."),
        )
    library = ctypes.util.find_library("sane")
    if library is None:
        return HealthLine(
            name,
            HealthState.WARN,
            _("không có thư viện SANE"),
            _("Debian/Ubuntu: apt install libsane1 sane-utils. Vẫn nhập được tệp PDF và ảnh."),
        )
    if importlib.util.find_spec("sane") is None:
        return HealthLine(
            name,
            HealthState.WARN,
            _("{library}, nhưng thiếu gói python-sane").format(library=library),
            _("Cài libsane-dev và gcc rồi chạy lại make setup."),
        )
    return HealthLine(name, HealthState.OK, f"SANE ({library})")


def check_scanners(devices: Callable[[], Sequence[ScannerDevice]]) -> HealthLine:
    """Which scanners answer; asked through the scanner child, never in this process."""
    name = _("Máy quét")
    try:
        found = devices()
    except ClerkError as error:
        return HealthLine(name, HealthState.WARN, str(error), error.advice)
    if not found:
        return HealthLine(
            name,
            HealthState.WARN,
            _("không có máy nào trả lời"),
            _("Cắm máy quét, bật nguồn rồi chạy lại; máy mạng phải cùng mạng với máy này."),
        )
    return HealthLine(name, HealthState.OK, "; ".join(device.title for device in found))


def check_token_modules(modules: Sequence[Path]) -> HealthLine:
    """Which token libraries are installed."""
    name = _("Thư viện USB token")
    if not modules:
        return HealthLine(
            name,
            HealthState.WARN,
            _("không thấy thư viện PKCS#11 nào đã biết"),
            _(
                "Cài phần mềm đi kèm USB token; nếu đã cài, khai báo đường dẫn thư viện trong biến "
                "môi trường CLERKDESK_TOKEN_MODULES."
            ),
        )
    return HealthLine(name, HealthState.OK, "; ".join(map(str, modules)))


def check_unusable_modules(unusable: Sequence[UnusableModule]) -> Iterator[HealthLine]:
    """Token libraries that are here and not used, one line each, with what to do."""
    for one in unusable:
        yield HealthLine(
            _("Thư viện token không dùng"),
            HealthState.WARN,
            _("{path}: {reason}").format(path=one.path, reason=one.reason),
            one.do_next,
        )


def check_tokens(certificates: Callable[[], Sequence[TokenCertificate]]) -> HealthLine:
    """Which certificates are plugged in; asked through the token child."""
    name = _("USB token")
    try:
        found = certificates()
    except ClerkError as error:
        return HealthLine(name, HealthState.WARN, str(error), error.advice)
    if not found:
        return HealthLine(
            name,
            HealthState.WARN,
            _("không có chứng thư số nào"),
            _("Cắm USB token khi cần ký. Việc khác không cần token."),
        )
    return HealthLine(name, HealthState.OK, "; ".join(one.subject for one in found))


def check_server(url: str) -> HealthLine:
    """Whether the province server answers; "" = the office has named none."""
    name = _("Máy chủ của tỉnh")
    if not url:
        return HealthLine(
            name, HealthState.OK, _("chưa khai báo; làm việc không cần mạng (--server để thử)")
        )
    advice = _("Cứ làm việc bình thường, văn bản chờ gửi sẽ tự gửi. Kiểm tra mạng và địa chỉ.")
    try:
        answer = httpx.get(f"{url.rstrip('/')}/healthz", timeout=_SERVER_SECONDS)
        healthy = answer.status_code == httpx.codes.OK and answer.json().get("status") == "ok"
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, AttributeError) as error:
        found = _("{url} không trả lời ({reason})").format(url=url, reason=type(error).__name__)
        return HealthLine(name, HealthState.WARN, found, advice)
    if not healthy:
        found = _("{url} trả lời nhưng không phải máy chủ ClerkDesk đang tốt").format(url=url)
        return HealthLine(name, HealthState.WARN, found, advice)
    version = str(answer.json().get("version", ""))
    return HealthLine(name, HealthState.OK, f"{url} ({version})")
