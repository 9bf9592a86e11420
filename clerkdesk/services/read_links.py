"""What was read, held against the books: numbers that it cites, a ký hiệu that its type denies."""

from collections.abc import Sequence
from dataclasses import dataclass

from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.numbering import parse_code
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.reading import ReadDocument
from clerkdesk.domain.series import notation_speaks_for
from clerkdesk.domain.texts import N_, _
from clerkdesk.ports.store import Store
from clerkdesk.services.office_rules import OfficeRules

_MOST = 20
_OTHER_TYPE = N_("Ký hiệu «{notation}» là của {meant}, nhưng tên loại đọc được là {read}.")


@dataclass(frozen=True, slots=True)
class CitedLink:
    """A number in the text that stands in one of the office's books."""

    code: str
    incoming: Incoming | None = None
    outgoing: Outgoing | None = None


class HoldAgainstBooks:
    """Looks up what a read document names."""

    def __init__(self, store: Store, rules: OfficeRules) -> None:
        self._store = store
        self._rules = rules

    def links(self, reading: ReadDocument) -> Sequence[CitedLink]:
        """The cited documents that are in the books, in the order of the text."""
        cited = reading.fields.get("citations")
        codes = cited.value if cited is not None and isinstance(cited.value, tuple) else ()
        found = [self._link(str(code)) for code in codes[:_MOST]]
        return [link for link in found if link is not None]

    def remark(self, reading: ReadDocument) -> str:
        """A sentence where ký hiệu and type do not go together; else empty."""
        notation, doc_type = (
            str(reading.fields[name].value) if name in reading.fields else ""
            for name in ("code_notation", "doc_type")
        )
        if not notation or not doc_type:
            return ""
        meant = notation_speaks_for(notation, self._rules.doc_types())
        if meant is None or meant.name.casefold() == doc_type.casefold():
            return ""
        return _(_OTHER_TYPE).format(notation=notation, meant=meant.name, read=doc_type)

    def _link(self, text: str) -> CitedLink | None:
        code = parse_code(text)
        if code is None:
            return None
        came = [
            document
            for document in self._store.incoming.by_code(code)
            if document.state is not IncomingState.CANCELLED
        ]
        if came:
            return CitedLink(text, incoming=came[0])
        sent = self._store.outgoing.by_code(code.code_number, code.code_notation, None)
        return None if sent is None else CitedLink(text, outgoing=sent)
