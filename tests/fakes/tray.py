"""A tray that remembers what it showed."""


class FakeTray:
    """`ui.shell.tray.Tray` without a desktop."""

    def __init__(self, *, available: bool = True) -> None:
        self.available = available
        self.messages: list[tuple[str, str, bool]] = []
        self.counter = (0, False)
        self.closed = False

    def show_message(self, title: str, text: str, *, urgent: bool) -> None:
        self.messages.append((title, text, urgent))

    def set_counter(self, number: int, urgent: bool) -> None:
        self.counter = (number, urgent)

    def close(self) -> None:
        self.closed = True
