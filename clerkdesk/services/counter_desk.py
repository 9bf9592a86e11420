"""The use cases of the one-stop counter, together: what a screen of Một cửa needs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from clerkdesk.ports.documents import FormPrinter
from clerkdesk.ports.store import Store
from clerkdesk.ports.tables import Tables
from clerkdesk.services.guard_clock import GuardClock
from clerkdesk.services.import_procedures import KeepProcedures
from clerkdesk.services.keep_dossier import KeepDossier
from clerkdesk.services.legacy_tables import legacy_reader
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.services.one_stop_rules import KeepOneStopRules
from clerkdesk.services.print_dossier import PrintDossier
from clerkdesk.services.read_batch import BindBatch


@dataclass(frozen=True, slots=True)
class CounterDesk:
    """Made by `open_counter_desk`."""

    dossier: KeepDossier
    procedures: KeepProcedures
    rules: KeepOneStopRules
    prints: PrintDossier


def open_counter_desk(
    store: Store,
    bind: BindBatch,
    tables: Tables,
    printer: FormPrinter,
    clock: Callable[[], datetime],
    guard: GuardClock,
) -> CounterDesk:
    """Ready every use case of the counter on a store as an account may see it."""
    return CounterDesk(
        KeepDossier(store, OfficeRules(store.settings), bind, clock, guard),
        KeepProcedures(store, tables, legacy_reader),
        KeepOneStopRules(store.settings),
        PrintDossier(store, printer),
    )
