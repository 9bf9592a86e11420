"""`ports.list_files.TableFiles`: one list as xlsx, docx, csv, or as PDF by the office's own printer."""

from clerkdesk.adapters.office_files.comma_text import comma_text
from clerkdesk.adapters.office_files.word_table import word_table
from clerkdesk.adapters.office_files.workbook import workbook
from clerkdesk.ports.documents import FormPrinter, FormTable
from clerkdesk.ports.list_files import FileKind, FileTable


class OfficeTableFiles:
    """Works in the caller's thread: what it writes is the office's own content."""

    def __init__(self, printer: FormPrinter) -> None:
        self._printer = printer

    def write(self, kind: FileKind, table: FileTable) -> bytes:
        """As `TableFiles.write`."""
        match kind:
            case FileKind.XLSX:
                return workbook(table)
            case FileKind.DOCX:
                return word_table(table)
            case FileKind.CSV:
                return comma_text(table)
            case FileKind.PDF:
                columns = list(zip(table.titles, table.widths, strict=True))
                form = FormTable(columns, table.rows)
                return self._printer.register(table.title, table.subtitle, form, table.mark)
