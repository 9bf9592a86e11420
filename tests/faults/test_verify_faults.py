"""Files and helpers that misbehave: a verdict or a ClerkError, never green, never a hang."""

import logging
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from clerkdesk.adapters.verify.checker import ChildSignatureChecker
from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.adapters.verify.structure import open_strictly, read_form
from clerkdesk.adapters.verify.trust import TrustBundle, read_bundle, read_given
from clerkdesk.domain.errors import DamagedFile, HelperCrashed, HelperSilent
from clerkdesk.domain.verdicts import Integrity, Verdict
from tests.fakes.honest.kinds import KINDS
from tests.fakes.honest.kit import Kit
from tests.fakes.verify_authority import Authority, page, sign

MUTATIONS = 200
LONG_MUTATIONS = 10_000


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def signed(authority: Authority) -> bytes:
    first = sign(page(), authority.issue("Nguyễn Văn An"))
    return sign(first, authority.issue("Ủy ban nhân dân xã"), "ConDau", box=(300, 300, 400, 350))


def test_a_checker_that_dies_is_told_and_starts_again() -> None:
    checker = ChildSignatureChecker(
        TrustBundle(), command=[sys.executable, "-c", "import os; os._exit(3)"]
    )
    with pytest.raises(HelperCrashed) as told:
        checker.check("a.pdf", page())
    assert "kiểm tra chữ ký số" in str(told.value)
    checker.close()


def test_a_checker_that_hangs_is_ended() -> None:
    checker = ChildSignatureChecker(
        TrustBundle(), seconds=0.5, command=[sys.executable, "-c", "import time; time.sleep(60)"]
    )
    began = time.monotonic()
    with pytest.raises(HelperSilent):
        checker.check("a.pdf", page())
    assert time.monotonic() - began < 5
    checker.close()


def _mutated(content: bytes, dice: random.Random) -> bytes:
    changed = bytearray(content)
    for _round in range(dice.choice((1, 1, 3, 20))):
        place = dice.randrange(len(changed))
        match dice.randrange(4):
            case 0:
                changed[place] = dice.randrange(256)
            case 1:
                del changed[place : place + dice.randrange(1, 60)]
            case 2:
                changed[place:place] = dice.randbytes(dice.randrange(1, 30))
            case _:
                changed[place : place + 5] = dice.choice((b"99999", b"    0", b"null ", b"<<<<<"))
        if len(changed) < 10:
            break
    return bytes(changed)


def _signed_spans(pdf: bytes) -> list[tuple[int, int]]:
    """What the signatures of a sound file cover: everything but the values themselves."""
    with open_strictly(pdf) as document:
        ranges = [one.byte_range for one in read_form(document).signatures]
    return [span for a, b, c, d in ranges for span in ((a, a + b), (c, c + d))]


def _campaign(files: Sequence[bytes], trust: TrustBundle, rounds: int) -> None:
    """Spoiled files get a verdict in time, and none of them is greener than the file was."""
    dice = random.Random(20160715)
    spans = [_signed_spans(one) for one in files]
    for number in range(rounds):
        sound = files[number % len(files)]
        content = _mutated(sound, dice)
        began = time.monotonic()
        check = check_pdf(content, trust)
        assert time.monotonic() - began < 10, f"mutation {number} took too long"
        if check.integrity in (Integrity.INTACT, Integrity.ALLOWED_CHANGES):
            for begin, end in spans[number % len(files)]:
                assert content[begin:end] == sound[begin:end], f"mutation {number} is green"


@pytest.fixture(scope="module")
def many(signed: bytes, authority: Authority) -> Sequence[bytes]:
    """Tables and streams, one signature and two, validation data, forms, scans."""
    kit = Kit(authority)
    names = ("object_streams", "leader_and_seal_for_the_archive", "hybrid_as_word", "scanned",
             "certified_filled_and_signed", "linearized_sealed")  # fmt: skip
    logging.getLogger("pyhanko").setLevel(logging.ERROR)  # it warns of what we want: no fetching
    return [signed, *(KINDS[name](kit) for name in names)]


def test_spoiled_files_get_a_verdict_in_time(many: Sequence[bytes], authority: Authority) -> None:
    _campaign(many, authority.trust(), MUTATIONS)


@pytest.mark.long
def test_ten_thousand_spoiled_files_get_a_verdict_in_time(
    many: Sequence[bytes], authority: Authority
) -> None:
    _campaign(many, authority.trust(), LONG_MUTATIONS)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_torn_anywhere_is_never_green(
    signed: bytes, authority: Authority, share: float
) -> None:
    check = check_pdf(signed[: int(len(signed) * share)], authority.trust())
    assert check.verdict is not Verdict.VALID
    assert check.integrity not in (Integrity.INTACT, Integrity.ALLOWED_CHANGES)


def test_a_bundle_folder_is_read_and_a_broken_one_refused(
    tmp_path: Path, authority: Authority
) -> None:
    assert read_bundle(tmp_path / "none").roots == ()
    for folder in ("roots", "intermediates", "crls"):
        (tmp_path / folder).mkdir()
    (tmp_path / "bundle.json").write_text('{"name": "Xã", "version": "7"}', encoding="utf-8")
    (tmp_path / "roots" / "a.pem").write_bytes(authority.identity.pem)
    (tmp_path / "crls" / "a.crl").write_bytes(authority.crl())
    bundle = read_bundle(tmp_path)
    assert (bundle.name, len(bundle.roots), len(bundle.crls)) == ("Xã", 1, 1)
    assert bundle.label.startswith("Xã 7 ")
    assert read_given([tmp_path / "roots" / "a.pem"], []).roots == bundle.roots
    (tmp_path / "roots" / "b.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nAA\n")
    with pytest.raises(DamagedFile):
        read_bundle(tmp_path)
