"""Makes editors of recipients that know the directory, the groups, and what has expired."""

from collections.abc import Sequence

from clerkdesk.domain.outgoing import Recipient
from clerkdesk.ui.forms.recipients import RecipientsEditor
from clerkdesk.ui.jobs import Lane
from clerkdesk.ui.surroundings import Surroundings


class RecipientBook:
    """What stands behind «Nơi nhận» in every form of an open office."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around

    def editor(self) -> RecipientsEditor:
        """A new editor."""
        lists = self._around.lists
        return RecipientsEditor(
            lambda text: lists().find_recipients(text),
            groups=lambda: lists().groups,
            save_group=self._save_group,
            expired=lambda place: lists().expired(place),
            old_name=lambda typed, place: lists().old_name(typed, place),
        )

    def member_editor(self) -> RecipientsEditor:
        """A new editor for the members of a group, which is kept by the page around it."""
        lists = self._around.lists
        return RecipientsEditor(
            lambda text: lists().find_recipients(text),
            expired=lambda place: lists().expired(place),
            old_name=lambda typed, place: lists().old_name(typed, place),
        )

    def _save_group(self, name: str, members: Sequence[Recipient]) -> None:
        desk, ways = self._around.desk, self._around.ways
        self._around.jobs.run(
            Lane.STORE,
            lambda: desk.paper_rules.save_group(name, members, desk.person),
            done=lambda _nothing: ways.office_changed(),
            failed=self._around.window.show_error,
        )
