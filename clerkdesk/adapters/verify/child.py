"""The child that opens strangers' PDFs and judges their signatures; no network, bounded memory."""

import importlib
import os
import socket
from datetime import datetime
from typing import NoReturn

from clerkdesk.adapters.verify.trust import TrustBundle
from clerkdesk.adapters.verify.wire import check_to_json
from clerkdesk.process.child import Answer, Request, serve
from clerkdesk.process.line import Message

_HEAVY = ("pikepdf", "cv2", "pymupdf", "pypdfium2", "pyhanko_certvalidator")
"""Loading these takes seconds on an old PC; each is told, so that the start is no silence."""

_trust = TrustBundle()


def main() -> None:
    """Serve checks until the program closes the pipe."""
    _no_network()
    serve({"holds": _holds, "trust": _take_trust, "check": _check})


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
    from clerkdesk.adapters.verify.judge import check_pdf

    at = request.arguments.get("at")
    moment = datetime.fromisoformat(str(at)) if at is not None else None
    yield Message(check_to_json(check_pdf(request.blobs[0], _trust, moment)))


def _no_network() -> None:
    """Certificate libraries can fetch; here nothing may."""

    class NoSocket(socket.socket):
        def connect(self, *_address: object) -> NoReturn:
            raise OSError("the signature check works without network")

        connect_ex = connect

    socket.socket = NoSocket  # type: ignore[misc]  # on purpose, for every library in this process
    for proxy in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        os.environ.pop(proxy, None)
