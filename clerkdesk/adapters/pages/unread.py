"""How a part that could not be searched for a stamp is named to the clerk."""

from clerkdesk.domain.formats import shown_name
from clerkdesk.domain.texts import _


def said_unread(name: str, reason: str) -> str:
    """One Vietnamese sentence: which file, why, and that the clerk must look."""
    words = _("Chưa tìm được dấu độ mật trong «{name}» ({reason}): hãy mở xem trước khi lưu.")
    return words.format(name=shown_name(name), reason=reason)
