"""Builds Thiết lập."""

from PySide6.QtWidgets import QApplication

from clerkdesk.domain.books import Direction
from clerkdesk.domain.texts import N_
from clerkdesk.services.change_settings import ChangeSettings
from clerkdesk.ui import theme
from clerkdesk.ui.backup.build import build_backup
from clerkdesk.ui.directory.build import build_directory
from clerkdesk.ui.dispatch.build import build_paper_rules
from clerkdesk.ui.mail.build import build_mail_settings
from clerkdesk.ui.memory import DARK, UiMemory
from clerkdesk.ui.scan.build import build_scan_profiles
from clerkdesk.ui.settings.access_log_page import AccessLogPage
from clerkdesk.ui.settings.access_page import AccessPage
from clerkdesk.ui.settings.access_presenter import AccessPresenter
from clerkdesk.ui.settings.bases_page import BasesPage
from clerkdesk.ui.settings.bases_presenter import BasesPresenter
from clerkdesk.ui.settings.calendar_page import CalendarPage
from clerkdesk.ui.settings.calendar_presenter import CalendarPresenter
from clerkdesk.ui.settings.formats_page import FormatsPage
from clerkdesk.ui.settings.formats_presenter import FormatsPresenter
from clerkdesk.ui.settings.forwarding_page import ForwardingPage
from clerkdesk.ui.settings.forwarding_presenter import ForwardingPresenter
from clerkdesk.ui.settings.import_card import ImportCard
from clerkdesk.ui.settings.lock_card import LockCard
from clerkdesk.ui.settings.packet_signing_card import PacketSigningCard
from clerkdesk.ui.settings.paper_keys_card import PaperKeysCard
from clerkdesk.ui.settings.presenter import SettingsPresenter
from clerkdesk.ui.settings.sections import Section
from clerkdesk.ui.settings.signing_time_card import SigningTimeCard
from clerkdesk.ui.settings.time_stamp_card import TimeStampCard
from clerkdesk.ui.settings.view import SettingsView
from clerkdesk.ui.surroundings import Surroundings
from clerkdesk.ui.sync.build import build_sync
from clerkdesk.ui.trust.build import build_trust

DIRECTORY = "directory"
"""The section of the agencies; forms and wizards lead there."""
BACKUP = "backup"
"""The section of backups; reminders lead there."""
MAIL = "mail"
"""The section of the official mailbox; its chip and its errors lead there."""
SYNC = "sync"
"""The section of line and sticks."""
TRUST = "trust"
"""The section of who is believed; dropped trust files lead there."""


def build_settings(around: Surroundings) -> SettingsView:
    """What the office and this clerk can change."""
    desk, window = around.desk, around.window
    presenter = SettingsPresenter(desk, ChangeSettings(desk.store), around.server, around.jobs)
    dark = around.memory.get(DARK) is True
    signing_time = SigningTimeCard(desk, around.jobs)
    signing_time.kept.connect(window.show_notice)
    signing_time.failed.connect(window.show_error)
    stamps = TimeStampCard(desk, around.jobs)
    stamps.kept.connect(window.show_notice)
    stamps.failed.connect(window.show_error)
    packets = PacketSigningCard(desk, around.jobs)
    packets.kept.connect(window.show_notice)
    packets.failed.connect(window.show_error)
    lock = LockCard(around.memory)
    lock.kept.connect(window.show_notice)
    keys = PaperKeysCard(desk, around.jobs, around.print_pdf)
    keys.kept.connect(window.show_notice)
    keys.failed.connect(window.show_error)
    view = SettingsView(
        presenter,
        desk.person,
        window,
        dark=dark,
        sections=_sections(around),
        beside_pictures=[signing_time, stamps, packets],
        beside_look=[lock],
        beside_people=[keys],
    )
    presenter.setParent(view)
    presenter.facts_changed.connect(lambda facts: window.set_office(facts.office.short_name))
    presenter.connected.connect(around.ways.connected)
    view.dark_wanted.connect(lambda dark: _set_dark(around.memory, dark))
    return view


def _sections(around: Surroundings) -> list[Section]:
    """Sections beside the office's own facts; each is built when it is first shown."""
    return [
        Section(BACKUP, N_("Sao lưu, khôi phục"), lambda: build_backup(around)),
        Section(SYNC, N_("Đồng bộ, USB"), lambda: build_sync(around)),
        Section("calendar", N_("Giờ làm việc, ngày nghỉ"), lambda: _calendar(around)),
        Section("forwarding", N_("Nhóm chuyển, thời hạn"), lambda: _forwarding(around)),
        Section("formats", N_("Định dạng tệp, nhắc việc"), lambda: _formats(around)),
        Section("access", N_("Quyền xem, người thay"), lambda: _access(around)),
        Section("access_log", N_("Nhật ký truy cập"), lambda: _access_log(around)),
        Section("bases", N_("Căn cứ, quy chế"), lambda: _bases(around)),
        Section(DIRECTORY, N_("Danh bạ cơ quan"), lambda: build_directory(around)),
        Section(TRUST, N_("Danh sách tin cậy"), lambda: build_trust(around)),
        Section("imports", N_("Nhập sổ cũ"), lambda: _imports(around)),
        Section(MAIL, N_("Thư điện tử công vụ"), lambda: build_mail_settings(around)),
        Section("scan", N_("Cấu hình quét"), lambda: build_scan_profiles(around)),
        Section("paper", N_("Gửi giấy, nơi nhận"), lambda: build_paper_rules(around)),
    ]


def _calendar(around: Surroundings) -> CalendarPage:
    presenter = CalendarPresenter(around.desk, around.jobs)
    page = CalendarPage(presenter, around.window, around.memory)
    presenter.setParent(page)
    return page


def _forwarding(around: Surroundings) -> ForwardingPage:
    presenter = ForwardingPresenter(around.desk, around.jobs)
    page = ForwardingPage(presenter, around.window, around.memory)
    presenter.setParent(page)
    presenter.lists_changed.connect(around.ways.office_changed)
    return page


def _formats(around: Surroundings) -> FormatsPage:
    presenter = FormatsPresenter(around.desk, around.jobs)
    page = FormatsPage(presenter, around.window, around.memory)
    presenter.setParent(page)
    return page


def _access(around: Surroundings) -> AccessPage:
    presenter = AccessPresenter(around.desk, around.jobs)
    page = AccessPage(presenter, around.window)
    presenter.setParent(page)
    return page


def _access_log(around: Surroundings) -> AccessLogPage:
    return AccessLogPage(around.desk, around.jobs, around.window, around.memory)


def _imports(around: Surroundings) -> ImportCard:
    ways, card = around.ways, ImportCard()
    card.incoming_wanted.connect(lambda: ways.import_register(Direction.INCOMING))
    card.outgoing_wanted.connect(lambda: ways.import_register(Direction.OUTGOING))
    card.directory_wanted.connect(ways.show_directory)
    return card


def _bases(around: Surroundings) -> BasesPage:
    presenter = BasesPresenter(around.desk, around.jobs)
    page = BasesPage(presenter, around.jobs, around.window, around.memory)
    presenter.setParent(page)
    return page


def _set_dark(memory: UiMemory, dark: bool) -> None:
    memory.put(DARK, dark)
    application = QApplication.instance()
    if isinstance(application, QApplication):
        theme.apply(application, dark=dark)
