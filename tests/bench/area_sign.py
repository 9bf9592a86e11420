"""Signing in batches: the token's time against the whole, CPU a signature, pulled tokens, traces of the PIN.

SoftHSM2 behind the proxy module of tests/token plays the token, 300 ms a signature. Store, PDF desk and
token child are the real ones. Hidden content before signing is measured by the area «verify».
"""

import os
import resource
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from clerkdesk import app
from clerkdesk.adapters.token.pictures import seal_picture, signature_picture
from clerkdesk.domain.issuers import SEAL
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.tokens import SignatureKind, SignatureLevel
from clerkdesk.ports.program import DeviceSetup
from clerkdesk.services.desk import Desk, open_desk
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.services.stamp_setting import STAMPS
from tests.bench.figures import Figure, at_least, at_most
from tests.fakes.demo_tokens import shared_tokens
from tests.fakes.drafts import SIGNER, make_draft
from tests.fakes.office import DRAFT_VALUES
from tests.fakes.proxy_token import ProxyToken
from tests.fakes.real_office import make_store, places_in
from tests.fakes.sample_documents import CLERK, OFFICE
from tests.fakes.second_verifier import SecondVerifier
from tests.fakes.trust_services import trust_services
from tests.fakes.verify_authority import Authority
from tests.token.test_pin_leaves_no_trace import traces_of_the_pin
from tests.token.test_unplugged_batches import trials

_DOCUMENTS = 50
_TOKEN_MS = 300
_TRIALS = int(os.environ.get("CLERKDESK_UNPLUG_TRIALS", "100"))
_WARM_SECONDS = 4.0
"""From the window's first look for tokens to the PIN, at the very least."""


def measure() -> Mapping[str, Figure]:
    """Every signing row of issue 4/8."""
    with tempfile.TemporaryDirectory(prefix="clerkdesk-bench-") as folder:
        here = Path(folder)
        figures: dict[str, Figure] = {}
        with _office(here / "batch") as office:
            pile = office.pile(_DOCUMENTS)
            figures |= office.timed(pile, SignatureKind.PERSON, "leader")
            figures |= office.timed(office.numbered(), SignatureKind.ORGANISATION, "seal")
        accepted, asked = _second_opinions(here / "second")
        figures["sign.accepted_by_pdfsig"] = at_least(
            100 * accepted / asked, unit=f"% of {asked} signatures", must=100, aim=100
        )
        lost, doubled = trials(here / "pulled", _TRIALS, seed=4)
        figures["sign.lost_or_doubled"] = at_most(
            lost + doubled, unit=f"signatures in {_TRIALS} pulled batches", must=0, aim=0
        )
        figures["sign.pin_traces"] = at_most(
            traces_of_the_pin(here / "pin"), unit="hits in the dumps", must=0, aim=0
        )
        return figures


class _Office:
    """A real store, real children, and the slow token."""

    def __init__(self, desk: Desk, token: ProxyToken) -> None:
        self.desk = desk
        self.token = token
        self._signed: list[Outgoing] = []

    def pile(self, count: int) -> list[Outgoing]:
        made = []
        for number in range(count):
            files, text, *_read = self.desk.prepare_file("to-trinh.pdf", make_draft())
            values = {**DRAFT_VALUES, "subject": f"xin kinh phí đợt {number + 1}"}
            draft = self.desk.draft(values, files, text, CLERK)
            made.append(self.desk.approve(draft.uid, CLERK))
        return made

    def numbered(self) -> list[Outgoing]:
        """What the leader has signed, with its number on the page."""
        return [
            self.desk.write_number(self.desk.allot(one.uid, CLERK).uid, CLERK)
            for one in self._signed
        ]

    def sign(self, pile: Sequence[Outgoing], kind: SignatureKind) -> list[Outgoing]:
        organisation = kind is SignatureKind.ORGANISATION
        software = self.token.software
        pin = software.organisation_pin if organisation else software.leader_pin
        tokens = self.desk.devices.tokens
        (found,) = [x for x in tokens.certificates() if x.is_organisation == organisation]
        signed = []
        for one in self.desk.sign(pile, kind, found.certificate_id, bytearray(pin.encode()), CLERK):
            if one.error is not None:
                raise one.error
            signed.append(one.document)
        self._signed = signed
        return signed

    def timed(
        self, pile: Sequence[Outgoing], kind: SignatureKind, name: str
    ) -> Mapping[str, Figure]:
        """A batch against the token's own time, and what it costs."""
        self.token.play(slow_ms=_TOKEN_MS)
        self.desk.devices.tokens.certificates()
        time.sleep(_WARM_SECONDS)
        cpu, began = _cpu(), time.monotonic()
        self.sign(pile, kind)
        seconds = time.monotonic() - began
        spent = _cpu() - cpu
        self.token.play()
        return {
            f"sign.{name}.total_over_token_time": at_most(
                seconds / (len(pile) * _TOKEN_MS / 1000),
                unit=f"times, {len(pile)} documents on one PIN",
                must=1.15,
                aim=1.04,
            ),
            f"sign.{name}.cpu": at_most(
                1000 * spent / len(pile), unit="ms a signature, all processes", must=120, aim=70
            ),
        }


