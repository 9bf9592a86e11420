"""Composition root: the one file that knows every class. Late imports keep the start quick."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_config_path, user_data_path, user_state_path

from clerkdesk.ports.program import DeviceSetup, Places, WindowArguments

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from clerkdesk.adapters.verify.trust_folder import TrustFolder
    from clerkdesk.domain.agencies import Office
    from clerkdesk.domain.errors import ClerkError
    from clerkdesk.domain.people import Person
    from clerkdesk.ports.bundles import BundleFiles
    from clerkdesk.ports.documents import PdfDesk
    from clerkdesk.ports.exchange import Hub, PacketCodec
    from clerkdesk.ports.pages import PageWorkshop
    from clerkdesk.ports.scanner import Scanner
    from clerkdesk.ports.signing import SignatureChecker, Tokens
    from clerkdesk.ports.store import NewStore, OpenedStore, Store
    from clerkdesk.ports.tables import Tables
    from clerkdesk.ports.trust import TrustPress, TrustStore
    from clerkdesk.ports.vault import Vault
    from clerkdesk.services.connect_server import ConnectServer
    from clerkdesk.services.desk import Desk, Devices
    from clerkdesk.services.mail_setting import MailDevices
    from clerkdesk.services.province_line import ProvinceLine
    from clerkdesk.ui.jobs import Jobs
    from clerkdesk.ui.memory import UiMemory
    from clerkdesk.ui.open_office import ReadyOffice
    from clerkdesk.ui.opening import Opening
    from clerkdesk.ui.program import ProgramParts

EXIT_WHEN_READY = "CLERKDESK_EXIT_WHEN_READY"
"""Set by the start-up benchmark: end as soon as the first window can be used."""

_NAME = "clerkdesk"
_CHOSEN_FOLDER = "data.folder"
"""Remembered where the first start put the data elsewhere than usual."""


def usual_places(folder: Path | None = None) -> Places:
    """Where an office's data lies: `folder`, else what was chosen at the first start, else the
    usual place of this account."""
    from clerkdesk.adapters.preferences.file_memory import FileMemory

    memory = user_config_path(_NAME, appauthor=False) / "window.json"
    chosen = FileMemory(memory).get(_CHOSEN_FOLDER)
    if folder is None and isinstance(chosen, str):
        folder = Path(chosen)
    return Places(
        folder=folder or user_data_path(_NAME, appauthor=False),
        marks=user_state_path(_NAME, appauthor=False) / "marks",
        memory=memory,
    )


def clock() -> datetime:
    """The time now, aware."""
    return datetime.now(UTC)


# --- parts -----------------------------------------------------------------------------------------


def build_page_workshop() -> PageWorkshop:
    """OCR and page work, in a child process."""
    from clerkdesk.adapters.pages.child_workshop import ChildPageWorkshop

    return ChildPageWorkshop()


def build_pdf_desk() -> PdfDesk:
    """Work on PDF files, in a child process."""
    from clerkdesk.adapters.pdf.desk import ChildPdfDesk

    return ChildPdfDesk()


def build_scanner(
    drivers: Sequence[str] = ("twain", "sane", "escl", "folder", "virtual"),
    folder: Path | None = None,
) -> Scanner:
    """The scanner drivers, in a child process."""
    from clerkdesk.adapters.scanner.child_scanner import ChildScanner

    return ChildScanner(drivers=drivers, folder=folder)


def build_checker(anchors: Sequence[Path] = (), crls: Sequence[Path] = ()) -> SignatureChecker:
    """The signature checker on this account's trust bundle, with more anchors and CRLs."""
    from clerkdesk.adapters.verify.checker import ChildSignatureChecker
    from clerkdesk.adapters.verify.trust import read_bundle, read_given

    bundle = read_bundle(usual_places().trust)
    return ChildSignatureChecker(bundle.joined(read_given(anchors, crls)))


def build_trust() -> TrustStore:
    """Whom this account's checker believes."""
    return _trust(usual_places())


def build_trust_press() -> TrustPress:
    """What a province makes trust lists with."""
    from clerkdesk.adapters.verify.trust_press import FileTrustPress

    return FileTrustPress()


def build_tokens() -> Tokens:
    """Every token module that is installed here."""
    from clerkdesk.adapters.token.installed import installed_modules

    return _tokens(installed_modules(), {}, _trust(usual_places()))


def build_tables() -> Tables:
    """Spreadsheets."""
    from clerkdesk.adapters.tables.tables import SpreadsheetTables

    return SpreadsheetTables()


def build_bundles() -> BundleFiles:
    """Bundles on a stick."""
    from clerkdesk.adapters.bundle.sealed_file import SealedBundles

    return SealedBundles()


def build_codec() -> PacketCodec:
    """edXML."""
    from clerkdesk.adapters.exchange.codec import EdxmlCodec

    return EdxmlCodec()


def build_vault(places: Places) -> Vault:
    """The encrypted store of `places`."""
    from clerkdesk.adapters.keys.os_key_store import OsKeyStore
    from clerkdesk.adapters.store.vault import FileVault

    return FileVault(places.store, places.marks, OsKeyStore(), clock)


