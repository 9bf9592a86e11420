import random
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clerkdesk.adapters.pdf import word
from clerkdesk.adapters.pdf.desk import ChildPdfDesk
from clerkdesk.adapters.token import software as software_tokens
from clerkdesk.adapters.token.software import (
    ORGANISATION_PIN,
    SoftwareTokens,
    make_software_tokens,
)
from clerkdesk.adapters.token.tokens import ChildTokens
from clerkdesk.domain.errors import (
    CannotSign,
    DamagedFile,
    HelperSilent,
    LockedFile,
    NoSoftwareToken,
    NoToken,
    NoWordConverter,
    TokenGone,
    TokenRefused,
)
from clerkdesk.domain.reading import Box
from clerkdesk.domain.tokens import Appearance, SignatureKind, SignatureOrder
from clerkdesk.process import libreoffice
from tests.fakes.demo_tokens import copied_tokens
from tests.fakes.drafts import make_draft, make_word_draft

MUTATIONS = 120


@pytest.fixture
def software(tmp_path: Path) -> SoftwareTokens:
    return copied_tokens(tmp_path / "tokens")


@pytest.fixture
def tokens(software: SoftwareTokens) -> Iterator[ChildTokens]:
    tokens = ChildTokens([software.module], environment=software.environment)
    yield tokens
    tokens.close()


def orders(tokens: ChildTokens, count: int) -> list[SignatureOrder]:
    (certificate,) = [one for one in tokens.certificates() if one.is_organisation]
    draft = make_draft()
    box = Box(300, 530, 400, 630)
    return [
        SignatureOrder(
            f"{number}.pdf",
            draft,
            SignatureKind.ORGANISATION,
            certificate.certificate_id,
            Appearance(0, box),
            datetime.now(UTC),
        )
        for number in range(count)
    ]


def test_a_token_that_left_before_the_batch_is_missed_and_a_come_back_is_seen(
    software: SoftwareTokens, tokens: ChildTokens
) -> None:
    batch = orders(tokens, 1)
    folder = software.config_file.parent / "tokens"
    shutil.move(folder, folder.with_name("pulled"))
    folder.mkdir()
    assert tokens.certificates() == []
    with pytest.raises(NoToken):
        list(tokens.sign(batch, bytearray(ORGANISATION_PIN.encode()), stop=lambda: False))
    folder.rmdir()
    shutil.move(folder.with_name("pulled"), folder)
    assert len(tokens.certificates()) == 2


def test_a_token_that_leaves_in_mid_batch_keeps_what_was_signed(
    software: SoftwareTokens, tokens: ChildTokens
) -> None:
    batch = orders(tokens, 30)
    folder = software.config_file.parent / "tokens"
    pin = bytearray(ORGANISATION_PIN.encode())
    signed: list[bytes] = []

    def work() -> None:
        for one in tokens.sign(batch, pin, stop=lambda: False):
            assert one.error is None
            signed.append(one.pdf)
            if len(signed) == 1:
                shutil.move(folder, folder.with_name("pulled"))

    with pytest.raises((TokenGone, NoToken, TokenRefused)):
        work()
    assert 1 <= len(signed) < 30
    assert all(pdf.startswith(batch[0].pdf) and b"/ByteRange" in pdf for pdf in signed)
    assert pin == bytearray(len(ORGANISATION_PIN))


def test_no_module_at_all_lists_nothing(tmp_path: Path) -> None:
    nothing = tmp_path / "no-module.so"
    no_library = tmp_path / "text.so"
    no_library.write_text("this is no library")
    tokens = ChildTokens([nothing, no_library])
    try:
        assert tokens.certificates() == []
    finally:
        tokens.close()


def test_demo_tokens_without_softhsm_say_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(software_tokens, "MODULE_PLACES", ())
    with pytest.raises(NoSoftwareToken) as failure:
        make_software_tokens(
            tmp_path / "tokens",
            organisation="UBND",
            leader="A",
            leader_title="",
            locality="",
            now=datetime.now(UTC),
        )
    assert "softhsm2" in failure.value.advice
    assert list(tmp_path.iterdir()) == []


def test_half_made_demo_tokens_are_made_anew(software: SoftwareTokens) -> None:
    folder = software.config_file.parent
    (folder / "tokens.json").unlink()
    assert software_tokens.load_software_tokens(folder) is None


def test_a_word_file_without_libreoffice_tells_another_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(libreoffice, "PROGRAMS", ())
    monkeypatch.setattr(libreoffice, "PLACES", ())
    with pytest.raises(NoWordConverter, match=r"tờ trình\.docx"):
        ChildPdfDesk().from_word("tờ trình.docx", make_word_draft())


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"plain text", id="text"),
        pytest.param(b"PK\x03\x04 torn", id="torn archive"),
        pytest.param(make_word_draft()[:400], id="torn docx"),
        pytest.param(b"%PDF-1.7\n", id="a PDF"),
    ],
)
def test_what_is_no_word_file_is_damaged(content: bytes) -> None:
    if libreoffice.find_libreoffice() is None:
        pytest.skip("LibreOffice is not installed")
    with pytest.raises(DamagedFile, match=r"tờ trình\.docx"):
        ChildPdfDesk().from_word("tờ trình.docx", content)


def test_a_converter_that_hangs_is_ended_and_its_folder_wiped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging = tmp_path / "soffice"
    hanging.write_text("#!/bin/sh\nsleep 60 &\nwait\n")
    hanging.chmod(0o755)
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(libreoffice, "PROGRAMS", (str(hanging),))
    monkeypatch.setattr(word, "TIME_LIMIT", 0.3)
    monkeypatch.setattr(word.tempfile, "tempdir", str(folder))
    with pytest.raises(HelperSilent):
        word.to_pdf("tờ trình.docx", make_word_draft())
    assert list(folder.iterdir()) == []


def test_mutated_files_end_in_an_answer_or_a_message_never_in_a_crash() -> None:
    chance = random.Random(20261122)
    good = make_draft()
    desk = ChildPdfDesk()
    try:
        for _round in range(MUTATIONS):
            broken = bytearray(good)
            for _byte in range(chance.choice((1, 5, 50, 500))):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            work = chance.choice(
                (
                    desk.prepare_for_signing,
                    desk.facts,
                    lambda name, pdf: desk.render(name, pdf, 0, 20),
                )
            )
            with suppress(DamagedFile, LockedFile, CannotSign):
                assert work("x.pdf", bytes(broken)) is not None
    finally:
        desk.close()
