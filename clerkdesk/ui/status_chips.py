"""How server, token and scanner stand, as chips of the status bar: a colour and always a word."""

from collections.abc import Callable, Sequence
from datetime import datetime

from clerkdesk.domain.errors import ClerkError, ServerUnreachable
from clerkdesk.domain.scans import ScannerDevice
from clerkdesk.domain.texts import _
from clerkdesk.domain.tokens import TokenCertificate
from clerkdesk.ui.shell import status
from clerkdesk.ui.shell.window import MainWindow
from clerkdesk.ui.sync_presenter import SyncState
from clerkdesk.ui.theme import State

EXPIRES_SOON_DAYS = 60
_LONGEST_NAME = 32


class StatusChips:
    """Says in the status bar what devices and server report."""

    def __init__(self, window: MainWindow, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.window = window
        window.set_chip(status.SYNC, _("Chưa kết nối máy chủ"), State.NEUTRAL)

    def show_token_error(self, error: ClerkError) -> None:
        """The token child failed; the whole message is the tooltip."""
        words = f"{error} {error.advice}"
        self.window.set_chip(status.TOKEN, _("USB token: lỗi"), State.WARN, words)

    def show_scanner_error(self, error: ClerkError) -> None:
        """The scanner child failed; the whole message is the tooltip."""
        words = f"{error} {error.advice}"
        self.window.set_chip(status.SCANNER, _("Máy quét: lỗi"), State.WARN, words)

    def show_tokens(self, certificates: Sequence[TokenCertificate]) -> None:
        """Tokens that are plugged in, by the one that expires first."""
        if not certificates:
            self.window.set_chip(status.TOKEN, _("USB token: chưa cắm"), State.NEUTRAL)
            return
        soonest = min(certificates, key=lambda certificate: certificate.not_after)
        left = soonest.days_left(self._clock())
        words = _("USB token: {subject} · còn hạn {left} ngày").format(
            subject=_short(soonest.subject), left=left
        )
        if len(certificates) > 1:
            words = _("USB token: {count} · {subject} còn hạn {left} ngày").format(
                count=len(certificates), subject=_short(soonest.subject), left=left
            )
        names = "\n".join(certificate.subject for certificate in certificates)
        self.window.set_chip(
            status.TOKEN, words, State.GOOD if left > EXPIRES_SOON_DAYS else State.WARN, names
        )

    def show_scanners(self, devices: Sequence[ScannerDevice]) -> None:
        """The first scanner that answers."""
        if not devices:
            self.window.set_chip(status.SCANNER, _("Máy quét: không thấy"), State.NEUTRAL)
            return
        words = _("Máy quét: {title} sẵn sàng").format(title=_short(devices[0].title))
        if len(devices) > 1:
            words = _("Máy quét: {count} máy sẵn sàng").format(count=len(devices))
        names = "\n".join(device.title for device in devices)
        self.window.set_chip(status.SCANNER, words, State.GOOD, names)

    def show_sync(self, state: SyncState) -> None:
        """How it stands with the province server."""
        advice = ""
        if not state.connected:
            words, colour = _("Chưa kết nối máy chủ"), State.NEUTRAL
        elif not state.online:
            words = _("● Ngoại tuyến — {n} văn bản chờ gửi").format(n=state.waiting)
            if not state.waiting:
                words = _("● Ngoại tuyến — không có gì chờ gửi")
            colour, missing = State.WARN, ServerUnreachable()
            advice = f"{missing} {missing.advice}"
        elif state.held:
            words = _("● {n} tệp chờ ngày mai").format(n=state.held)
            colour = State.WARN
            advice = _(
                "Đã dùng hết dung lượng của ngày trên đường truyền tính tiền; văn bản hỏa tốc và sổ vẫn "
                "gửi. Gửi hết ngay: Thiết lập, mục «Đồng bộ, USB»."
            )
        elif state.waiting:
            words, colour = _("● Còn {n} văn bản chờ gửi").format(n=state.waiting), State.WARN
        elif state.files_left:
            words, colour = _("● Đang gửi nhận tệp"), State.ACCENT
        else:
            words, colour = _("● Đã gửi nhận xong"), State.GOOD
        self.window.set_chip(status.SYNC, words, colour, advice)


def _short(name: str) -> str:
    """A name that leaves room for the other chips; the whole is in the tooltip."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"
