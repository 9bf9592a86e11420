"""Screen texts: Vietnamese in the source, translated by gettext where a catalogue exists."""

import gettext

_translation: gettext.NullTranslations = gettext.translation("clerkdesk", fallback=True)


def _(text: str) -> str:
    """Translate a text that is shown now."""
    return _translation.gettext(text)


def N_(text: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark a text that is translated when it is shown (class attributes, field specs)."""
    return text
