"""Files that give no pages do not keep those behind them from becoming pages."""

from pathlib import Path

from clerkdesk.domain.errors import AllFilesLeftOut, ClerkError, FilesLeftOut, PdfIsDocument

_SHOWN = 3


class LeftOut:
    """What was wrong with which file of a run, said when all are through."""

    def __init__(self) -> None:
        self._met: list[tuple[Path, ClerkError]] = []

    def __bool__(self) -> bool:
        return bool(self._met)

    def note(self, file: Path, error: ClerkError) -> None:
        """This file gave no pages, or not all."""
        self._met.append((file, error))

    def said(self, *, pages: int) -> FilesLeftOut:
        """All of them as one message; `pages` came of the others."""
        names = [file.name for file, _error in self._met]
        shown = ", ".join(f"«{name}»" for name in names[:_SHOWN])
        kind = FilesLeftOut if pages else AllFilesLeftOut
        return kind(
            count=len(names),
            shown=shown + (", …" if len(names) > _SHOWN else ""),
            why=str(self._met[0][1]).rstrip("."),
            files=names,
            documents=[str(file) for file, e in self._met if isinstance(e, PdfIsDocument)],
        )
