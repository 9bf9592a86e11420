"""Recipients as they are typed: what is wrong with a list, lines pasted from Word, groups by name."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.outgoing import Recipient
from clerkdesk.domain.paper_due import place_key
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import fold, nfc

_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}"
)
_BULLET = re.compile(r"^[\s\-–—−•·+*]+")
_AFTERTHOUGHT = re.compile(
    r"\s*\((?:để\s+)?(?:b/c|báo cáo|p/h|phối hợp|t/h|thực hiện|biết)\)$", re.I
)
_NO_PLACE = re.compile(r"nhu (dieu|tren|kinh gui|phan)\b|luu( ?:| vt\b|$)")
_HEADING = ("noi nhan", "kinh gui")
LONGEST_NAME = 200
MOST_COPIES = 99

Groups = Mapping[str, tuple[Recipient, ...]]
"""Name of a group -> its recipients."""


def is_email(text: str) -> bool:
    """Whether mail can be sent there, by its form (RFC 5321 without quoted and foreign addresses)."""
    return len(text) <= 254 and ".." not in text and bool(_EMAIL.fullmatch(text))


def recipient_problem(recipient: Recipient) -> str:
    """What keeps a document from reaching this recipient, as a sentence; empty where nothing does.

    Source: QĐ 15/2016/QĐ-UBND, Điều 7 (every document goes by one of the named systems).
    """
    name = recipient.name.strip()
    if not name or len(name) > LONGEST_NAME:
        return _("Tên nơi nhận phải có từ 1 đến {limit} ký tự.").format(limit=LONGEST_NAME)
    if recipient.email and not is_email(recipient.email):
        return _("Địa chỉ thư «{email}» của «{name}» không đúng.").format(
            email=recipient.email, name=name
        )
    if recipient.channel is Channel.MAIL and not recipient.email:
        return _("«{name}» gửi qua thư điện tử nhưng chưa có địa chỉ thư.").format(name=name)
    if recipient.channel is Channel.SYSTEM and not recipient.code:
        return _("«{name}» gửi qua trục liên thông nhưng chưa có mã định danh.").format(name=name)
    if not 0 <= recipient.paper_copies <= MOST_COPIES:
        return _("Số bản giấy của «{name}» phải từ 0 đến {most}.").format(
            name=name, most=MOST_COPIES
        )
    return ""


def recipients_problem(recipients: Sequence[Recipient]) -> str:
    """The first thing that is wrong with a list of recipients; no place stands in it twice."""
    seen: set[str] = set()
    for recipient in recipients:
        if sentence := recipient_problem(recipient):
            return sentence
        key = place_key(recipient.code, fold(recipient.name))
        if key in seen:
            return _("«{name}» có hai lần trong nơi nhận.").format(name=recipient.name)
        seen.add(key)
    return ""


def joined(chosen: Sequence[Recipient], more: Sequence[Recipient]) -> tuple[Recipient, ...]:
    """`chosen` with those of `more` that are not there yet."""
    result = list(chosen)
    seen = {place_key(place.code, fold(place.name)) for place in chosen}
    for place in more:
        key = place_key(place.code, fold(place.name))
        if key not in seen:
            seen.add(key)
            result.append(place)
    return tuple(result)


@dataclass(frozen=True, slots=True)
class PastedRecipients:
    """What came of lines pasted from «Nơi nhận» of a Word file."""

    recipients: tuple[Recipient, ...]
    left_out: tuple[str, ...] = ()
    """Lines that name no place, e.g. «Như Điều 3» and «Lưu: VT»."""


def read_lines(
    text: str, find: Callable[[str], Sequence[Recipient]], groups: Groups
) -> PastedRecipients:
    """Turn «- Như Điều 3;», «- UBND …;», «- Lưu: VT.» into recipients.

    Args:
        find: agencies whose name or code holds a text; the one that is called so is taken.
        groups: a line that names a group stands for all of it.
    """
    places: tuple[Recipient, ...] = ()
    left_out: list[str] = []
    for line in nfc(text).splitlines():
        bare = " ".join(_BULLET.sub("", line).split()).rstrip(" ;.,:/")
        bare = _AFTERTHOUGHT.sub("", bare)
        folded = fold(bare)
        if not bare or folded in _HEADING:
            continue
        if _NO_PLACE.match(folded):
            left_out.append(bare)
            continue
        places = joined(places, named(bare, find, groups))
    return PastedRecipients(places, tuple(left_out))


def named(
    name: str, find: Callable[[str], Sequence[Recipient]], groups: Groups
) -> tuple[Recipient, ...]:
    """Whom a typed name means: a group, an agency of the directory, an address, else a place by name.

    A name that nobody knows has no code, so it can only go on paper until the clerk says more.
    """
    folded = fold(name)
    for group, members in groups.items():
        if fold(group) == folded:
            return members
    for known in find(name):
        if folded in (fold(known.name), fold(known.code)):
            return (known,)
    if is_email(name):
        return (Recipient(name, channel=Channel.MAIL, email=name),)
    return (Recipient(name, channel=Channel.PAPER),)
