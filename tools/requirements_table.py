"""Write `docs/requirements.md`: each requirement of the law, the tests that show it, its screen.

The requirements are `tests/law/requirements.csv`. A test module of `tests/law` names what it shows
at the head of its docstring («S25, F1h (Điều 10.1.b): …»); a function may name its own in its name
(`test_s37_…`). `--check` writes nothing and fails where the page is not what would be written.
"""

import argparse
import ast
import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAW = ROOT / "tests" / "law"
PAGE = ROOT / "docs" / "requirements.md"
_CODES = re.compile(r"^(?:[A-ZĐ][A-ZĐ0-9a-zđ]*)(?:, [A-ZĐ][A-ZĐ0-9a-zđ]*)*(?= \(|:)")
_NAMED = re.compile(r"^test_([sf]\d\w?\d?)_")
_HEAD = """# Requirements

What the law asks of the registers, the tests that show it, and where it is on the screen. Made by
`python tools/requirements_table.py`; a test keeps it current. QĐ 15 is QĐ 15/2016/QĐ-UBND, NĐ 30 is
NĐ 30/2020/NĐ-CP, PL VI its Phụ lục VI. What is not in the table belongs to another part of the work.

| requirement | law | what | shown by | screen |
|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A row of `requirements.csv`; `screen` is a picture of `docs/screens` without its ending."""

    code: str
    law: str
    text: str
    screen: str


def requirements() -> list[Requirement]:
    """The requirements in the order of the file."""
    with (LAW / "requirements.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [Requirement(r["code"], r["law"], r["requirement"], r["screen"]) for r in rows]


def shown_by() -> dict[str, list[str]]:
    """Tests by the code of what they show: a module once, a function where its name says so."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(LAW.glob("test_*.py")):
        for code, name in _claims(file):
            found[code.casefold()].append(name)
    return found


def table() -> str:
    """The page as it should be."""
    tests = shown_by()
    lines = []
    for wanted in requirements():
        names = "<br>".join(f"`{name}`" for name in tests.get(wanted.code.casefold(), ()))
        picture = ROOT / "docs" / "screens" / f"{wanted.screen}.png"
        screen = f"[{wanted.screen}](screens/{wanted.screen}.png)" if picture.exists() else ""
        lines.append(
            f"| {wanted.code} | {wanted.law} | {wanted.text} | {names or '**none**'} | {screen} |"
        )
    return _HEAD + "\n".join(lines) + "\n"


def _claims(file: Path) -> Iterator[tuple[str, str]]:
    module = ast.parse(file.read_text(encoding="utf-8"))
    head = _CODES.match(ast.get_docstring(module) or "")
    for code in head[0].split(", ") if head else ():
        yield code, file.name
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and (named := _NAMED.match(node.name)):
            yield named[1], f"{file.name}::{node.name}"


def main() -> int:
    """Write the page, or with `--check` say whether it is current."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail where it differs")
    wanted = table()
    if parser.parse_args().check:
        return 0 if PAGE.read_text(encoding="utf-8") == wanted else 1
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
