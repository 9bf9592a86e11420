"""What presenters say, in order: every signal of interest lands in one list."""

from PySide6.QtCore import QObject


class Heard:
    """Listens to the named signals; `said` holds (name, arguments...), `of` those of one signal."""

    def __init__(self, speaker: QObject, *names: str) -> None:
        self.said: list[tuple[object, ...]] = []
        for name in names:
            getattr(speaker, name).connect(self._listener(name))

    def of(self, name: str) -> list[tuple[object, ...]]:
        """The arguments of every time that `name` was heard."""
        return [what[1:] for what in self.said if what[0] == name]

    def last(self, name: str) -> object:
        """The only argument of the last time."""
        return self.of(name)[-1][0]

    def names(self) -> list[object]:
        """What was heard, without arguments."""
        return [what[0] for what in self.said]

    def _listener(self, name: str):  # type: ignore[no-untyped-def] # a slot of any signature
        return lambda *arguments: self.said.append((name, *arguments))