def build_devices(places: Places, setup: DeviceSetup) -> Devices:
    """Everything outside the store; nothing is started before it is used."""
    from clerkdesk.adapters.exchange.xml_signature import XmlPacketSignatures
    from clerkdesk.adapters.office_files.row_files import OfficeTableFiles
    from clerkdesk.adapters.printing.printer import StoryPrinter
    from clerkdesk.adapters.verify.checker import ChildSignatureChecker
    from clerkdesk.adapters.verify.crl_source import HttpCrlSource
    from clerkdesk.services.desk import Devices

    printer = StoryPrinter()
    trust = _trust(places)
    return Devices(
        scanner=build_scanner(setup.scanner_drivers, places.watched),
        workshop=build_page_workshop(),
        reader=build_page_workshop(),
        pdf_desk=build_pdf_desk(),
        tokens=_tokens(setup.token_modules, setup.token_environment, trust),
        checker=ChildSignatureChecker(trust.bundle),
        trust=trust,
        crl_source=HttpCrlSource(),
        codec=build_codec(),
        packet_signatures=XmlPacketSignatures(),
        printer=printer,
        tables=build_tables(),
        table_files=OfficeTableFiles(printer),
        mail=build_mail(),
        bundles=build_bundles(),
        new_key=partial(os.urandom, 32),
    )


def build_mail() -> MailDevices:
    """Mails, mail servers, and where their password is kept."""
    from clerkdesk.adapters.keys.os_key_store import OsKeyStore
    from clerkdesk.adapters.mail.codec import MailFiles
    from clerkdesk.adapters.mail.servers import WireMailServers
    from clerkdesk.services.legacy_tables import legacy_reader
    from clerkdesk.services.mail_setting import MailDevices

    return MailDevices(MailFiles(legacy_reader), WireMailServers(), OsKeyStore())


def build_connect(store: Store) -> ConnectServer:
    """This desk's way to the province server."""
    from clerkdesk.adapters.hub.desk_key import new_device_key
    from clerkdesk.adapters.hub.http_hub import HttpHub
    from clerkdesk.services.connect_server import ConnectServer

    return ConnectServer(store, HttpHub, new_device_key)


def build_line(desk: Desk, connect: ConnectServer) -> ProvinceLine:
    """Meetings with the province, and waiting for its news between them."""
    from clerkdesk.adapters.hub.read_roots import holds
    from clerkdesk.services.check_province_log import CheckProvinceLog
    from clerkdesk.services.move_files import MoveFiles, Vain
    from clerkdesk.services.province_line import ProvinceLine
    from clerkdesk.services.sync import SyncNow
    from clerkdesk.services.take_in import TakeIn

    take_in, vain = TakeIn(desk.store, desk.devices.codec, desk.notify), Vain(time.monotonic)

    def syncing(hub: Hub) -> SyncNow:
        files = MoveFiles(desk.store, hub, desk.line, clock, time.monotonic, vain)
        return SyncNow(desk.store, hub, take_in, clock, desk.guard_clock.heard, files, desk.line)

    check, cursor = CheckProvinceLog(desk.store, holds, clock), desk.store.ops.cursor
    return ProvinceLine(connect, syncing, desk.carry, check, cursor, time.monotonic)


def create_office(places: Places, office: Office, people: Mapping[Person, str]) -> NewStore:
    """First start: the store with the usual rules of a commune.

    Raises:
        StoreExists, DiskFull: nothing was left behind.
    """
    from clerkdesk.adapters.pages.doc_types import load_doc_types
    from clerkdesk.adapters.preferences.usual_suggestions import load_suggestions
    from clerkdesk.domain.office_hours import usual_calendar
    from clerkdesk.services.set_up import SetUpOffice, UsualRules

    rules = UsualRules(load_doc_types(), usual_calendar(), load_suggestions())
    return SetUpOffice(build_vault(places), rules)(office, people)


def open_store(folder: Path | None, login: str, password: str) -> OpenedStore:
    """Unlock the store; `folder` None is the office's usual place.

    Raises:
        StoreMissing, WrongPassword, StoreDamaged, StoreNotEncrypted, StoreInUse
    """
    return build_vault(usual_places(folder)).unlock(login, password)


# --- the window ------------------------------------------------------------------------------------


def run_window(arguments: WindowArguments | None = None) -> int:
    """Show the window until it is closed; returns the exit code."""
    arguments = arguments or WindowArguments()
    if arguments.demo:
        return run_demo(Path("build/demo"), headless=False)
    from clerkdesk.ui.program import run

    parts = program_parts(usual_places(arguments.folder), _office_devices)
    return run(parts, exit_when_ready=bool(os.environ.get(EXIT_WHEN_READY)))


def run_demo(build: Path, headless: bool) -> int:
    """The demo office: a window on it, or, without a screen, its main job done by itself."""
    from clerkdesk.demo.builders import Builders
    from clerkdesk.demo.demonstrate import demonstrate

    builders = Builders(
        create_office, build_vault, build_connect, open_office, program_parts, clock
    )
    return demonstrate(build.resolve(), builders, headless=headless)


