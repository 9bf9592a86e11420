"""The demo office's main job, done by itself at the real window, with pictures."""

import json
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from clerkdesk.demo.builders import Builders
from clerkdesk.demo.desk_work import DeskWork, form_values
from clerkdesk.demo.draft import (
    NOTICE,
    PLAN,
    PROPOSAL,
    REPORT,
    REQUEST,
    SUBJECT,
    Letter,
    word_draft,
)
from clerkdesk.demo.hand import Hand, StepFailed
from clerkdesk.demo.neighbour import Neighbour, open_neighbour
from clerkdesk.demo.office import (
    ADMIN,
    CLERK,
    DIRECTOR,
    LEADER,
    PASSWORD,
    SO_TAI_CHINH,
    THANH_MAU,
    demo_office,
    furnish,
    trust_each_other,
)
from clerkdesk.demo.province import DemoProvince
from clerkdesk.demo.walk import Paper, Walk, deadline
from clerkdesk.domain.accounts import OFFICE
from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.outgoing import Outgoing, OutgoingState, Recipient
from clerkdesk.domain.people import Person
from clerkdesk.domain.texts import _
from clerkdesk.domain.tokens import SignatureKind
from clerkdesk.domain.vietnamese import fold
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.ui.jobs import ThreadJobs
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.program import Program, application

LETTER = "virtual:letter"
OUR_OFFICE = Recipient(THANH_MAU.name, THANH_MAU.code)
NEIGHBOUR_OFFICE = Recipient(SO_TAI_CHINH.name, SO_TAI_CHINH.code)
PAPER = Paper("virtual:decision", 3, fill={"storage_location": "01-VT/2026"})


