"""Clean documents get no finding: a check that cries wolf is switched off."""

import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.adapters.verify.trust import TrustBundle
from tests.fakes.honest.clean import by_office, made

FEW, MANY, BY_OFFICE = 28, 140, 60
MOST_FLAGGED = 0.03


def _flagged(papers: Iterator[tuple[str, bytes]]) -> tuple[int, dict[str, list[str]]]:
    count, flagged = 0, {}
    for name, pdf in papers:
        count += 1
        codes = [one.code for one in check_pdf(pdf, TrustBundle()).findings]
        if codes:
            flagged[name] = codes
    return count, flagged


def test_no_clean_document_is_flagged() -> None:
    assert _flagged(made(FEW)) == (FEW, {})


@pytest.mark.long
def test_of_two_hundred_clean_documents_hardly_one_is_flagged(tmp_path: Path) -> None:
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    office = by_office(soffice, tmp_path, BY_OFFICE) if soffice else made(BY_OFFICE)
    count, flagged = _flagged(chain(made(MANY), office))
    assert count == MANY + BY_OFFICE
    assert len(flagged) <= MOST_FLAGGED * count, flagged
