"""Which PKCS#11 libraries of known tokens are installed; looked for, never loaded here."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from clerkdesk.process.resources import resource

TABLE = "token_modules.json"
MORE_MODULES = "CLERKDESK_TOKEN_MODULES"
"""Full paths of further libraries, separated as in PATH; a bare name is never searched for."""


def installed_modules(
    platform: str = sys.platform, environment: Mapping[str, str] = os.environ
) -> Sequence[Path]:
    """Full paths of the known libraries that are on this machine, in the order of the table.

    A library that is reached by two names is named once.

    Raises:
        ResourceMissing: the table is not installed.
    """
    found: dict[Path, Path] = {}
    for path in known_modules(platform, environment):
        if path.is_file():
            found.setdefault(path.resolve(), path)
    return list(found.values())


def known_modules(platform: str, environment: Mapping[str, str]) -> Sequence[Path]:
    """What `MORE_MODULES` names, then every place where the table expects a library."""
    named = [Path(name) for name in environment.get(MORE_MODULES, "").split(os.pathsep) if name]
    more = [path for path in named if path.is_absolute()]
    table = json.loads(resource(TABLE).read_text(encoding="utf-8"))
    if platform != "win32":
        return [*more, *(Path(name) for name in table["linux"])]
    windows = table["windows"]
    folders = [expanded(folder, environment) for folder in windows["folders"]]
    names = windows["names"]
    return [*more, *(Path(folder) / name for folder in folders if folder for name in names)]


def expanded(folder: str, environment: Mapping[str, str]) -> str:
    """«%SystemRoot%\\System32» with its variable filled in; "" where it is not set."""
    _empty, variable, rest = folder.split("%", 2)
    value = environment.get(variable) or environment.get(variable.upper())
    return f"{value}{rest}" if value else ""
