"""Where a workplace wanted to send the clerk, in order."""


class HeardWays:
    """`Ways` that only remembers: (name of the way, what it was given)."""

    def __init__(self) -> None:
        self.gone: list[tuple[str, object]] = []

    def __getattr__(self, way: str) -> object:
        return lambda what=None: self.gone.append((way, what))
