"""The reader of old Vietnamese text with the tables that ship with the program."""

import json
from functools import cache

from clerkdesk.domain.legacy_text import Encoding, LegacyReader
from clerkdesk.process.resources import resource


@cache
def legacy_reader() -> LegacyReader:
    """TCVN3 and VNI, from `resources/legacy_text.json`.

    Raises:
        ResourceMissing: they are not installed.
    """
    values = json.loads(resource("legacy_text.json").read_text("utf-8"))
    return LegacyReader({name: values[name.value] for name in (Encoding.TCVN3, Encoding.VNI)})
