"""Killed while numbers are given, made void and put in late: what was told is there, nothing twice."""

import random
import subprocess
import sys
import time
from pathlib import Path

from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.domain.books import ActKind, LateNumber
from clerkdesk.domain.outgoing import OutgoingState, Step
from clerkdesk.domain.reconciliation import FindingKind
from clerkdesk.services.reconcile import Reconcile
from tests.fakes.documents import FakeFormPrinter
from tests.fakes.sample_documents import (
    CLERK,
    OFFICE,
    PASSWORDS,
    SUBMISSION,
    SUBMISSIONS,
    TODAY,
    attachment,
    outgoing_entry,
)
from tests.faults.test_store_kill import read_told, vault_in

AWAITED = ("ready", "number", "late", "void", "void")
"""What each run tells before its kill is on its way: a slow machine comes as far as a fast one."""
SEED = 30
CHILD = (
    "import sys; from pathlib import Path\n"
    "from tests.faults.test_numbers_kill import work\n"
    "work(Path(sys.argv[1]))"
)
WHY = "thử ngắt điện giữa chừng"


def work(folder: Path) -> None:
    """The child: number, put one in late, make one void; tell each only when it is safe."""
    store = vault_in(folder).unlock("vanthu", PASSWORDS[CLERK]).store
    print("ready -", flush=True)  # noqa: T201 - the pipe to the test
    while True:
        first, second = _numbered(store), _numbered(store)
        for document in (first, second):
            print("number", document[1], flush=True)  # noqa: T201
        late = LateNumber(int(first[1]), "a", WHY)
        print("late", f"{_numbered(store, late)[1]}a", flush=True)  # noqa: T201
        store.outgoing.void(first[0], WHY, "vanthu")
        print("void", first[1], flush=True)  # noqa: T201


def _numbered(store: SqlStore, late: LateNumber | None = None) -> tuple[str, int]:
    uid = store.outgoing.draft(outgoing_entry(attachments=(attachment(),)), "vanthu").uid
    store.outgoing.take_step(uid, Step.APPROVE, "lanhdao")
    store.outgoing.take_step(uid, Step.SIGN_PERSON, "lanhdao")
    given = store.outgoing.allot(
        uid, SUBMISSIONS, SUBMISSION, "", TODAY, "vanthu", late=late
    ).outgoing_number
    assert given is not None
    return uid, given


def check(folder: Path, told: list[tuple[str, str]]) -> None:
    """Open the store after a kill: every act is whole, with its document, its op and its reason."""
    store = vault_in(folder).unlock("vanthu", PASSWORDS[CLERK]).store
    assert isinstance(store, SqlStore)
    reports = Reconcile(store, FakeFormPrinter())(TODAY.year)
    for report in reports:
        key = report.book.key
        assert report.whole, report.findings
        given = store.books.given(key)
        acts = store.books.acts(key)
        void = {act.uid for act in acts if act.kind is ActKind.VOID}
        assert all(store.outgoing.get(uid).state is OutgoingState.VOID for uid in void)
        late = {act.printed.lstrip("0") for act in acts if act.kind is ActKind.LATE}
        assert late == {f"{row.number}{row.suffix}" for row in given if row.suffix}
        known = {
            "number": {str(row.number) for row in given},
            "late": late,
            "void": {str(act.number) for act in acts if act.kind is ActKind.VOID},
        }
        for kind, value in told:
            assert kind == "ready" or value in known[kind], (kind, value)
        assert report.count(FindingKind.VOID) == len(void)
    assert store.ops.first_break() is None
    assert store.damage() == []
    store.close()


def test_a_kill_at_any_moment_leaves_every_act_on_a_number_whole(tmp_path: Path) -> None:
    vault_in(tmp_path).create(OFFICE, PASSWORDS).store.close()
    luck = random.Random(SEED)
    told: list[tuple[str, str]] = []
    for awaited in AWAITED:
        command = [sys.executable, "-c", CHILD, str(tmp_path)]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        heard = ""
        while not heard.splitlines()[-1:] or not heard.splitlines()[-1].startswith(awaited):
            line = child.stdout.readline()
            assert line, "the child goes on until it is killed"
            heard += line
        time.sleep(luck.uniform(0.01, 0.1))
        child.kill()
        told += read_told(heard + child.stdout.read())
        child.wait()
        child.stdout.close()
        check(tmp_path, told)
    for kind in ("number", "late", "void"):
        values = [value for what, value in told if what == kind]
        assert values, f"the child came to «{kind}»"
        assert len(values) == len(set(values))
