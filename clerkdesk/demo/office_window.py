"""The demo office in a window: a morning lies behind it, and its neighbour answers."""

import sys
import threading
from contextlib import suppress
from pathlib import Path

from clerkdesk.demo.builders import Builders
from clerkdesk.demo.day import LETTER, NEIGHBOUR_OFFICE, OUR_OFFICE
from clerkdesk.demo.desk_work import DeskWork
from clerkdesk.demo.draft import NOTICE, PLAN, PROPOSAL, REPORT, REQUEST
from clerkdesk.demo.neighbour import Neighbour, open_neighbour
from clerkdesk.demo.office import (
    ADMIN,
    CLERK,
    DIRECTOR,
    LEADER,
    PASSWORD,
    SO_TAI_CHINH,
    THANH_MAU,
    DemoOffice,
    demo_office,
    furnish,
    trust_each_other,
)
from clerkdesk.demo.province import DemoProvince
from clerkdesk.demo.walk import deadline
from clerkdesk.domain.errors import ServerUnreachable
from clerkdesk.domain.texts import _
from clerkdesk.ui.jobs import ThreadJobs
from clerkdesk.ui.program import Program, application, live

_PERIOD_SECONDS = 10.0


def show_office(build: Path, builders: Builders) -> int:
    """The demo office in a window, with its province server and a neighbour that answers."""
    sys.stderr.write(_("Đang chuẩn bị đơn vị mẫu, xin chờ chừng một phút…") + "\n")
    now = builders.clock()
    own = demo_office(build / "office", THANH_MAU, LEADER, now)
    other = demo_office(build / "neighbour", SO_TAI_CHINH, DIRECTOR, now)
    trust_each_other((own, other))
    province = DemoProvince(build / "province")
    province.start()
    is_new = _prepare(own, province, builders)
    neighbour = open_neighbour(other, province, builders)
    if is_new:
        _live_a_morning(own, neighbour, builders)
    stop = threading.Event()
    answering = threading.Thread(target=_answer, args=(neighbour, stop), name="neighbour")
    answering.start()
    try:
        parts = builders.program_parts(own.places, lambda: own.setup)
        running = application(parts.fonts, parts.memory)
        program = Program(parts, ThreadJobs())
        opened = builders.build_vault(own.places).unlock(CLERK.login, PASSWORD)
        program.open_store(opened)
        return live(program, running)
    finally:
        stop.set()
        answering.join()
        neighbour.close()
        province.stop()


def _prepare(own: DemoOffice, province: DemoProvince, builders: Builders) -> bool:
    """Make the demo's own office where it is missing, and introduce it to the province; True where
    it was made."""
    vault = builders.build_vault(own.places)
    is_new = not vault.exists()
    if not is_new:
        store = vault.unlock(CLERK.login, PASSWORD).store
    else:
        store = builders.create_office(own.places, own.office, own.people).store
        furnish(store, own)
    connect = builders.build_connect(store)
    if not connect.address:
        connect(province.address, province.enrolment(own.office.agency), ADMIN)
    store.close()
    return is_new


def _live_a_morning(own: DemoOffice, neighbour: Neighbour, builders: Builders) -> None:
    """Let both offices work a little, so that whoever looks sees a living office."""
    opened = builders.build_vault(own.places).unlock(CLERK.login, PASSWORD)
    office = builders.open_office(opened, own.places, own.setup)
    try:
        work = DeskWork(office.desk, own, CLERK)
        neighbour.send(OUR_OFFICE, NOTICE, PLAN)
        work.scan(LETTER)
        issued = work.issued(REQUEST, NEIGHBOUR_OFFICE)
        work.approved(REPORT, NEIGHBOUR_OFFICE)
        office.line.meet()
        neighbour.work()
        office.line.meet()
        work.on_paper_too(issued)
        work.returned(PROPOSAL, NEIGHBOUR_OFFICE, _("Thiếu dự toán kèm theo"))
        work.petition()
        registered = work.register(work.arrivals()[0])
        office.desk.forward(
            registered.document.uid,
            f"{LEADER.position} {LEADER.full_name}",
            deadline(office.desk.today),
            "",
            CLERK,
        )
    finally:
        office.desk.devices.close()
        office.close()


def _answer(neighbour: Neighbour, stop: threading.Event) -> None:
    while not stop.wait(_PERIOD_SECONDS):
        with suppress(ServerUnreachable):
            neighbour.work()
