"""500 mails with attachments from a real Dovecot into the inbox of a real store, with the window open.

`CLERKDESK_MAILS` (500) mails, each with other attachments: a PDF of 250 KB, every third a second file.
The window runs as it does for the clerk; the longest time in which it answers nothing is the stall.
"""

import os
import random
import resource
import tempfile
import time
from base64 import encodebytes
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from clerkdesk.adapters.mail.codec import MailFiles
from clerkdesk.adapters.mail.servers import WireMailServers
from clerkdesk.services.legacy_tables import legacy_reader
from clerkdesk.services.mail_setting import MailDevices
from tests.bench.figures import Figure, at_most
from tests.fakes.mail_hosts import mail_hosts
from tests.fakes.real_office import real_office
from tests.fakes.sample_documents import ADMIN
from tests.fakes.store import FakeKeyStore

ADDRESS = "ubnd@xa.gov.vn"
_PDF_BYTES, _MORE_BYTES = 250_000, 60_000
_LONGEST = 600.0


def measure() -> Mapping[str, Figure]:
    count = int(os.environ.get("CLERKDESK_MAILS", "500"))
    QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder, mail_hosts(ADDRESS) as hosts:
        chance = random.Random(500)
        for number in range(count):
            hosts.deliver(ADDRESS, _mail(number, chance), f"{number:06d}.loopback")
        mail = MailDevices(MailFiles(legacy_reader), WireMailServers(), FakeKeyStore())
        with real_office(Path(folder), person=ADMIN, devices={"mail": mail}) as office:
            desk = office.office.desk
            account = replace(hosts.account(), since=None)
            desk.mail.change(account, ADMIN, desk.today)
            desk.mail.change.keep_secret(desk.mail.change.account(), hosts.secret)
            office.office.incoming()
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            seconds, stall = _take_in(office.office, count)
            grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
            found = len(office.store.exchange.arrivals())
            assert found == count, found
            desk.mail.meet.close()
    return {
        "exchange.mails_into_candidates_500": at_most(
            seconds * 500 / count, unit="s", must=120, aim=40
        ),
        "exchange.mails_longest_stall": at_most(stall * 1000, unit="ms", must=200, aim=50),
        "exchange.mails_memory_growth": at_most(grown, unit="MB", must=150, aim=60),
    }


def _take_in(office, count: int) -> tuple[float, float]:  # type: ignore[no-untyped-def] # OfficeWindow
    """Seconds until the last mail is kept, and the longest pause of the window meanwhile."""
    ended: list[float] = []
    office.mail.standing_changed.connect(
        lambda standing: ended.append(time.perf_counter()) if standing.received else None
    )
    office.mail.failed.connect(lambda _error: ended.append(0.0))
    pauses: list[float] = []
    last = [time.perf_counter()]

    def beat() -> None:
        now = time.perf_counter()
        pauses.append(now - last[0])
        last[0] = now

    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(beat)
    timer.start()
    started = last[0] = time.perf_counter()
    office.mail.meet()
    while not ended and time.perf_counter() - started < _LONGEST:
        QApplication.processEvents()
        time.sleep(0.001)
    assert any(ended), "the meeting has failed"
    settle = time.perf_counter() + 2
    while time.perf_counter() < settle:  # the list is read again
        QApplication.processEvents()
        time.sleep(0.001)
    timer.stop()
    return ended[0] - started, max(pauses)


def _mail(number: int, chance: random.Random) -> bytes:
    files = [(f"van-ban-{number}.pdf", b"%PDF-1.7\n" + chance.randbytes(_PDF_BYTES))]
    if number % 3 == 0:
        files.append((f"phu-luc-{number}.docx", b"PK\x03\x04" + chance.randbytes(_MORE_BYTES)))
    stamp = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    parts = [
        f"From: =?utf-8?B?U+G7nyBO4buZaSB24bul?= <so{number % 20}@tinh.gov.vn>\r\nTo: {ADDRESS}\r\n"
        f"Date: {stamp}\r\nMessage-ID: <{number}@tinh.gov.vn>\r\nSubject: Cong van so {number}\r\n"
        'Content-Type: multipart/mixed; boundary="ranh"\r\n\r\n--ranh\r\n'
        "Content-Type: text/plain; charset=utf-8\r\n\r\nKính gửi UBND xã, văn bản kèm theo.\r\n"
    ]
    for name, content in files:
        parts.append(
            f'--ranh\r\nContent-Type: application/octet-stream; name="{name}"\r\n'
            f'Content-Disposition: attachment; filename="{name}"\r\n'
            f"Content-Transfer-Encoding: base64\r\n\r\n{encodebytes(content).decode()}"
        )
    return ("".join(parts) + "--ranh--\r\n").encode()