@contextmanager
def _office(folder: Path) -> Iterator[_Office]:
    token = ProxyToken(folder / "proxy")
    places = places_in(folder / "office")
    store = make_store(places)
    rules = OfficeRules(store.settings)
    for whose, picture in ((SIGNER, signature_picture(SIGNER)), (SEAL, seal_picture(OFFICE.name))):
        rules.set_picture(whose, store.files.put(picture), "quantri")
    setup = DeviceSetup(("virtual",), (token.module,), token.environment)
    devices = app.build_devices(places, setup)
    try:
        yield _Office(open_desk(store, CLERK, devices, app.clock), token)
    finally:
        for device in (devices.tokens, devices.pdf_desk, devices.checker):
            device.close()
        for workshop in (devices.workshop, devices.reader):
            workshop.close()
        store.close()


def _cpu() -> float:
    """CPU seconds of this process and of every child, ended or not."""
    own = sum(os.times()[:2])
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    tick = os.sysconf("SC_CLK_TCK")
    living = 0.0
    for children in Path("/proc/self/task").glob("*/children"):
        for pid in children.read_text().split():
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            living += (int(fields[11]) + int(fields[12])) / tick
    return own + ended.ru_utime + ended.ru_stime + living


def _second_opinions(folder: Path) -> tuple[int, int]:
    """How many of our signatures pdfsig accepts, at every level, leader's and organisation's."""
    software = shared_tokens()
    second = SecondVerifier(folder / "pdfsig", [software.root], [software.intermediates])
    accepted = asked = 0
    authority = Authority()
    lists = [file.read_bytes() for file in software.crls]
    with trust_services(authority.time_stamper()) as services, _office(folder) as office:
        trust = office.desk.store.settings
        _take_in(folder / "office", software.root, software.intermediates, authority, lists)
        for level in SignatureLevel:
            trust.put(STAMPS, {"level": level.value, "authorities": [services.tsa]}, "quantri")
            for kind in SignatureKind:
                pile = office.pile(3) if kind is SignatureKind.PERSON else office.numbered()
                for document in office.sign(pile, kind):
                    assert document.main_file is not None
                    pdf = office.desk.store.files.get(document.main_file.sha256)
                    said = second.opinion(pdf)
                    accepted += min(said.valid, said.trusted)
                    asked += said.signatures
    return accepted, asked


def _take_in(
    folder: Path, root: Path, issuer: Path, authority: Authority, lists: Sequence[bytes]
) -> None:
    """Put certificates and revocation lists where the office looks for them."""
    trust = places_in(folder).trust
    for name in ("roots", "intermediates", "crls"):
        (trust / name).mkdir(parents=True, exist_ok=True)
    (trust / "roots" / "demo.pem").write_bytes(root.read_bytes())
    (trust / "roots" / "tsa.pem").write_bytes(authority.identity.pem)
    (trust / "intermediates" / "demo.pem").write_bytes(issuer.read_bytes())
    for number, content in enumerate([*lists, authority.crl()]):
        (trust / "crls" / f"{number}.crl").write_bytes(content)