def program_parts(places: Places, setup: Callable[[], DeviceSetup]) -> ProgramParts:
    """What the window program is made of; what only an open office needs is loaded when it opens."""
    from clerkdesk.adapters.preferences.file_memory import FileMemory
    from clerkdesk.ui.program import ProgramParts

    memory, chosen = FileMemory(places.memory), [places]

    def create(folder: Path, office: Office, people: Mapping[Person, str]) -> NewStore:
        made = create_office(replace(places, folder=folder), office, people)
        if folder != places.folder:
            chosen[0] = replace(places, folder=folder)
            memory.put(_CHOSEN_FOLDER, str(folder))
        return made

    def opening(jobs: Jobs) -> Opening:
        from clerkdesk.adapters.store.slot_file import machine_may_open, store_is_here

        if not store_is_here(places.store):
            from clerkdesk.ui.setup.first_start import first_start

            return first_start(create, _enter_as_clerk, places.folder, jobs, memory)
        from clerkdesk.ui.setup.login import login

        by_machine = machine_may_open(places.store)
        return login(
            lambda name, password: build_vault(places).unlock(name, password),
            lambda key: build_vault(places).unlock_with_recovery_key(key),
            jobs,
            memory,
            (lambda: _unlock_by_machine(places, memory)) if by_machine else None,
            lambda shares: build_vault(places).unlock_with_shares(shares),
        )

    def restoring(jobs: Jobs) -> Opening:
        from clerkdesk.ui.setup.restore import restore

        return restore(build_vault(places), jobs, memory)

    return ProgramParts(
        opening=opening,
        memory=memory,
        fonts=shipped_fonts(),
        open_office=lambda opened: open_office(opened, chosen[0], setup()),
        print_key=_print_key,
        restoring=restoring,
    )


def _unlock_by_machine(places: Places, memory: UiMemory) -> OpenedStore:
    """Open with this machine's key, as the clerk who worked here last; never as administrator.

    Raises:
        KeyStoreLost, StoreDamaged, StoreInUse
    """
    from clerkdesk.domain.people import Role
    from clerkdesk.ports.store import OpenedStore
    from clerkdesk.ui.opening import LAST_LOGIN

    store = build_vault(places).unlock_with_key_store()
    clerks = [person for person in store.accounts.people() if Role.CLERK in person.roles]
    last = memory.get(LAST_LOGIN)
    return OpenedStore(store, next((p for p in clerks if p.login == last), clerks[0]))


def _enter_as_clerk(new: NewStore) -> OpenedStore:
    """The first start ends at the clerk's desk; the administrator logs in to set something up."""
    from clerkdesk.domain.people import Role
    from clerkdesk.ports.store import OpenedStore

    clerk = next(p for p in new.store.accounts.people() if Role.CLERK in p.roles)
    return OpenedStore(new.store, clerk)


def open_office(opened: OpenedStore, places: Places, setup: DeviceSetup) -> ReadyOffice:
    """The office behind an opened store, ready for a window."""
    from clerkdesk.services.desk import open_desk
    from clerkdesk.ui.open_office import ReadyOffice

    desk = open_desk(opened.store, opened.person, build_devices(places, setup), clock)
    connect = build_connect(opened.store)
    return ReadyOffice(desk, connect, build_line(desk, connect))


def _print_key(
    key: str, office: str, jobs: Jobs, failed: Callable[[ClerkError], None], parent: QWidget
) -> None:
    import platform

    from clerkdesk.adapters.printing.printer import StoryPrinter
    from clerkdesk.domain.clock import VIETNAM_TIME
    from clerkdesk.ui.printing import PrintPdf

    values = {
        "recovery_key": key,
        "organisation": office,
        "made_at": f"{clock().astimezone(VIETNAM_TIME):%H:%M %d/%m/%Y}",
        "made_by": "",
        "computer": platform.node(),
    }
    pdf = StoryPrinter().sheet("recovery_key", values)
    PrintPdf(build_pdf_desk(), jobs, failed, parent)("recovery-key.pdf", pdf)


def _office_devices() -> DeviceSetup:
    from clerkdesk.adapters.token.installed import installed_modules

    return DeviceSetup(token_modules=installed_modules())


def _tokens(modules: Sequence[Path], environment: Mapping[str, str], trust: TrustFolder) -> Tokens:
    from clerkdesk.adapters.token.tokens import ChildTokens, Proof

    def proof() -> Proof:
        """What signatures here are judged by: one source, so that none is proved by what is not believed."""
        bundle = trust.bundle()
        return Proof((*bundle.roots, *bundle.intermediates), bundle.crls)

    return ChildTokens(modules, environment=environment, proof=proof)


def _trust(places: Places) -> TrustFolder:
    from clerkdesk.adapters.verify.trust_folder import TrustFolder

    return TrustFolder(places.trust, places.marks)


def shipped_fonts() -> Sequence[Path]:
    """Fonts that ship with the program, where they are here."""
    from clerkdesk.process.resources import ResourceMissing, font_file

    found = []
    for name in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf"):
        try:
            found.append(font_file(name))
        except ResourceMissing:
            continue
    return found
