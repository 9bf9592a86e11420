"""The card beside a register: what is shown scrolls, what can be done stays in sight at its foot."""

from clerkdesk.ui.scrolling_card import ScrollingCard

_MARGIN, _NARROWEST, _LOWEST = 12, 250, 72


class PreviewFrame(ScrollingCard):
    """Never narrower than its buttons need."""

    def __init__(self) -> None:
        super().__init__(margin=_MARGIN, lowest=_LOWEST)
        self.setMinimumWidth(_NARROWEST)
