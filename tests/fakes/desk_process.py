"""A desk of an office as a process of its own: a real store, a real line in the office's network, by orders.

Started with a folder; reads one JSON order a line from its input and answers with one JSON line.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from clerkdesk.adapters.hub import HttpHub
from clerkdesk.adapters.office_network.finding import Address
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.services.sync import SyncNow
from tests.fakes.office_network import Cable, NetworkDesk, network_desk
from tests.fakes.sample_documents import CLERK, OFFICE


class DeskProcess:
    """The other end: `do("register", subject="…")` gives back what the desk said."""

    def __init__(self, folder: Path, person: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.fakes.desk_process", str(folder), person],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        self.name = str(self.do("name"))

    def do(self, order: str, **told: object) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"order": order, **told}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"the desk ended at «{order}»"
        return json.loads(line)

    def kill(self) -> None:
        """Pull the plug."""
        self._process.kill()
        self._process.wait(10)
        self._close()

    def close(self) -> None:
        if self._process.poll() is None:
            assert self._process.stdin is not None
            self._process.stdin.close()
            self._process.wait(20)
        self._close()

    def _close(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None and not pipe.closed:
                pipe.close()


class _Orders:
    def __init__(self, desk: NetworkDesk, cable: Cable) -> None:
        self._desk = desk
        self._cable = cable
        self._hub: HttpHub | None = None

    def name(self) -> str:
        return self._desk.name

    def enrol(self, url: str, code: str) -> str:
        desk = self._desk
        self._hub = HttpHub(url, desk.name, desk.private)
        self._hub.enrol(code, desk.name, OFFICE.agency)
        return desk.key

    def province(self) -> int:
        """One meeting with the province, then its word on who is enrolled; ops that were pushed."""
        desk, hub = self._desk, self._hub
        assert hub is not None
        done = SyncNow(desk.store, hub, lambda *_packet: None, desk.stick.clock)()
        desk.desks.hear(hub)
        desk.stick.carry.hear_of_province(hub)
        desk.stick.carry.hand_over(hub)
        return done.pushed

    def believed(self) -> list[str]:
        return sorted(self._desk.desks.believed())

    def round(self) -> dict[str, object]:
        done = self._desk()
        reached = [each.device for each in done.desks if each.reached]
        troubles = [each.trouble for each in done.desks if each.trouble]
        return {
            "heard": done.heard,
            "told": done.told,
            "files": done.files,
            "reached": reached,
            "troubles": troubles,
            "port": self._desk.network.port,
        }

    def plug(self, name: str, port: int) -> None:
        address: Address = (("127.0.0.1",), port)
        self._cable.plugged[name] = address

    def register(self, subject: str, content: str = "") -> int:
        return self._desk.stick.register(subject, content.encode()).arrival_number

    def sign(self, subject: str) -> str:
        """The leader approves and signs on paper."""
        return self._desk.signed(subject).uid

    def ask(self, uid: str) -> None:
        self._desk.ask(uid, CLERK)

    def by_itself(self) -> None:
        self._desk.desks.set_numbers_by_itself(True, CLERK)

    def give(self) -> list[str]:
        return [document.code for document in self._desk.give(CLERK).numbered]

    def allot(self, uid: str) -> str:
        return self._desk.allot(uid, CLERK).code

    def books(self) -> dict[str, object]:
        """What a person sees: numbers with their documents, differences, whether the chain is whole."""
        store = self._desk.store
        incoming = store.incoming.find(IncomingFilter(), Page(1000))
        outgoing = store.outgoing.find(OutgoingFilter(), Page(1000))
        return {
            "incoming": sorted([d.arrival_number, d.entry.subject] for d in incoming),
            "outgoing": sorted([d.code, d.entry.subject] for d in outgoing),
            "conflicts": store.conflicts.count(),
            "lacking": len(store.moving.to_fetch(100)),
            "whole": not store.ops.breaks(),
        }

    def ops(self) -> int:
        return self._desk.store.colleagues.end()


def _serve(folder: Path, person: str) -> None:
    cable = Cable()
    with network_desk(folder, cable, person) as desk:
        orders = _Orders(desk, cable)
        for line in sys.stdin:
            told = json.loads(line)
            answer = getattr(orders, told.pop("order"))(**told)
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), sys.argv[2])
