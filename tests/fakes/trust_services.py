"""A time-stamp authority and a place for revocation lists on this machine, which may misbehave."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import cms, core, tsp
from pyhanko.sign.timestamps import DummyTimeStamper

from clerkdesk.adapters.token.time_stamps import Answer


class TrustServices:
    """Answers at `tsa`, at `crl_place(name)`, and at `ocsp_place` with `ocsp_answer`.

    `behaviour` of the authority: «good»; «slow» (answers after the patience of anyone); «dribble» (a
    byte now and then); «refuse:FAILURE» with a PKIFailureInfo; «other» (a stamp for something else);
    «nonce»; «broken» (a stamp that does not hold); «garbage»; «500»; «empty».
    """

    def __init__(self, stamper: DummyTimeStamper) -> None:
        self.stamper = stamper
        self.behaviour = "good"
        self.lists: dict[str, bytes] = {}
        self.asked = 0
        self.fetched: list[str] = []
        self.ocsp_answer = b""
        self.ocsp_asked = 0
        self.address = ""
        self.ending = threading.Event()

    @property
    def tsa(self) -> str:
        return f"{self.address}/tsa"

    @property
    def ocsp_place(self) -> str:
        return f"{self.address}/ocsp"

    def crl_place(self, name: str) -> str:
        return f"{self.address}/{name}"

    def answer(self, request: bytes) -> bytes:
        """The TimeStampResp for a request, as `behaviour` wants it."""
        asked = tsp.TimeStampReq.load(request)
        kind, _colon, what = self.behaviour.partition(":")
        if kind == "refuse":
            status = {"status": "rejection", "fail_info": {what}}
            return bytes(Answer({"status": tsp.PKIStatusInfo(status)}).dump())
        if kind == "other":
            asked["message_imprint"]["hashed_message"] = bytes(32)
        if kind == "nonce":
            asked["nonce"] = core.Integer(7)
        answered = self.stamper.request_tsa_response(asked)
        if kind == "broken":
            signed = answered["time_stamp_token"]["content"]
            signed["signer_infos"][0]["signature"] = bytes(256)
            answered = tsp.TimeStampResp(
                {"status": answered["status"], "time_stamp_token": _token(signed)}
            )
        return bytes(answered.dump(force=True))


def _token(signed: cms.SignedData) -> cms.ContentInfo:
    return cms.ContentInfo({"content_type": "signed_data", "content": signed})


@contextmanager
def trust_services(stamper: DummyTimeStamper) -> Iterator[TrustServices]:
    """Serve on a free port of this machine."""
    services = TrustServices(stamper)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/ocsp":
                services.ocsp_asked += 1
                self._send(services.ocsp_answer)
                return
            services.asked += 1
            if services.behaviour == "slow":
                services.ending.wait(30)
                return
            if services.behaviour == "500":
                self.send_error(500)
                return
            content = {"garbage": b"<html>portal</html>", "empty": b""}.get(services.behaviour)
            self._send(services.answer(request) if content is None else content)

        def do_GET(self) -> None:
            name = self.path.strip("/")
            services.fetched.append(name)
            if name in services.lists:
                self._send(services.lists[name])
            else:
                self.send_error(404)

        def _send(self, content: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if services.behaviour != "dribble":
                self.wfile.write(content)
                return
            for at in range(len(content)):
                self.wfile.write(content[at : at + 1])
                self.wfile.flush()
                if services.ending.wait(0.2):
                    return

        def log_message(self, *_what: object) -> None: ...

    class Server(ThreadingHTTPServer):
        daemon_threads = False

        def handle_error(self, *_who: object) -> None: ...  # a client that lost patience

    server = Server(("127.0.0.1", 0), Handler)
    services.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield services
    finally:
        services.ending.set()
        server.shutdown()
        server.server_close()
        thread.join()
        time.sleep(0)
