"""PKCS#11 libraries on this machine that the list of known ones does not name; read, never loaded."""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from clerkdesk.adapters.token.installed import MORE_MODULES, TABLE, expanded, known_modules
from clerkdesk.domain.texts import _
from clerkdesk.domain.tokens import UnusableModule
from clerkdesk.process.resources import resource

_EVERY_MODULE_HAS = b"C_GetFunctionList"
_LIKE_A_TOKEN = re.compile(r"p11|pkcs|csp|token|[-_]ca[-_.]|ca2?_v", re.IGNORECASE)
_LARGEST = 32 << 20


def unlisted_modules(
    platform: str = sys.platform, environment: Mapping[str, str] = os.environ
) -> Sequence[UnusableModule]:
    """Libraries that look like a token's and are not used, because nobody has allowed them.

    Looked for where the table expects libraries, and one folder deeper; and bare names that
    somebody has put into `MORE_MODULES`, which are never searched for.
    """
    known = {path.resolve() for path in known_modules(platform, environment)}
    add = _("Nếu đúng là thư viện của token đang dùng, ghi đường dẫn này vào biến {variable}.")
    looking = _looking_like_one(platform, environment)
    found = [
        UnusableModule(
            str(path),
            _("thư viện không có trong danh sách cho phép"),
            add.format(variable=MORE_MODULES),
        )
        for path in sorted({one.resolve(): one for one in looking}.values())
        if path.resolve() not in known
    ]
    named = [Path(name) for name in environment.get(MORE_MODULES, "").split(os.pathsep) if name]
    full = _("Ghi đường dẫn đầy đủ của thư viện vào biến {variable}.").format(variable=MORE_MODULES)
    for path in named:
        if not path.is_absolute():
            found.append(UnusableModule(str(path), _("khai báo thiếu đường dẫn đầy đủ"), full))
        elif not path.is_file():
            found.append(UnusableModule(str(path), _("đã khai báo nhưng không có tệp này"), full))
    return found


def _looking_like_one(platform: str, environment: Mapping[str, str]) -> Iterator[Path]:
    ending = "*.dll" if platform == "win32" else "*.so*"
    table = json.loads(resource(TABLE).read_text(encoding="utf-8"))
    plumbing = tuple(table["no_tokens"])
    for folder in _folders(table, platform, environment):
        for pattern in (ending, f"*/{ending}"):
            for path in _listed(folder, pattern):
                name = path.name.lower()
                like = _LIKE_A_TOKEN.search(name) and not name.startswith(plumbing)
                if like and _is_module(path):
                    yield path


def _folders(
    table: Mapping[str, Any], platform: str, environment: Mapping[str, str]
) -> Sequence[Path]:
    if platform != "win32":
        return list(dict.fromkeys(Path(name).parent for name in table["linux"]))
    folders = (expanded(folder, environment) for folder in table["windows"]["folders"])
    return [Path(folder) for folder in folders if folder]


def _listed(folder: Path, pattern: str) -> Sequence[Path]:
    try:
        return list(folder.glob(pattern))
    except OSError:  # a folder that this account may not look into
        return []


def _is_module(path: Path) -> bool:
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return False
        return _EVERY_MODULE_HAS in path.read_bytes()
    except OSError:
        return False
