"""What a new office's forms suggest, as data: `resources/suggestions.json`."""

import json
from collections.abc import Mapping, Sequence

from clerkdesk.process.resources import resource


def load_suggestions() -> Mapping[str, Sequence[str]]:
    """Suggestions by field name.

    Raises:
        ResourceMissing: the file is not installed.
    """
    fields = json.loads(resource("suggestions.json").read_text(encoding="utf-8"))["fields"]
    return {str(name): [str(text) for text in texts] for name, texts in fields.items()}
