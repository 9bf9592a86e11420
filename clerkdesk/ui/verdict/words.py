"""How results of signature checks are said and coloured on screens."""

from clerkdesk.domain.texts import _
from clerkdesk.domain.verdicts import SIGNATURE_RESULT_NAMES, SignatureResult
from clerkdesk.ui.theme import State

RESULT_STATE = {
    SignatureResult.PAPER: State.NEUTRAL,
    SignatureResult.VALID: State.GOOD,
    SignatureResult.INVALID: State.BAD,
    SignatureResult.INDETERMINATE: State.WARN,
    SignatureResult.UNSIGNED: State.NEUTRAL,
}

_SIGNS = {
    SignatureResult.VALID: "✓ ",
    SignatureResult.INVALID: "✗ ",
    SignatureResult.INDETERMINATE: "⚠ ",
}


def result_text(result: SignatureResult) -> str:
    """The recorded result with its sign, e.g. «✓ Hợp lệ»."""
    return _SIGNS.get(result, "") + _(SIGNATURE_RESULT_NAMES[result])
