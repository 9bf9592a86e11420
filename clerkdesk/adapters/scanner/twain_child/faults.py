"""What can go wrong, in words of our own: the side that speaks Vietnamese knows them."""

from collections.abc import Mapping

# Condition codes (TWCC_*) of the TWAIN specification 2.4, chapter 11.
_OF_CONDITION = {
    3: "no_device",  # NODS
    4: "busy",  # MAXCONNECTIONS
    16: "denied",  # DENIED
    20: "jam",  # PAPERJAM
    21: "double_feed",  # PAPERDOUBLEFEED
    23: "offline",  # CHECKDEVICEONLINE
    24: "cover",  # INTERLOCK
    25: "corner",  # DAMAGEDCORNER
    26: "focus",  # FOCUSERROR
    27: "too_light",  # DOCTOOLIGHT
    28: "too_dark",  # DOCTOODARK
    29: "empty",  # NOMEDIA
    2: "memory",  # LOWMEMORY
}


class Fault(Exception):
    """A failure with a name; `code` is the TWAIN condition where there is one."""

    def __init__(self, name: str, code: int = 0) -> None:
        super().__init__(name, code)
        self.name = name
        self.code = code

    @classmethod
    def of_condition(cls, code: int) -> "Fault":
        """The fault that a condition code means; «failed» for those that tell nothing."""
        return cls(_OF_CONDITION.get(code, "failed"), code)

    def plain(self) -> Mapping[str, object]:
        """As the other side reads it: an error of its own that carries the name."""
        return {"type": "TwainFault", "values": {"fault": self.name, "code": self.code}}
