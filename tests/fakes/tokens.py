"""Tokens that sign without PKCS#11: a signature is a line behind the PDF."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from clerkdesk.domain.errors import CannotSign, ClerkError, DamagedFile, NoToken, WrongPin
from clerkdesk.domain.tokens import SignatureOrder, TokenCertificate
from clerkdesk.ports.signing import SignedFile

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
    `error_after` files; take a certificate out of `plugged` to pull its token."""

    def __init__(
        self,
        plugged: Sequence[TokenCertificate] = (LEADER, ORGANISATION),
        *,
        pin: str = "24681357",
        refused: Sequence[str] = (),
        error: ClerkError | None = None,
        error_after: int = 0,
    ) -> None:
        self.plugged = list(plugged)
        self.pin = pin
        self.refused = refused
        self.error = error
        self.error_after = error_after
        self.tries = 0
        self.closed = False

    def certificates(self) -> Sequence[TokenCertificate]:
        return list(self.plugged)

    def sign(
        self, orders: Sequence[SignatureOrder], pin: bytearray, *, stop: Callable[[], bool]
    ) -> Iterator[SignedFile]:
        typed = pin.decode()
        try:
            if not orders:
                return
            (certificate_id,) = {order.certificate_id for order in orders}
            if certificate_id not in {one.certificate_id for one in self.plugged}:
                raise NoToken
            self.tries += 1
            if typed != self.pin:
                raise WrongPin
            for index, order in enumerate(orders):
                if stop():
                    return
                if self.error is not None and index >= self.error_after:
                    raise self.error
                yield self._signed(order)
        finally:
            pin[:] = bytes(len(pin))

    def close(self) -> None:
        self.closed = True

    def _signed(self, order: SignatureOrder) -> SignedFile:
        if order.name in self.refused:
            return SignedFile(order, error=CannotSign(order.name, "bị từ chối trong thử nghiệm"))
        if not order.pdf.startswith(b"%PDF") or b"%%EOF" not in order.pdf[-1024:]:
            return SignedFile(order, error=DamagedFile(order.name))
        mark = f"\n% {order.kind} {order.certificate_id} /ByteRange\n%%EOF\n".encode()
        return SignedFile(order, order.pdf + mark)
