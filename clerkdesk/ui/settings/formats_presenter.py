"""What the section of formats and reminders decides."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.allowed_formats import FileFormat, FormatRules, usual_formats
from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.texts import _
from clerkdesk.services.admit_file import ChangeFormats, read_format_rules
from clerkdesk.services.desk import Desk
from clerkdesk.services.notice_rules import ChangeNoticeRules, NoticeRules, read_notice_rules
from clerkdesk.ui.jobs import Jobs, Lane


@dataclass(frozen=True, slots=True)
class FileAndNoticeRules:
    """What the section shows."""

    formats: FormatRules
    notices: NoticeRules


class FormatsPresenter(QObject):
    """Each edit is kept at once and can be taken back."""

    changed = Signal(object)  # FileAndNoticeRules
    said = Signal(str)
    problem_found = Signal(str)  # of the list; what is typed stays
    notice_problem_found = Signal(str)
    block_refused = Signal(bool)  # what holds still
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        settings = desk.store.settings
        self._change_formats = ChangeFormats(settings)
        self._change_notices = ChangeNoticeRules(settings)
        self._undo: list[Callable[[], object]] = []
        self.allowed = may(desk.person, Right.SETTINGS)
        self.formats = FormatRules(usual_formats())

    def refresh(self) -> None:
        """Read both again."""
        self._jobs.run(Lane.STORE, self._read, done=self._show, failed=self.failed.emit)

    def put(self, old: FileFormat | None, new: FileFormat) -> None:
        """Keep a changed line, or a new one at the end where `old` is not on the list."""
        lines = [new if line == old else line for line in self.formats.formats]
        if old not in self.formats.formats:
            lines.append(new)
        self._keep_formats(tuple(lines), self.formats.block, _("Đã lưu danh mục định dạng."))

    def remove(self, line: FileFormat) -> None:
        """Take a line away."""
        lines = tuple(other for other in self.formats.formats if other != line)
        self._keep_formats(
            lines, self.formats.block, _("Đã bỏ «{name}».").format(name=_(line.name))
        )

    def switch(self, line: FileFormat) -> None:
        """Allow a format, or allow it no longer."""
        self.put(line, replace(line, allowed=not line.allowed))

    def block(self, block: bool) -> None:
        """Keep out what is not on the list, or only warn of it."""
        words = _("Tệp ngoài danh mục sẽ bị chặn.") if block else _("Tệp ngoài danh mục: cảnh báo.")
        self._keep_formats(self.formats.formats, block, words)

    def put_notices(self, rules: NoticeRules) -> None:
        """Keep how the office wants to be reminded."""

        def work() -> object:
            before = self._change_notices(rules, self._desk.person)
            self._undo.append(lambda: self._change_notices(before, self._desk.person))
            return self._read()

        self._run(work, _("Đã lưu cách nhắc việc."))

    def undo(self) -> None:
        """Take the last change back."""
        if self._undo:
            back = self._undo.pop()

            def work() -> object:
                back()
                return self._read()

            self._run(work, _("Đã hoàn tác."))

    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._undo)

    def _keep_formats(self, lines: tuple[FileFormat, ...], block: bool, words: str) -> None:
        def work() -> object:
            before = self._change_formats(FormatRules(lines, block), self._desk.person)
            self._undo.append(lambda: self._change_formats(before, self._desk.person))
            return self._read()

        self._run(work, words)

    def _run(self, work: Callable[[], object], words: str) -> None:
        def done(rules: object) -> None:
            self.problem_found.emit("")
            self.notice_problem_found.emit("")
            self._show(rules)
            self.said.emit(words)

        self._jobs.run(Lane.STORE, work, done=done, failed=self._failed)

    def _read(self) -> FileAndNoticeRules:
        settings = self._desk.store.settings
        return FileAndNoticeRules(read_format_rules(settings), read_notice_rules(settings))

    def _show(self, rules: object) -> None:
        assert isinstance(rules, FileAndNoticeRules)
        self.formats = rules.formats
        self.changed.emit(rules)

    def _failed(self, error: ClerkError) -> None:
        if isinstance(error, InvalidEntry):
            sentences = " ".join(error.problems.values())
            of_list = "formats" in error.problems
            (self.problem_found if of_list else self.notice_problem_found).emit(sentences)
            self.block_refused.emit(self.formats.block)
        else:
            self.failed.emit(error)
