"""How far the office's signatures are proved: the level, and who seals their time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.domain.tokens import SignatureKind, SignatureLevel
from clerkdesk.ports.signing import Stamps
from clerkdesk.ports.store import Settings

STAMPS = "signature_stamps"
GOVERNMENT_AUTHORITY = "http://tsa.ca.gov.vn"
"""The authority of Ban Cơ yếu Chính phủ (DOMAIN 3.3); proposed, never asked unless it is chosen."""


def read_stamps(settings: Settings) -> Stamps:
    """What is put beside each signature; nothing where the office has chosen nothing."""
    stored = settings.get(STAMPS)
    if not isinstance(stored, Mapping):
        return Stamps()
    addresses = stored.get("authorities")
    names = addresses if isinstance(addresses, list) else []
    return Stamps(SignatureLevel(stored.get("level", "B-B")), tuple(str(name) for name in names))


def stamps_for(kind: SignatureKind, settings: Settings) -> Stamps:
    """What is put beside a signature of `kind`.

    The leader's gets its time at most: number and seal are still to come, and what proves and seals
    the whole file belongs behind them.
    """
    stamps = read_stamps(settings)
    if kind is SignatureKind.PERSON and stamps.level is not SignatureLevel.B_B:
        return replace(stamps, level=SignatureLevel.B_T)
    return stamps


class ChangeStamps:
    """Changes the level and the list of authorities."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self, level: SignatureLevel, authorities: Sequence[str], by: Person) -> Stamps:
        """Store them; empty lines are left out.

        Raises:
            NotAllowed, InvalidEntry, DiskFull: nothing was changed.
        """
        demand(by, Right.SETTINGS)
        addresses = [address.strip() for address in authorities if address.strip()]
        for address in addresses:
            if not address.startswith(("http://", "https://")) or " " in address:
                raise InvalidEntry(
                    {
                        "authorities": _(
                            "Địa chỉ «{address}» phải bắt đầu bằng http:// hoặc https://."
                        ).format(address=address)
                    }
                )
        if level is not SignatureLevel.B_B and not addresses:
            raise InvalidEntry(
                {"authorities": _("Mức ký này cần ít nhất một máy chủ cấp dấu thời gian.")}
            )
        self._settings.put(STAMPS, {"level": level.value, "authorities": addresses}, by.login)
        return Stamps(level, tuple(addresses))
