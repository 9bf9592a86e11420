"""Small remembered values in one JSON file; losing them loses a column width, so nothing is raised."""

import json
import logging
from contextlib import suppress
from pathlib import Path

_log = logging.getLogger(__name__)


class FileMemory:
    """Reads once, writes each change; keys and values as the screens name them."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._values: dict[str, object] = {}
        with suppress(OSError, ValueError):
            stored = json.loads(file.read_text(encoding="utf-8"))
            if isinstance(stored, dict):
                self._values = stored

    def get(self, key: str) -> object:
        """The value that was put, or None."""
        return self._values.get(key)

    def put(self, key: str, value: object) -> None:
        """Remember a JSON value."""
        if self._values.get(key) == value:
            return
        self._values[key] = value
        new = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            new.write_text(json.dumps(self._values, ensure_ascii=False), encoding="utf-8")
            new.replace(self._file)
        except OSError as error:
            _log.info("cannot remember %s: %s", key, error)
