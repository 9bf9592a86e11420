"""Whatever a token, pyHanko, a time-stamp authority or a CRL server says, the clerk reads Vietnamese."""

import importlib
import inspect
import pkgutil
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import httpx
import pkcs11
import pyhanko
import pyhanko_certvalidator
import pytest
from asn1crypto import tsp
from pkcs11 import exceptions as p11

from clerkdesk.adapters.token import failures, vendor_codes
from clerkdesk.adapters.token.vendor_codes import clerk_error
from clerkdesk.domain.errors import (
    ClerkError,
    LastTry,
    PinLocked,
    TokenRefused,
    WrongPin,
    WrongPinOneLeft,
)
from clerkdesk.domain.errors.token_codes import CODES, VENDOR, CodeMeaning, meaning_of
from clerkdesk.domain.outgoing import OutgoingState
from clerkdesk.domain.tokens import SignatureKind
from tests.fakes.token_office import TokenOffice, token_office

PERSON = SignatureKind.PERSON
NUMBERS = {
    name: int(number, 16)
    for name, number in re.findall(
        r"^(CKR_\w+)\s+(0x[0-9A-F]+)$",
        (Path(__file__).parent / "ckr_codes.txt").read_text(),
        re.MULTILINE,
    )
}
WRONG_PIN = {"CKR_PIN_INCORRECT", "CKR_PIN_INVALID", "CKR_PIN_LEN_RANGE"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TokenOffice]:
    with token_office(tmp_path_factory.mktemp("codes")) as made:
        yield made


def test_the_table_is_that_of_the_specification() -> None:
    assert set(CODES) == set(NUMBERS) - {"CKR_OK", "CKR_VENDOR_DEFINED"}


@pytest.mark.parametrize("meaning", [*CODES.values(), VENDOR], ids=lambda one: one.why)
def test_every_code_says_what_why_and_what_to_do(meaning: CodeMeaning) -> None:
    assert re.fullmatch(r"[A-ZĐ].*[^.]", meaning.what)
    assert re.fullmatch(r"[^A-Z].*[^.]", meaning.why)
    assert re.fullmatch(r"[A-ZĐ].*[.]", meaning.now)
    for text in (meaning.what, meaning.why, meaning.now):
        assert unicodedata.is_normalized("NFC", text)


def raised(number: int) -> ClerkError | None:
    """What the table makes of a code, by the class python-pkcs11 raises for it."""
    classes = {name: kind for kind, name in {**vendor_codes._CODES, **OWN}.items()}
    name = next((name for name, value in NUMBERS.items() if value == number), "")
    kind = classes.get(name)
    if kind is not None:
        return clerk_error(kind())
    return clerk_error(pkcs11.PKCS11Error(f"Unmapped error code {number:#x}"))


OWN = {
    p11.PinIncorrect: "CKR_PIN_INCORRECT",
    p11.PinInvalid: "CKR_PIN_INVALID",
    p11.PinLenRange: "CKR_PIN_LEN_RANGE",
    p11.PinLocked: "CKR_PIN_LOCKED",
    p11.TokenNotPresent: "CKR_TOKEN_NOT_PRESENT",
    p11.TokenNotRecognised: "CKR_TOKEN_NOT_RECOGNIZED",
    p11.SlotIDInvalid: "CKR_SLOT_ID_INVALID",
    p11.DeviceRemoved: "CKR_DEVICE_REMOVED",
    p11.SessionHandleInvalid: "CKR_SESSION_HANDLE_INVALID",
    p11.SessionClosed: "CKR_SESSION_CLOSED",
}


@pytest.mark.parametrize("name", sorted(set(NUMBERS) - {"CKR_OK"}))
def test_every_code_is_known_and_only_three_are_a_wrong_pin(name: str) -> None:
    error = raised(NUMBERS[name])
    if name in ("CKR_SESSION_PARALLEL_NOT_SUPPORTED", "CKR_USER_TYPE_INVALID"):
        error = clerk_error(pkcs11.PKCS11Error(SENTENCES[name]))
    assert error is not None
    assert isinstance(error, (WrongPin, WrongPinOneLeft)) == (name in WRONG_PIN)
    if isinstance(error, TokenRefused) and name != "CKR_VENDOR_DEFINED":
        assert name in str(error)
        assert error.advice == meaning_of(name).now


