"""The program's side of the tokens: `ports.signing.Tokens` over the child `token`."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from clerkdesk.adapters.token.order_wire import written_order, written_stamps
from clerkdesk.adapters.token.probing import not_loaded, sorted_out
from clerkdesk.domain.errors import from_wire
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.tokens import (
    PinState,
    SignatureLevel,
    SignatureOrder,
    TimeSeal,
    TokenCertificate,
    UnusableModule,
)
from clerkdesk.ports.signing import NO_STAMPS, RawSignature, SignedFile, Stamps
from clerkdesk.process.host import ChildProcess, child_command
from clerkdesk.process.line import Message

_TASK = N_("USB token")
_SILENCE_SECONDS = 90.0
"""A token with a slow card and a 50-page file answers well within it."""
_MEMORY = 4 << 30
"""Address space of the child: vendor libraries, and a batch of files that others have made."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What the office knows about signers: CA certificates and revocation lists, DER."""

    certificates: tuple[bytes, ...] = ()
    revocation_lists: tuple[bytes, ...] = ()


class ChildTokens:
    """Tokens behind PKCS#11 modules that run in a child process.

    Args:
        modules: full paths of PKCS#11 libraries; those that are not installed are passed over.
        environment: what the modules need, e.g. SOFTHSM2_CONF of a demo office.
        proof: certificates and revocation lists of the office, for levels that keep them in the
            file; asked when one does.
    """

    def __init__(
        self,
        modules: Sequence[Path],
        *,
        environment: Mapping[str, str] | None = None,
        proof: Callable[[], Proof] = Proof,
    ) -> None:
        self._proof = proof
        fitting, self._unusable = sorted_out(modules)
        self._refused: tuple[UnusableModule, ...] = ()
        self._modules = [str(module) for module in fitting]
        self._child, self._paper = (
            ChildProcess(
                child_command("token"),
                task=_(_TASK),
                silence=_SILENCE_SECONDS,
                memory=_MEMORY,
                environment=environment,
            )
            for _which in range(2)
        )
        """The one that meets tokens and PINs, and one that only prepares and stamps files: a page
        is shown while a batch is under way."""

    def certificates(self) -> Sequence[TokenCertificate]:
        """Certificates on the tokens that are plugged in now; empty where there is none.

        Raises:
            TokenRefused, HelperCrashed, HelperSilent: the module failed.
        """
        if not self._modules:
            return []
        answer = self._child.ask("certificates", {"modules": self._modules})
        found, refused = answer.values["certificates"], answer.values["refused"]
        assert isinstance(found, list)
        assert isinstance(refused, Mapping)
        self._refused = tuple(not_loaded(module, str(said)) for module, said in refused.items())
        return [_certificate(values) for values in found]

    def plugged(self) -> Sequence[str]:
        """Serial numbers of the tokens that are plugged in now: quick, to be asked twice a second.

        Raises:
            TokenRefused, HelperCrashed, HelperSilent: the module failed.
        """
        if not self._modules:
            return ()
        found = self._child.ask("plugged", {"modules": self._modules}).values["plugged"]
        assert isinstance(found, list)
        return tuple(found)

    def unusable(self) -> Sequence[UnusableModule]:
        """Libraries of tokens that are installed but cannot be used: 32-bit ones, and those that the
        system would not load when certificates were last asked for."""
        return (*self._unusable, *self._refused)

    def sign(
        self,
        orders: Iterable[SignatureOrder],
        pin: bytearray,
        *,
        stop: Callable[[], bool],
        stamps: Stamps = NO_STAMPS,
        last_try: bool = False,
    ) -> Iterator[SignedFile]:
        """Sign one after another on one PIN; every signature is checked before it is yielded.

        A batch is of one certificate: its PIN must never be tried on another token. The PIN is
        wiped, and the child ended, when the batch ends or its caller stops asking; so no later
        batch finds a login, on which a token would take any PIN.

        Raises:
            NoToken: the certificate's token is not plugged in.
            WrongPin, PinLocked, LastTry: before anything was signed; never retried by itself.
            TokenGone: it was pulled; files yielded before are good, the rest is untouched.
            TokenRefused, HelperCrashed, HelperSilent: likewise.
            ValueError: the orders name more than one certificate.
        """
        try:
            yield from self._batch(iter(orders), pin, stop, stamps, last_try)
        finally:
            pin[:] = bytes(len(pin))
            self._child.close()

    def sign_bytes(
        self,
        certificate_id: str,
        contents: Callable[[bytes], bytes],
        pin: bytearray,
        *,
        last_try: bool = False,
    ) -> RawSignature:
        """Sign what `contents` makes of the certificate (DER), with SHA-256; the PIN is wiped.

        Raises:
            NoToken, WrongPin, PinLocked, LastTry, TokenGone, TokenRefused: nothing was signed.
        """
        arguments: dict[str, object] = {
            "modules": self._modules,
            "certificate_id": certificate_id,
            "last_try": last_try,
        }
        try:
            chain = self._child.ask("chain", arguments).blobs
            to_sign = contents(chain[0])
            *_events, answer = self._child.events("sign_bytes", arguments, to_sign, secret=pin)
        finally:
            pin[:] = bytes(len(pin))
            self._child.close()
        (signature,) = answer.blobs
        return RawSignature(signature, chain)

    def preview(self, order: SignatureOrder, level: SignatureLevel = SignatureLevel.B_B) -> bytes:
        """The PDF that `sign` would hash for this very order at `level`: it lacks only the signature.

        Raises:
            CannotSign, DamagedFile, LockedFile: as in `sign`.
        """
        written = written_order(order)
        (pdf,) = self._paper.ask(
            "preview", {**written.values, "level": level.value}, *written.blobs
        ).blobs
        return pdf

    def seal_time(self, name: str, pdf: bytes, stamps: Stamps) -> bytes:
        """Append to a signed PDF what its level still lacks; no signature is rewritten.

        Raises:
            NoTimeStamp: no authority answered; the file stays as it is.
            CannotSign, DamagedFile, LockedFile: it cannot be sealed.
        """
        values, blobs = written_stamps(self._proved(stamps))
        answer = self._paper.ask("seal_time", {"name": name, "stamps": values}, pdf, *blobs)
        (sealed,) = answer.blobs
        return sealed

    def log_out(self) -> None:
        """Leave the token: the child that met it ends; the one that prepares files goes on."""
        self._child.close()

    def close(self) -> None:
        """End the child processes, and with them every login."""
        self._child.close()
        self._paper.close()

    def _proved(self, stamps: Stamps) -> Stamps:
        if stamps.level not in (SignatureLevel.B_LT, SignatureLevel.B_LTA):
            return stamps
        proof = self._proof()
        return replace(
            stamps,
            certificates=(*stamps.certificates, *proof.certificates),
            revocation_lists=(*stamps.revocation_lists, *proof.revocation_lists),
        )

    def _batch(
        self,
        orders: Iterator[SignatureOrder],
        pin: bytearray,
        stop: Callable[[], bool],
        stamps: Stamps,
        last_try: bool,
    ) -> Iterator[SignedFile]:
        first = next(orders, None)
        if first is None:
            return
        taken: list[SignatureOrder] = []

        def parts() -> Iterator[Message]:
            for order in chain([first], orders):
                if order.certificate_id != first.certificate_id:
                    raise ValueError("a batch is of one certificate")
                taken.append(order)
                yield written_order(order)

        values, blobs = written_stamps(self._proved(stamps))
        answers = self._child.events(
            "sign",
            {
                "modules": self._modules,
                "certificate_id": first.certificate_id,
                "stamps": values,
                "last_try": last_try,
            },
            *blobs,
            stop=stop,
            feed=parts(),
            secret=pin,
        )
        for answer in answers:
            if "index" in answer.values:
                yield _outcome(taken, answer)


def _outcome(orders: Sequence[SignatureOrder], answer: Message) -> SignedFile:
    index = answer.values["index"]
    assert isinstance(index, int)
    if "error" in answer.values:
        written = answer.values["error"]
        assert isinstance(written, Mapping)
        return SignedFile(orders[index], error=from_wire(written))
    seal = TimeSeal(str(answer.values["time_seal"]))
    return SignedFile(orders[index], b"".join(answer.blobs), time_seal=seal)


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
        pin_state=PinState(str(values["pin_state"])),
        has_pin_pad=bool(values["has_pin_pad"]),
        purpose_fits=bool(values["purpose_fits"]),
        token_serial=str(values["token_serial"]),
    )
