"""The program's side of the tokens: `ports.signing.Tokens` over the child `token`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from clerkdesk.domain.errors import ClerkError, from_wire
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.tokens import SignatureOrder, TokenCertificate
from clerkdesk.ports.signing import SignedFile
from clerkdesk.process.host import ChildProcess, child_command
from clerkdesk.process.line import Message

_TASK = N_("USB token")
_SILENCE_SECONDS = 90.0
"""A token with a slow card and a 50-page file answers well within it."""
_MEMORY = 4 << 30
"""Address space of the child: vendor libraries, and a batch of files that others have made."""


class ChildTokens:
    """Tokens behind PKCS#11 modules that run in a child process.

    Args:
        modules: full paths of PKCS#11 libraries; those that are not installed are passed over.
        environment: what the modules need, e.g. SOFTHSM2_CONF of a demo office.
    """

    def __init__(
        self, modules: Sequence[Path], *, environment: Mapping[str, str] | None = None
    ) -> None:
        self._modules = [str(module) for module in modules]
        self._child = ChildProcess(
            child_command("token"),
            task=_(_TASK),
            silence=_SILENCE_SECONDS,
            memory=_MEMORY,
            environment=environment,
        )

    def certificates(self) -> Sequence[TokenCertificate]:
        """Certificates on the tokens that are plugged in now; empty where there is none.

        Raises:
            TokenRefused, HelperCrashed, HelperSilent: the module failed.
        """
        answer = self._child.ask("certificates", {"modules": self._modules})
        found = answer.values["certificates"]
        assert isinstance(found, list)
        return [_certificate(values) for values in found]

    def sign(
        self, orders: Sequence[SignatureOrder], pin: bytearray, *, stop: Callable[[], bool]
    ) -> Iterator[SignedFile]:
        """Sign one after another on one PIN; every signature is checked before it is yielded.

        A batch is of one certificate: its PIN must never be tried on another token. The PIN is
        wiped, and the child ended, when the batch ends or its caller stops asking; so no later
        batch finds a login, on which a token would take any PIN.

        Raises:
            NoToken: the certificate's token is not plugged in.
            WrongPin, PinLocked: before anything was signed; never retried by itself.
            TokenGone: it was pulled; files yielded before are good, the rest is untouched.
            TokenRefused, HelperCrashed, HelperSilent: likewise.
            ValueError: the orders name more than one certificate.
        """
        try:
            yield from self._batch(orders, pin, stop)
        finally:
            pin[:] = bytes(len(pin))
            self._child.close()

    def close(self) -> None:
        """End the child process, and with it every login."""
        self._child.close()

    def _batch(
        self, orders: Sequence[SignatureOrder], pin: bytearray, stop: Callable[[], bool]
    ) -> Iterator[SignedFile]:
        if not orders:
            return
        (certificate_id,) = {order.certificate_id for order in orders}
        contents = [content for order in orders for content in (order.pdf, order.appearance.image)]
        answers = self._child.events(
            "sign",
            {
                "modules": self._modules,
                "certificate_id": certificate_id,
                "orders": [_written(order) for order in orders],
            },
            pin,  # type: ignore[arg-type]  # a bytearray can be wiped, bytes cannot
            *contents,
            stop=stop,
        )
        for answer in answers:
            if "index" in answer.values:
                yield _outcome(orders, answer)


def _outcome(orders: Sequence[SignatureOrder], answer: Message) -> SignedFile:
    index = answer.values["index"]
    assert isinstance(index, int)
    error: ClerkError | None = None
    if "error" in answer.values:
        written = answer.values["error"]
        assert isinstance(written, Mapping)
        error = from_wire(written)
    return SignedFile(orders[index], b"".join(answer.blobs), error)


def _written(order: SignatureOrder) -> dict[str, object]:
    box = order.appearance.box
    return {
        "name": order.name,
        "kind": order.kind.value,
        "page": order.appearance.page,
        "box": [box.x0, box.y0, box.x1, box.y1],
        "text": order.appearance.text,
        "signed_at": order.signed_at.isoformat(),
        "reason": order.reason,
    }


def _certificate(values: Mapping[str, object]) -> TokenCertificate:
    return TokenCertificate(
        certificate_id=str(values["certificate_id"]),
        token_label=str(values["token_label"]),
        subject=str(values["subject"]),
        organisation=str(values["organisation"]),
        issuer=str(values["issuer"]),
        not_before=datetime.fromisoformat(str(values["not_before"])),
        not_after=datetime.fromisoformat(str(values["not_after"])),
        is_organisation=bool(values["is_organisation"]),
        key_description=str(values["key_description"]),
    )
