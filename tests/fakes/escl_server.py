"""A network scanner that speaks eSCL on loopback, with paper in it and faults to play."""

import re
import threading
import time
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from lxml import etree

_NS = (
    'xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm" '
    'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03"'
)
_CAPS = """
<scan:MinWidth>100</scan:MinWidth><scan:MaxWidth>2550</scan:MaxWidth>
<scan:MinHeight>100</scan:MinHeight><scan:MaxHeight>4200</scan:MaxHeight>
<scan:SettingProfiles><scan:SettingProfile>
<scan:ColorModes><scan:ColorMode>Grayscale8</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>
<scan:DocumentFormats><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat>
<scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt>
<scan:DocumentFormatExt>application/pdf</scan:DocumentFormatExt></scan:DocumentFormats>
<scan:SupportedResolutions><scan:DiscreteResolutions>
<scan:DiscreteResolution><scan:XResolution>75</scan:XResolution><scan:YResolution>75</scan:YResolution></scan:DiscreteResolution>
<scan:DiscreteResolution><scan:XResolution>300</scan:XResolution><scan:YResolution>300</scan:YResolution></scan:DiscreteResolution>
</scan:DiscreteResolutions></scan:SupportedResolutions>
</scan:SettingProfile></scan:SettingProfiles>"""
CAPABILITIES = f"""<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerCapabilities {_NS}><pwg:Version>2.63</pwg:Version>
<pwg:MakeAndModel>Máy quét mạng thử</pwg:MakeAndModel><pwg:SerialNumber>1</pwg:SerialNumber>
<scan:Platen><scan:PlatenInputCaps>{_CAPS}</scan:PlatenInputCaps></scan:Platen>
<scan:Adf><scan:AdfSimplexInputCaps>{_CAPS}</scan:AdfSimplexInputCaps>
<scan:AdfDuplexInputCaps>{_CAPS}</scan:AdfDuplexInputCaps><scan:FeederCapacity>50</scan:FeederCapacity></scan:Adf>
</scan:ScannerCapabilities>"""


class EsclServer:
    """Every run finds the same sheets in the feeder.

    Args:
        sheets: encoded pages, as the device would send them.
        fault: «jam:k», «double:k», «cover:k», «cable:k», «torn:k», «error:k», «cancelled:k»;
            «busy:n» answers 503 n times before each page; «storm» forever; «empty»; «strange»; «onesided».
    """

    def __init__(
        self, sheets: Sequence[bytes], fault: str = "", retry_after: str = "0", delay: float = 0.0
    ) -> None:
        self.sheets = list(sheets)
        self.kind, _colon, at = fault.partition(":")
        self.at = int(at or 1)
        self.retry_after = retry_after
        self.delay = delay
        self.tickets: list[dict[str, str]] = []
        self.deleted: list[str] = []
        self.given = 0
        self.busy = 0
        self.feeder = "ScannerAdfEmpty" if self.kind == "empty" else "ScannerAdfLoaded"
        handler = type("Handler", (_Handler,), {"scanner": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/eSCL"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    scanner: EsclServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        match self.path.rsplit("/", 1)[-1]:
            case "ScannerCapabilities":
                told = CAPABILITIES
                if self.scanner.kind == "strange":
                    told = "<html>an answer of a router</html>"
                if self.scanner.kind == "onesided":
                    told = re.sub(r"(?s)<scan:AdfDuplex.*</scan:AdfDuplexInputCaps>", "", told)
                self._send(200, told.encode())
            case "ScannerStatus":
                xml = (
                    f"<scan:ScannerStatus {_NS}><pwg:Version>2.63</pwg:Version>"
                    f"<pwg:State>Idle</pwg:State><scan:AdfState>{self.scanner.feeder}</scan:AdfState>"
                    "</scan:ScannerStatus>"
                )
                self._send(200, xml.encode())
            case "NextDocument":
                self._next()
            case _:
                self._send(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        root = etree.fromstring(body)
        self.scanner.tickets.append(
            {etree.QName(e).localname: e.text or "" for e in root.iter() if len(e) == 0}
        )
        self.scanner.given = 0
        self.scanner.busy = 0
        # as some devices do: a host by which nobody else knows them
        location = f"http://scanner.invalid/eSCL/ScanJobs/{len(self.scanner.tickets)}"
        self._send(201, headers={"Location": location})

    def do_DELETE(self) -> None:
        self.scanner.deleted.append(self.path)
        self._send(200)

    def log_message(self, format: str, *args: object) -> None:
        """Tests need no log."""

    def _next(self) -> None:
        scanner = self.scanner
        busy_again = scanner.kind == "busy" and scanner.busy < scanner.at
        if scanner.kind == "storm" or busy_again:
            scanner.busy += 1
            self._send(503, headers={"Retry-After": scanner.retry_after})
            return
        scanner.busy = 0
        if scanner.given + 1 == scanner.at and self._play():
            return
        if scanner.given == len(scanner.sheets):
            scanner.feeder = "ScannerAdfEmpty" if scanner.kind != "reload" else "ScannerAdfLoaded"
            self._send(404)
            scanner.feeder = "ScannerAdfLoaded"
            return
        time.sleep(scanner.delay)
        scanner.given += 1
        sheet = scanner.sheets[scanner.given - 1]
        kind = "application/pdf" if sheet.startswith(b"%PDF") else "image/jpeg"
        self._send(200, sheet, {"Content-Type": kind})

    def _play(self) -> bool:
        scanner = self.scanner
        states = {
            "jam": "ScannerAdfJam",
            "double": "ScannerAdfMultipickDetected",
            "cover": "ScannerAdfHatchOpen",
        }
        if scanner.kind in states:
            scanner.feeder = states[scanner.kind]
            self._send(404)
            return True
        match scanner.kind:
            case "cable":
                self.close_connection = True
                self.connection.close()
            case "torn":
                self.send_response(200)
                self.send_header("Content-Length", "100000")
                self.end_headers()
                self.wfile.write(scanner.sheets[0][:100])
                self.close_connection = True
            case "error":
                self._send(500)
            case "cancelled":
                self._send(410)
            case "bad":
                self._send(200, scanner.sheets[0][:100])
            case _:
                return False
        return True

    def _send(self, code: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(code)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
