"""Read and change the legal bases and the office's own rules (S05, S15)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from clerkdesk.domain.attachments import PDF, FileRole, is_pdf
from clerkdesk.domain.errors import InvalidEntry, UnsupportedFile
from clerkdesk.domain.legal_bases import USUAL_BASES, BasisKind, LegalBasis, basis_problems, cited
from clerkdesk.domain.people import Person
from clerkdesk.domain.plain import from_plain, plain_fields
from clerkdesk.domain.rights import Right, demand
from clerkdesk.ports.store import Store
from clerkdesk.services.stored_file import stored
from clerkdesk.services.typed_values import day, text

_SETTING = "legal_bases"


class LegalBases:
    """The list as it stands in the office's settings; the usual one until it was changed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> Sequence[LegalBasis]:
        """Every text, in the order of the list."""
        rows = self._store.settings.get(_SETTING)
        if not isinstance(rows, list):
            return USUAL_BASES
        return [from_plain(LegalBasis, row) for row in rows]

    def cited(self, topic: str, on: date) -> str:
        """What a form about `topic` cites on that day."""
        return cited(self.all(), topic, on)

    def put(self, basis_id: str, values: dict[str, object], by: Person) -> LegalBasis:
        """Change the text `basis_id`, or add it where the list has none of that name.

        Raises:
            InvalidEntry, NotAllowed: nothing was changed.
        """
        demand(by, Right.SETTINGS)
        if wrong := basis_problems(values):
            raise InvalidEntry(wrong)
        bases = list(self.all())
        old = next((basis for basis in bases if basis.basis_id == basis_id), None)
        basis = LegalBasis(
            basis_id=basis_id,
            kind=BasisKind(text(values, "kind")),
            name=text(values, "name"),
            valid_from=day(values, "valid_from"),
            valid_to=day(values, "valid_to"),
            topic=text(values, "topic"),
            note=text(values, "note"),
            file=old.file if old else None,
        )
        if old is None:
            bases.append(basis)
        else:
            bases[bases.index(old)] = basis
        self._keep(bases, by)
        return basis

    def put_file(self, basis_id: str, name: str, content: bytes, by: Person) -> LegalBasis:
        """Keep the text itself, a PDF, beside its line.

        Raises:
            UnsupportedFile: it is no PDF.
            NotAllowed, DiskFull: nothing was changed.
        """
        demand(by, Right.SETTINGS)
        if not is_pdf(content):
            raise UnsupportedFile(name, "PDF")
        bases = list(self.all())
        place = next(n for n, basis in enumerate(bases) if basis.basis_id == basis_id)
        file = stored(self._store.files, name, PDF, FileRole.MAIN, content)
        bases[place] = replace(bases[place], file=file)
        self._keep(bases, by)
        return bases[place]

    def remove(self, basis_id: str, by: Person) -> Sequence[LegalBasis]:
        """Take a line out of the list; its file stays in the store. Gives the list before.

        Raises:
            NotAllowed
        """
        demand(by, Right.SETTINGS)
        before = self.all()
        self._keep([basis for basis in before if basis.basis_id != basis_id], by)
        return before

    def restore(self, bases: Sequence[LegalBasis], by: Person) -> None:
        """Put a whole list back, as undo does.

        Raises:
            NotAllowed
        """
        demand(by, Right.SETTINGS)
        self._keep(bases, by)

    def _keep(self, bases: Sequence[LegalBasis], by: Person) -> None:
        rows = [plain_fields(basis) for basis in bases]
        self._store.settings.put(_SETTING, rows, by.login)
