"""What every import of a spreadsheet does alike: reads the file, writes out the wrong rows."""

from collections.abc import Sequence
from pathlib import Path

from clerkdesk.domain.table_rows import RowProblem
from clerkdesk.ports.tables import Workbook
from clerkdesk.services.desk import Desk
from clerkdesk.services.import_directory import errors_table
from clerkdesk.ui.chosen_file import read_file
from clerkdesk.ui.importing.task import Step


class OfTables:
    """Half of an `ImportTask`; the other half knows what the rows are."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read(self, path: Path, step: Step) -> Workbook:
        """The tables of a file."""
        return self._desk.devices.tables.read(path.name, read_file(path), step)

    def errors(self, titles: Sequence[str], problems: Sequence[RowProblem]) -> bytes:
        """The wrong rows as an xlsx file."""
        return errors_table(self._desk.devices.tables, titles, problems)
