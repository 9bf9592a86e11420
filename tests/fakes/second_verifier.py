"""A verifier that is not ours: poppler's `pdfsig` with certificates in a trust store of NSS."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

_DOCUMENT_STAMP = "Signature Type: unknown"
"""What pdfsig says of /DocTimeStamp: it lists them and verifies none."""


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """What pdfsig says of one file: signatures, those that hold, those whose signer is trusted."""

    signatures: int
    valid: int
    trusted: int

    @property
    def accepts_all(self) -> bool:
        """Whether every signature holds, and every signer is trusted."""
        return 0 < self.signatures == self.valid == self.trusted


class SecondVerifier:
    """pdfsig on files, believing these roots; skips where it is not installed."""

    def __init__(self, folder: Path, roots: Sequence[Path], intermediates: Sequence[Path]) -> None:
        if shutil.which("pdfsig") is None or shutil.which("certutil") is None:
            pytest.skip("pdfsig (poppler-utils) or certutil (libnss3-tools) is not installed")
        self._folder = folder
        self._trust = folder / "nss"
        self._trust.mkdir(parents=True)
        store = ["certutil", "-d", f"sql:{self._trust}"]
        subprocess.run([*store, "-N", "--empty-password"], check=True, capture_output=True)
        for usage, files in (("CT,C,C", roots), (",,", intermediates)):
            for file in files:
                add = [*store, "-A", "-n", file.stem, "-t", usage, "-i", str(file)]
                subprocess.run(add, check=True, capture_output=True)

    def opinion(self, pdf: bytes) -> SecondOpinion:
        """What it says of one file."""
        file = self._folder / "asked.pdf"
        file.write_bytes(pdf)
        said = subprocess.run(
            ["pdfsig", "-no-ocsp", "-nssdir", str(self._trust), str(file)],
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        ).stdout
        blocks = [
            block
            for block in re.split(r"^Signature #\d+:", said, flags=re.MULTILINE)[1:]
            if _DOCUMENT_STAMP not in block
        ]
        return SecondOpinion(
            len(blocks),
            sum("Signature is Valid." in block for block in blocks),
            sum("Certificate is Trusted." in block for block in blocks),
        )