class Day:
    """One day of the demo office, from first start to reopening; what it makes lies in `build`.

    Args:
        leave_work: whether the day ends with work left for the next one, as its pictures want it.
    """

    def __init__(
        self, build: Path, builders: Builders, *, paper: Paper = PAPER, leave_work: bool = True
    ) -> None:
        self._build = build
        self._builders = builders
        self._paper = paper
        self._leaves_work = leave_work
        self._times: dict[str, float] = {}
        self._began = time.monotonic()
        for name in ("office", "neighbour", "province", "screens"):
            shutil.rmtree(build / name, ignore_errors=True)
        build.mkdir(parents=True, exist_ok=True)
        now = builders.clock()
        self.own = demo_office(build / "office", THANH_MAU, LEADER, now)
        self.other = demo_office(build / "neighbour", SO_TAI_CHINH, DIRECTOR, now)
        trust_each_other((self.own, self.other))
        self.province = DemoProvince(build / "province")
        self._open = ExitStack()
        self.hand = Hand(build / "screens")
        self.walk = Walk(self.hand)
        self.summary: dict[str, object] = {}

    def run(self) -> int:
        """Do the whole job; 0 where every step came about."""
        try:
            self._work()
        except StepFailed as failure:
            print(f"ClerkDesk demo: chưa thấy {failure}", file=sys.stderr)  # noqa: T201 - its report
            return 1
        finally:
            self._close()
        self.summary["pictures"] = self.hand.pictures
        self.summary["seconds"] = self._times
        text = json.dumps(self.summary, ensure_ascii=False, indent=1)
        (self._build / "summary.json").write_text(text + "\n", encoding="utf-8")
        print(text)  # noqa: T201 - what the headless demo is asked for
        return 0

    @contextmanager
    def furnished(self) -> Iterator[Program]:
        """The office after its administrator's first day, at the login: for a walk of another kind."""
        try:
            program = self._start()
            office = self.walk.first_start(program, _office_values(), _accounts(), PASSWORD)
            self._introduce(office)
            program.close()
            yield self._start()
        finally:
            self._close()

    def _work(self) -> None:
        program = self._start()
        office = self.walk.first_start(program, _office_values(), _accounts(), PASSWORD)
        self._lap("first_start")
        neighbour = self._introduce(office)
        self._lap("enrolment")
        self._incoming(office)
        self._outgoing(office)
        self._exchange(office, neighbour)
        self._take_in(office)
        if self._leaves_work:
            self._leave_work(office)
        self.walk.settings(office)
        self.walk.today(office)
        self._close()
        self._reopen()

    def _start(self) -> Program:
        parts = self._builders.program_parts(self.own.places, lambda: self.own.setup)
        application(parts.fonts, parts.memory)
        program = Program(parts, ThreadJobs())
        self._open.callback(program.close)
        program.start()
        return program

    def _close(self) -> None:
        """End everything that was started, last first."""
        self._open.close()

    def _introduce(self, office: OfficeWindow) -> Neighbour:
        """The administrator's first day; then the cable is out, and all that follows is offline."""
        furnish(office.desk.store, self.own)
        self._open.callback(self.province.stop)
        self.province.start()
        code = self.province.enrolment(THANH_MAU.agency)
        office.server(self.province.address, code, ADMIN)
        neighbour = open_neighbour(self.other, self.province, self._builders)
        self._open.callback(neighbour.close)
        office.server.refresh_directory(ADMIN)
        office.office_changed()
        self.province.stop()
        neighbour.send(OUR_OFFICE, NOTICE, PLAN)
        return neighbour

    def _incoming(self, office: OfficeWindow) -> None:
        self.walk.scan(office, self._paper)
        self._lap("scan")
        document = self.walk.register_scan(office, dict(self._paper.fill))
        self._lap("read_and_register")
        today = local_date(self._builders.clock())
        leader = f"{LEADER.position} {LEADER.full_name}"
        document = self.walk.forward(office, leader, deadline(today))
        words = fold(document.entry.subject).split()[:4]
        found = self.walk.find(office, " ".join(words))
        self._lap("forward_and_find")
        files = {file.role: file.sha256 for file in document.entry.attachments}
        store = office.desk.store
        self._keep("scan.pdf", store.files.get(files[FileRole.MAIN]))
        self._keep("scan-with-stamp.pdf", store.files.get(files[FileRole.ARRIVAL_COPY]))
        self._keep("label.pdf", office.desk.stamp.label(document))
        self.summary["arrival_number"] = document.arrival_number
        self.summary["read"] = {"code": document.code, "subject": document.entry.subject}
        self.summary["found_without_diacritics"] = found

    def _outgoing(self, office: OfficeWindow) -> None:
        document = self._draft(office, REQUEST, picture="draft")
        self._lap("draft")
        pins = {
            SignatureKind.PERSON: self.own.tokens.leader_pin,
            SignatureKind.ORGANISATION: self.own.tokens.organisation_pin,
        }
        self.walk.sign(office, document, pins)
        self._lap("sign")
        signed = office.desk.store.outgoing.get(document.uid)
        assert signed.main_file is not None  # it was just signed
        pdf = office.desk.store.files.get(signed.main_file.sha256)
        self._keep("signed.pdf", pdf)
        check = office.desk.check(signed.main_file.name, pdf)
        self.summary["outgoing_code"] = signed.code
        self.summary["signatures"] = {
            "verdict": check.verdict,
            "legal_class": check.legal_class,
            "signers": [signature.signer for signature in check.signatures],
        }
        for name, path in (
            ("root.pem", self.own.tokens.root),
            ("issuer.pem", self.own.tokens.intermediates),
        ):
            shutil.copyfile(path, self._build / f"demo-{name}")

    def _draft(self, office: OfficeWindow, letter: Letter, *, picture: str = "") -> Outgoing:
        file = self._build / f"{letter.name}.docx"
        file.write_bytes(word_draft(letter, THANH_MAU, LEADER))
        values = form_values(letter, self.own)
        return self.walk.draft(office, file, values, NEIGHBOUR_OFFICE, picture=picture)

    def _exchange(self, office: OfficeWindow, neighbour: Neighbour) -> None:
        self.walk.issue(office)
        parcel = office.desk.store.exchange.waiting()[0]
        self._keep("packet.edxml", office.desk.store.files.get(parcel.header.sha256))
        self.summary["waited_offline"] = parcel.header.name
        self.province.start()  # the line is back: the packet leaves by itself
        self.walk.await_status(office, DeliveryStatus.SENT)
        registered = neighbour.work()
        self.walk.await_status(office, DeliveryStatus.ACCEPTED)
        self.hand.picture(office.window, "outgoing-accepted")
        self._keep("status-03.edxml", neighbour.answers["status-03.edxml"])
        self.summary["neighbour"] = {
            "arrival_number": registered[0].document.arrival_number,
            "signature_result": registered[0].document.entry.signature_result,
        }
        self._lap("exchange")

    def _take_in(self, office: OfficeWindow) -> None:
        """The neighbour's answer has come with its receipt: check it and enter it."""
        document = self.walk.take_in(office)
        self.summary["arrival"] = {
            "arrival_number": document.arrival_number,
            "code": document.code,
            "signature_result": document.entry.signature_result,
        }
        self._lap("take_in")

    def _leave_work(self, office: OfficeWindow) -> None:
        """What waits for the next day: a second arrival, a scanned letter, a report to be signed."""
        self.walk.scan_only(office, LETTER)
        self._draft(office, REPORT)
        store = office.desk.store
        work = DeskWork(office.desk, self.own, CLERK)
        work.returned(PROPOSAL, NEIGHBOUR_OFFICE, _("Thiếu dự toán kèm theo"))
        work.petition()
        today = local_date(self._builders.clock())
        for document in store.incoming.find(IncomingFilter(), Page(limit=1)):
            work.share_out(document.uid, deadline(today))
        sent = OutgoingFilter(states=(OutgoingState.ISSUED,))
        for issued in store.outgoing.find(sent, Page(limit=1)):
            work.on_paper_too(issued)
        self.walk.faces(office)
        self.summary["waiting"] = {
            "arrivals": len(store.exchange.arrivals()),
            "batches": len(store.spool.batches()),
            "to_sign": store.outgoing.count(OutgoingFilter(states=(OutgoingState.APPROVED,))),
        }
        self._lap("leave_work")

    def _reopen(self) -> None:
        """Close and reopen: everything is there, and nothing of it can be read in the files."""
        canary = SUBJECT.encode()
        files = [file for file in self.own.places.store.rglob("*") if file.is_file()]
        self.summary["readable_in_store"] = any(canary in file.read_bytes() for file in files)
        program = self._start()
        office = self.walk.log_in(program, CLERK.login, PASSWORD)
        store = office.desk.store
        self.summary["after_reopening"] = {
            "incoming": store.incoming.count(IncomingFilter()),
            "outgoing": store.outgoing.count(OutgoingFilter()),
            "log_is_whole": store.ops.first_break() is None,
        }
        self.walk.today(office)
        self._lap("reopen")

    def _keep(self, name: str, content: bytes) -> None:
        (self._build / name).write_bytes(content)

    def _lap(self, step: str) -> None:
        now = time.monotonic()
        self._times[step] = round(now - self._began, 1)
        self._began = now


def _office_values() -> dict[str, object]:
    return {field.name: getattr(THANH_MAU, field.name) for field in OFFICE}


def _accounts() -> tuple[dict[str, object], dict[str, object]]:
    return _typed(ADMIN), _typed(CLERK)


def _typed(person: Person) -> dict[str, object]:
    """What is typed into the form of an account."""
    return {"login": person.login, "full_name": person.full_name, "position": person.position}
