"""The program's side of the signature check: a warm child with memory and time limits."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from clerkdesk.adapters.verify.revisions_wire import comparison_from_json, revisions_from_json
from clerkdesk.adapters.verify.trust import TrustBundle, read_bundle
from clerkdesk.adapters.verify.wire import check_from_json
from clerkdesk.domain.plain import from_plain
from clerkdesk.domain.revisions import Progress, RevisionComparison, SignedRevision
from clerkdesk.domain.texts import _
from clerkdesk.domain.verdicts import SignatureCheck, SignatureReport
from clerkdesk.process.host import ChildProcess, child_command
from clerkdesk.process.line import Message

SECONDS_A_FILE = 10.0
MEMORY = 3 * 1024**3


class ChildSignatureChecker:
    """Checks PDF signatures in a child process; a `SignatureChecker`.

    Args:
        trust: the bundle; or its folder, read once, here; or who tells what is believed now.
        seconds: the child is ended when a file takes longer.
        memory: address space of the child in bytes.
        command: how the child is started; the program itself where None.

    Raises:
        DamagedFile: the bundle in the folder cannot be read.
    """

    def __init__(
        self,
        trust: TrustBundle | Path | Callable[[], TrustBundle],
        *,
        seconds: float = SECONDS_A_FILE,
        memory: int = MEMORY,
        command: Sequence[str] | None = None,
    ) -> None:
        self._believed = _told(trust)
        self._child = ChildProcess(
            command if command is not None else child_command("verify"),
            task=_("kiểm tra chữ ký số"),
            silence=seconds,
            memory=memory,
        )

    @property
    def trust(self) -> TrustBundle:
        """The bundle in force."""
        return self._believed()

    def check(
        self,
        name: str,  # noqa: ARG002 - the port names the file for messages
        pdf: bytes,
        *,
        at: datetime | None = None,
        progress: Progress | None = None,
    ) -> SignatureCheck:
        """Judge every signature of a PDF; a file that cannot be read gets a verdict too.

        Raises:
            HelperCrashed, HelperSilent: the file broke the checker; it has no verdict.
        """
        self._tell_trust(self._believed())
        when = None if at is None else at.isoformat()
        result = self._last("check", {"at": when}, pdf, progress)
        return check_from_json(result.values)

    def signed_revisions(self, name: str, pdf: bytes) -> tuple[SignedRevision, ...]:  # noqa: ARG002 - the port names the file for messages
        """The signed revisions inside a file, the oldest first."""
        return revisions_from_json(self._child.ask("revisions", {}, pdf).values)

    def compare(
        self, name: str, pdf: bytes, length: int, *, progress: Progress | None = None
    ) -> RevisionComparison:
        """The first `length` bytes of a file beside all of it, page by page as they are seen.

        Raises:
            DamagedFile: one of them cannot be drawn at all.
            HelperCrashed, HelperSilent: the file broke the checker.
        """
        result = self._last("compare", {"name": name, "length": length}, pdf, progress)
        return comparison_from_json(result.values)

    def signer(self, chain: Sequence[bytes], at: datetime) -> SignatureReport:
        """Whose certificate it is, and was it good: of a signature that holds and that was there `at`.

        Raises:
            HelperCrashed, HelperSilent: the certificate broke the checker.
        """
        self._tell_trust(self._believed())
        values = self._child.ask("signer", {"at": at.isoformat()}, *chain).values
        return from_plain(SignatureReport, values)

    def _last(
        self, verb: str, arguments: Mapping[str, object], pdf: bytes, progress: Progress | None
    ) -> Message:
        """The result of a verb; its events before are progress."""
        result = Message({})
        for result in self._child.events(verb, arguments, pdf):
            done = result.values.get("compared")
            if progress is not None and isinstance(done, int):
                progress(done, int(str(result.values.get("of", 0))))
        return result

    def close(self) -> None:
        """End the child process."""
        self._child.close()

    def _tell_trust(self, trust: TrustBundle) -> None:
        """Revocation lists are long: they go over once, and again to a child that was started anew."""
        if self._child.ask("holds", {"label": trust.label}).values["holds"] is True:
            return
        self._child.ask(
            "trust",
            {
                "name": trust.name,
                "version": trust.version,
                "roots": len(trust.roots),
                "intermediates": len(trust.intermediates),
                "listed": [list(pair) for pair in trust.listed],
            },
            *trust.roots,
            *trust.intermediates,
            *trust.crls,
        )


def _told(trust: TrustBundle | Path | Callable[[], TrustBundle]) -> Callable[[], TrustBundle]:
    if isinstance(trust, Path):
        trust = read_bundle(trust)
    if isinstance(trust, TrustBundle):
        bundle = trust
        return lambda: bundle
    return trust
