"""Thin lines: what share of the line a desk's queue of 3,000 documents uses, whole and with cuts.

Windows of 120 s at once on one server, each with an agency, a desk and a line of its own (100 ms there and
back): all ops first, then files of a commune's sizes. What counts is what the server holds at the end.
"""

import hashlib
import itertools
import random
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from clerkdesk.adapters.hub import HttpHub, new_device_key
from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.errors import ServerUnreachable
from clerkdesk.domain.ops import canonical_json
from clerkdesk.domain.wire import PUSH_LIMIT
from clerkdesk.server import admin
from tests.bench.figures import Figure
from tests.bench.thin_line import ThinLine
from tests.bench.wire import SERVE, Child, free_port
from tests.fakes.op_chain import OpChain

WINDOW = 120.0
DOCUMENTS = 3000
CUTS_AT = (30.0, 90.0)
DARK = 1.0
ONE_WAY = 0.05
RATES = {"256k": 32_000.0, "1M": 125_000.0, "8M": 1_000_000.0}
MEETING = 15.0
"""Seconds until a desk tries again whose meeting was broken off."""


def measure() -> Mapping[str, Figure]:
    """Every window, at once."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        server = Child(
            SERVE.replace("(address,)", "()"), [str(folder), str(port), "", "", ""], port, tls=False
        )
        windows = [
            _Window(folder, port, number, rate, cuts)
            for number, (rate, cuts) in enumerate(itertools.product(RATES, (False, True)))
        ]
        try:
            with ThreadPoolExecutor(len(windows)) as pool:
                found = list(pool.map(lambda window: window.run(), windows))
            return dict(zip((window.name for window in windows), found, strict=True))
        finally:
            server.end()


@dataclass
class _Window:
    folder: Path
    port: int
    number: int
    rate: str
    cuts: bool

    @property
    def name(self) -> str:
        return f"share_{self.rate}{'_cut' if self.cuts else ''}"

    def run(self) -> Figure:
        rate = RATES[self.rate]
        agency, device = Agency(f"H{self.number}", "UBND xã An Bình"), f"pc-{self.number}"
        admin.add_agency(self.folder, agency)
        line, key = ThinLine(self.port, rate, ONE_WAY), new_device_key()
        hub = HttpHub(f"http://127.0.0.1:{line.port}", device, key)
        hub.enrol(admin.one_time_code(self.folder, agency.code), device, agency)
        desk = _Desk(hub, device, self.number)
        ended = threading.Event()
        threading.Thread(target=desk.live, args=(ended,), daemon=True).start()
        began = time.monotonic()
        for at in CUTS_AT if self.cuts else ():
            time.sleep(max(0.0, began + at - time.monotonic()))
            line.cut(DARK)
        time.sleep(max(0.0, began + WINDOW - time.monotonic()))
        ended.set()
        sent = line.sent
        line.cut(1000)
        time.sleep(2)
        share = self._held(desk, device, key, sent) / (rate * WINDOW)
        line.close()
        must, aim = (0.80, 0.90) if self.cuts else (0.88, 0.92)
        return Figure(round(share, 3), "of the line", f">= {must}", share >= must, aim=f">= {aim}")

    def _held(self, desk: "_Desk", device: str, key: bytes, _sent: int) -> int:
        """Bytes of ops and files that the server has, asked past the line."""
        direct = HttpHub(f"http://127.0.0.1:{self.port}", device, key)
        held = desk.ops_bytes(direct.push(1, desk.chain.ops[:1]).acked)
        for sha256, size in list(desk.begun.items()):
            held += size if direct.has_blob(sha256) else direct._uploads._held[sha256]
        direct.close()
        return held


class _Desk:
    """Ops first, then files, as a meeting does; a broken meeting is followed by the next."""

    def __init__(self, hub: HttpHub, device: str, seed: int) -> None:
        self._hub = hub
        self._chance = random.Random(seed)
        self.chain = OpChain(device)
        self.chain.add(DOCUMENTS)
        self._sizes = [len(canonical_json(op.message())) for op in self.chain.ops]
        self._acked = 0
        self._left = DOCUMENTS
        self._again: list[tuple[str, bytes]] = []
        self.begun: dict[str, int] = {}

    def ops_bytes(self, acked: int) -> int:
        return sum(self._sizes[:acked])

    def live(self, ended: threading.Event) -> None:
        while not ended.is_set():
            try:
                self._meet(ended)
                return
            except ServerUnreachable:
                ended.wait(MEETING)

    def _meet(self, ended: threading.Event) -> None:
        while self._acked < len(self.chain.ops):
            ops = self.chain.ops[self._acked : self._acked + PUSH_LIMIT]
            self._acked = self._hub.push(1, ops).acked
        for sha256 in self._hub.put_blobs(self._contents(ended)):
            self._again = [one for one in self._again if one[0] != sha256]

    def _contents(self, ended: threading.Event) -> Iterator[tuple[str, Callable[[], bytes]]]:
        for sha256, content in list(self._again):
            yield sha256, lambda held=content: held  # type: ignore[misc]
        while self._left and not ended.is_set():
            self._left -= 1
            size = int(min(4e6, max(20e3, self._chance.lognormvariate(12.4, 0.8))))
            content = self._chance.randbytes(size)
            sha256 = hashlib.sha256(content).hexdigest()
            self.begun[sha256] = size
            self._again.append((sha256, content))
            yield sha256, lambda held=content: held  # type: ignore[misc]
