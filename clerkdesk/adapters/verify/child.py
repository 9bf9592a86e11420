"""The child that opens strangers' PDFs and judges their signatures; no network, bounded memory."""

import importlib
import os
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from queue import SimpleQueue
from typing import NoReturn

from clerkdesk.adapters.verify.revisions_wire import comparison_to_json, revision_to_json
from clerkdesk.adapters.verify.trust import TrustBundle
from clerkdesk.adapters.verify.wire import check_to_json
from clerkdesk.domain.errors import DamagedFile
from clerkdesk.domain.plain import plain_fields
from clerkdesk.process.child import Answer, Request, serve
from clerkdesk.process.line import Message

_HEAVY = ("pikepdf", "cv2", "pymupdf", "pypdfium2", "pyhanko_certvalidator")
"""Loading these takes seconds on an old PC; each is told, so that the start is no silence."""

_trust = TrustBundle()


def main() -> None:
    """Serve checks until the program closes the pipe."""
    _no_network()
    serve(
        {
            "holds": _holds,
            "trust": _take_trust,
            "check": _check,
            "revisions": _revisions,
            "compare": _compare,
            "signer": _signer,
        }
    )


def _holds(request: Request) -> Answer:
    """Whether this child judges by the bundle called `label` already."""
    yield Message({"holds": _trust.label == request.arguments["label"]})


def _take_trust(request: Request) -> Answer:
    """Blobs: roots, intermediates, CRLs, in the counts that the arguments give."""
    global _trust  # noqa: PLW0603 - one child judges by one bundle at a time
    for name in _HEAVY:
        importlib.import_module(name)
        yield Message({"loaded": name})
    roots = int(str(request.arguments["roots"]))
    rest = roots + int(str(request.arguments["intermediates"]))
    listed = request.arguments["listed"]
    _trust = TrustBundle(
        str(request.arguments["name"]),
        str(request.arguments["version"]),
        request.blobs[:roots],
        request.blobs[roots:rest],
        request.blobs[rest:],
        tuple((str(root), str(name)) for root, name in listed) if isinstance(listed, list) else (),
    )
    yield Message({"label": _trust.label})


def _check(request: Request) -> Answer:
    """Events tell of pages that are compared: a long check is no silence."""
    from clerkdesk.adapters.verify.judge import check_pdf

    at = request.arguments.get("at")
    moment = datetime.fromisoformat(str(at)) if at is not None else None
    told: SimpleQueue[tuple[int, int] | None] = SimpleQueue()
    with ThreadPoolExecutor(1, thread_name_prefix="judge") as threads:
        judged = threads.submit(
            check_pdf, request.blobs[0], _trust, moment, lambda done, of: told.put((done, of))
        )
        judged.add_done_callback(lambda _judged: told.put(None))
        while (pages := told.get()) is not None:
            yield Message({"compared": pages[0], "of": pages[1]})
        yield Message(check_to_json(judged.result()))


def _revisions(request: Request) -> Answer:
    from clerkdesk.adapters.verify.compare import signed_revisions

    found = signed_revisions(request.blobs[0])
    yield Message({"revisions": [revision_to_json(one) for one in found]})


def _signer(request: Request) -> Answer:
    """Blobs: certificates, the signer's first."""
    from clerkdesk.adapters.verify.lone_signer import judge_signer

    at = datetime.fromisoformat(str(request.arguments["at"]))
    yield Message(plain_fields(judge_signer(request.blobs, _trust, at)))


def _compare(request: Request) -> Answer:
    from clerkdesk.adapters.verify.compare import compare_pages
    from clerkdesk.adapters.verify.renderers import Unrenderable

    length = int(str(request.arguments["length"]))
    try:
        for one in compare_pages(request.blobs[0], length):
            if request.stopped:
                break
            if isinstance(one, tuple):
                yield Message({"compared": one[0], "of": one[1]})
            else:
                yield Message(comparison_to_json(one))
    except Unrenderable as error:
        raise DamagedFile(str(request.arguments["name"])) from error


def _no_network() -> None:
    """Certificate libraries can fetch; here nothing may."""

    class NoSocket(socket.socket):
        def connect(self, *_address: object) -> NoReturn:
            raise OSError("the signature check works without network")

        connect_ex = connect

    socket.socket = NoSocket  # type: ignore[misc]  # on purpose, for every library in this process
    for proxy in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        os.environ.pop(proxy, None)
