"""Says that a document was signed for, with the way back for a slip of the hand."""

from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.texts import _
from clerkdesk.ui.incoming.handling_presenter import HandlingPresenter
from clerkdesk.ui.shell.workplaces import Shell


def tell_receipts(handling: HandlingPresenter, shell: Shell) -> None:
    """Tell of each signature for receipt given through `handling`."""

    def say(document: Incoming, person: str) -> None:
        words = _("{person} đã ký nhận văn bản số đến {number}.")
        shell.show_notice(
            words.format(person=person, number=document.shown_number),
            action=_("Hoàn tác"),
            pressed=lambda: handling.withdraw_receipt(document.uid, person),
        )

    handling.received.connect(say)
