"""Nhật ký truy cập: who opened which document and when, found by name, number and day."""

import csv
from collections.abc import Sequence
from datetime import timedelta
from io import StringIO
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clerkdesk.domain.access_log import ACCESS_ACT_NAMES, Access
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.texts import _
from clerkdesk.process.named_files import write_file
from clerkdesk.services.desk import Desk
from clerkdesk.ui.cards import ChoiceBox, button, text_label
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable


class AccessLogPage(QWidget):
    """A list that only grows; it is read and exported, never changed."""

    def __init__(self, desk: Desk, jobs: Jobs, shell: Shell, memory: UiMemory) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._shell = shell
        self._text = QLineEdit()
        self._text.setPlaceholderText(_("Tên đăng nhập, số văn bản…"))
        self._text.setAccessibleName(_("Tìm trong nhật ký"))
        self._text.textChanged.connect(lambda _text: self.refresh())
        self._days = ChoiceBox()
        self._days.setAccessibleName(_("Thời gian"))
        for label, days in ((_("7 ngày qua"), 7), (_("30 ngày qua"), 30), (_("Mọi lúc"), 0)):
            self._days.addItem(label, days)
        self._days.currentIndexChanged.connect(lambda _index: self.refresh())
        self._count = text_label("", "muted")
        self.table = RegisterTable[Access](
            [
                Column(
                    "at",
                    _("LÚC"),
                    150,
                    lambda a: f"{a.at.astimezone(VIETNAM_TIME):%d/%m/%Y %H:%M:%S}",
                ),
                Column("login", _("TÀI KHOẢN"), 130, lambda a: a.login),
                Column("act", _("VIỆC"), 90, lambda a: _(ACCESS_ACT_NAMES[a.act])),
                Column("what", _("VĂN BẢN"), 380, lambda a: a.what, Look.SUMMARY, stretches=True),
            ],
            memory=memory,
            memory_key="access-log",
            empty=_("Chưa có lượt truy cập nào trong thời gian này."),
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self._days)
        row.addWidget(self._count)
        row.addWidget(button(_("Xuất CSV"), self._export, link=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Read the log again."""
        text, days, today = self._text.text(), int(self._days.currentData()), self._desk.today
        first = today - timedelta(days=days - 1) if days else None
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.store.access_log.find(text, first),
            done=self._show,
            failed=self._shell.show_error,
        )

    def _show(self, rows: Sequence[Access]) -> None:
        self.table.set_rows(rows)
        self._count.setText(_("{count} lượt").format(count=len(rows)))

    def _export(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Xuất nhật ký truy cập"), "nhat-ky-truy-cap.csv", "CSV (*.csv)"
        )
        if not name:
            return
        content = written(self.table.rows())
        self._jobs.run(
            Lane.STORE,
            lambda: write_file(Path(name), content),
            done=lambda _nothing: self._shell.show_notice(_("Đã ghi {file}.").format(file=name)),
            failed=self._shell.show_error,
        )


def written(rows: Sequence[Access]) -> bytes:
    """The rows as CSV that spreadsheet programs open (UTF-8 with mark)."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_("Lúc"), _("Tài khoản"), _("Việc"), _("Văn bản")])
    for row in rows:
        at = f"{row.at.astimezone(VIETNAM_TIME):%d/%m/%Y %H:%M:%S}"
        what = f"'{row.what}" if row.what[:1] in ("=", "+", "-", "@") else row.what
        writer.writerow([at, row.login, _(ACCESS_ACT_NAMES[row.act]), what])
    return ("\ufeff" + text.getvalue()).encode()
