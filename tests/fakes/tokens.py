"""Tokens that sign without PKCS#11: a signature is a line behind the PDF."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain

from clerkdesk.domain.errors import (
    CannotSign,
    ClerkError,
    DamagedFile,
    LastTry,
    NoTimeStamp,
    NoToken,
    PinLocked,
    WrongPin,
)
from clerkdesk.domain.tokens import (
    PinState,
    SignatureLevel,
    SignatureOrder,
    TimeSeal,
    TokenCertificate,
    UnusableModule,
)
from clerkdesk.ports.signing import NO_STAMPS, RawSignature, SignedFile, Stamps

LEADER = TokenCertificate(
    certificate_id="fake:01",
    token_label="Lanh dao",
    subject="Nguyễn Văn Mẫu",
    organisation="ỦY BAN NHÂN DÂN XÃ THẠNH MẪU",
    issuer="CA phục vụ các cơ quan Nhà nước (mẫu)",
    not_before=datetime(2025, 1, 1, tzinfo=UTC),
    not_after=datetime(2030, 1, 1, tzinfo=UTC),
    is_organisation=False,
    key_description="RSA-2048",
)
ORGANISATION = TokenCertificate(
    certificate_id="fake:02",
    token_label="Co quan",
    subject="ỦY BAN NHÂN DÂN XÃ THẠNH MẪU",
    organisation="ỦY BAN NHÂN DÂN XÃ THẠNH MẪU",
    issuer="CA phục vụ các cơ quan Nhà nước (mẫu)",
    not_before=datetime(2025, 1, 1, tzinfo=UTC),
    not_after=datetime(2030, 1, 1, tzinfo=UTC),
    is_organisation=True,
    key_description="RSA-2048",
)


class FakeTokens:
    """Signs with `pin`; `refused` names files that get CannotSign; `error` breaks off after
    `error_after` files; take a certificate out of `plugged_in` to pull its token."""

    def __init__(
        self,
        plugged: Sequence[TokenCertificate] = (LEADER, ORGANISATION),
        *,
        pin: str = "24681357",
        refused: Sequence[str] = (),
        error: ClerkError | None = None,
        error_after: int = 0,
    ) -> None:
        self.plugged_in = list(plugged)
        self.unusable_modules: Sequence[UnusableModule] = ()
        self.pin = pin
        self.refused = refused
        self.error = error
        self.error_after = error_after
        self.tries = 0
        self.line_is_up = True
        self.closed = False
        self.log_outs = 0

    def certificates(self) -> Sequence[TokenCertificate]:
        return list(self.plugged_in)

    def plugged(self) -> Sequence[str]:
        return sorted({one.certificate_id for one in self.plugged_in})

    def unusable(self) -> Sequence[UnusableModule]:
        return self.unusable_modules

    def sign(
        self,
        orders: Iterable[SignatureOrder],
        pin: bytearray,
        *,
        stop: Callable[[], bool],
        stamps: Stamps = NO_STAMPS,
        last_try: bool = False,
    ) -> Iterator[SignedFile]:
        typed, coming = pin.decode(), iter(orders)
        try:
            first = next(coming, None)
            if first is None:
                return
            self._log_in(first.certificate_id, typed, last_try=last_try)
            for index, order in enumerate(chain([first], coming)):
                if order.certificate_id != first.certificate_id:
                    raise ValueError("a batch is of one certificate")
                if stop():
                    return
                if self.error is not None and index >= self.error_after:
                    raise self.error
                yield self._signed(order, stamps)
        finally:
            pin[:] = bytes(len(pin))

    def sign_bytes(
        self,
        certificate_id: str,
        contents: Callable[[bytes], bytes],
        pin: bytearray,
        *,
        last_try: bool = False,
    ) -> RawSignature:
        try:
            self._log_in(certificate_id, pin.decode(), last_try=last_try)
            certificate = certificate_id.encode()
            return RawSignature(hashlib.sha256(contents(certificate)).digest(), (certificate,))
        finally:
            pin[:] = bytes(len(pin))

    def preview(self, order: SignatureOrder, level: SignatureLevel = SignatureLevel.B_B) -> bytes:
        return order.pdf

    def seal_time(self, name: str, pdf: bytes, stamps: Stamps) -> bytes:
        if not self.line_is_up:
            raise NoTimeStamp("không kết nối được máy chủ")
        if b"/ByteRange" not in pdf:
            raise DamagedFile(name)
        return pdf + b"\n% time stamp\n%%EOF\n"

    def log_out(self) -> None:
        self.log_outs += 1

    def close(self) -> None:
        self.closed = True

    def _log_in(self, certificate_id: str, typed: str, *, last_try: bool) -> None:
        found = [one for one in self.plugged_in if one.certificate_id == certificate_id]
        if not found:
            raise NoToken
        if found[0].pin_state is PinState.LOCKED:
            raise PinLocked
        if found[0].pin_state is PinState.LAST_TRY and not last_try:
            raise LastTry
        self.tries += 1
        if typed != self.pin:
            raise WrongPin

    def _signed(self, order: SignatureOrder, stamps: Stamps) -> SignedFile:
        if order.name in self.refused:
            return SignedFile(order, error=CannotSign(order.name, "bị từ chối trong thử nghiệm"))
        if not order.pdf.startswith(b"%PDF") or b"%%EOF" not in order.pdf[-1024:]:
            return SignedFile(order, error=DamagedFile(order.name))
        mark = f"\n% {order.kind} {order.certificate_id} /ByteRange\n%%EOF\n".encode()
        seal = TimeSeal.NONE
        if stamps.level is not SignatureLevel.B_B:
            seal = TimeSeal.DONE if self.line_is_up else TimeSeal.WAITING
        return SignedFile(order, order.pdf + mark, time_seal=seal)