SENTENCES = {
    "CKR_SESSION_PARALLEL_NOT_SUPPORTED": "Parallel not supported. Should never see this.",
    "CKR_USER_TYPE_INVALID": "User type invalid. Should never see this.",
}


def test_a_number_of_no_specification_stays_a_defect() -> None:
    assert clerk_error(pkcs11.PKCS11Error("Unmapped error code 0x7fff")) is None
    vendors = clerk_error(pkcs11.PKCS11Error("Unmapped error code 0x80000001"))
    assert isinstance(vendors, TokenRefused)
    assert "0x80000001" in str(vendors)


@pytest.mark.parametrize("function", ["C_Login", "C_Sign"])
@pytest.mark.parametrize(
    "name", ["CKR_FUNCTION_FAILED", "CKR_GENERAL_ERROR", "CKR_DEVICE_ERROR", "CKR_KEY_CHANGED"]
)
def test_a_real_module_that_answers_so_is_reported_and_signs_nothing(
    office: TokenOffice, function: str, name: str
) -> None:
    (document,) = pile = office.pile(1)
    office.token.play(fail=f"{function}:{NUMBERS[name]:#x}")
    before = len(office.token.calls("C_Login"))
    done, error = office.batch(pile, PERSON)
    office.token.play()
    assert done == 0
    assert isinstance(error, TokenRefused)
    assert error.code == name
    assert len(office.token.calls("C_Login")) == before + 1  # nothing is tried again by itself
    assert office.office.store.outgoing.get(document.uid).state is OutgoingState.APPROVED


def test_wrong_pins_lock_only_when_the_clerk_agrees_to_the_last_try(office: TokenOffice) -> None:
    pile = office.pile(1)
    office.token.play(lock_after=3)

    def tried(*, last_try: bool = False) -> type[ClerkError]:
        with pytest.raises(ClerkError) as failure:
            list(office.sign(pile, PERSON, pin="00000000", last_try=last_try))
        return failure.type

    logins = len(office.token.calls("C_Login"))
    assert tried() is WrongPin
    assert tried() is WrongPinOneLeft
    assert tried() is LastTry  # the PIN did not go to the token
    assert len(office.token.calls("C_Login")) == logins + 2
    assert tried(last_try=True) is PinLocked
    assert tried(last_try=True) is PinLocked
    assert len(office.token.calls("C_Login")) == logins + 3
    (office.token.folder / "tries").unlink()
    office.token.play()


# --- pyHanko, time stamps, revocation lists


def failing_classes() -> set[type[BaseException]]:
    found = set()
    for package in (pyhanko, pyhanko_certvalidator):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".cli" in module.name:
                continue
            try:
                content = vars(importlib.import_module(module.name))
            except ImportError:
                continue  # needs an extra that is not installed
            found |= {kind for kind in content.values() if inspect.isclass(kind)}
    for kind in vars(httpx).values():
        if inspect.isclass(kind) and issubclass(kind, (httpx.HTTPError, httpx.InvalidURL)):
            found.add(kind)
    return {
        kind
        for kind in found
        if issubclass(kind, Exception) and kind.__module__.startswith(("pyhanko", "httpx"))
    }


def test_every_failure_of_pyhanko_and_of_the_line_has_a_word_of_its_own() -> None:
    classes = failing_classes()
    assert len(classes) > 70
    assert {kind.__name__ for kind in classes - failures.REASONS.keys()} == set()


@pytest.mark.parametrize(
    "said",
    [*tsp.PKIFailureInfo._map.values(), *tsp.PKIStatus._map.values()],
)
def test_every_refusal_of_an_authority_has_a_word_of_its_own(said: str) -> None:
    assert said == "granted" or failures.REFUSALS[said]


@pytest.mark.parametrize("text", [*failures.REASONS.values(), *failures.REFUSALS.values()])
def test_a_reason_is_a_vietnamese_clause(text: str) -> None:
    assert re.fullmatch(r"[^A-Z.].*[^.]", text)
    assert unicodedata.is_normalized("NFC", text)
