"""What every PKCS#11 return code means for the clerk: the one table."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pkcs11
from pkcs11 import exceptions as p11

from clerkdesk.domain.errors import (
    ClerkError,
    NoToken,
    PinLocked,
    TokenGone,
    TokenRefused,
    WrongPin,
)

_MEANINGS: dict[type[pkcs11.PKCS11Error], type[ClerkError]] = {
    p11.PinIncorrect: WrongPin,
    # A PIN of a length or with letters that the token cannot take is not the token's PIN.
    p11.PinInvalid: WrongPin,
    p11.PinLenRange: WrongPin,
    p11.PinLocked: PinLocked,
    p11.TokenNotPresent: NoToken,
    p11.TokenNotRecognised: NoToken,
    p11.NoSuchToken: NoToken,
    p11.SlotIDInvalid: NoToken,
    p11.DeviceRemoved: TokenGone,
    # Sessions die with the token (PKCS#11 v2.40, 5.6): these two mean that it was pulled.
    p11.SessionHandleInvalid: TokenGone,
    p11.SessionClosed: TokenGone,
}

_CODES: dict[type[pkcs11.PKCS11Error], str] = {
    p11.AnotherUserAlreadyLoggedIn: "CKR_USER_ANOTHER_ALREADY_LOGGED_IN",
    p11.ArgumentsBad: "CKR_ARGUMENTS_BAD",
    p11.AttributeReadOnly: "CKR_ATTRIBUTE_READ_ONLY",
    p11.AttributeSensitive: "CKR_ATTRIBUTE_SENSITIVE",
    p11.AttributeTypeInvalid: "CKR_ATTRIBUTE_TYPE_INVALID",
    p11.AttributeValueInvalid: "CKR_ATTRIBUTE_VALUE_INVALID",
    p11.DataInvalid: "CKR_DATA_INVALID",
    p11.DataLenRange: "CKR_DATA_LEN_RANGE",
    p11.DeviceError: "CKR_DEVICE_ERROR",
    p11.DeviceMemory: "CKR_DEVICE_MEMORY",
    p11.DomainParamsInvalid: "CKR_DOMAIN_PARAMS_INVALID",
    p11.EncryptedDataInvalid: "CKR_ENCRYPTED_DATA_INVALID",
    p11.EncryptedDataLenRange: "CKR_ENCRYPTED_DATA_LEN_RANGE",
    p11.ExceededMaxIterations: "CKR_EXCEEDED_MAX_ITERATIONS",
    p11.FunctionCancelled: "CKR_FUNCTION_CANCELED",
    p11.FunctionFailed: "CKR_FUNCTION_FAILED",
    p11.FunctionNotSupported: "CKR_FUNCTION_NOT_SUPPORTED",
    p11.FunctionRejected: "CKR_FUNCTION_REJECTED",
    p11.GeneralError: "CKR_GENERAL_ERROR",
    p11.HostMemory: "CKR_HOST_MEMORY",
    p11.KeyHandleInvalid: "CKR_KEY_HANDLE_INVALID",
    p11.KeyIndigestible: "CKR_KEY_INDIGESTIBLE",
    p11.KeyNeeded: "CKR_KEY_NEEDED",
    p11.KeyNotNeeded: "CKR_KEY_NOT_NEEDED",
    p11.KeyNotWrappable: "CKR_KEY_NOT_WRAPPABLE",
    p11.KeySizeRange: "CKR_KEY_SIZE_RANGE",
    p11.KeyTypeInconsistent: "CKR_KEY_TYPE_INCONSISTENT",
    p11.KeyUnextractable: "CKR_KEY_UNEXTRACTABLE",
    p11.MechanismInvalid: "CKR_MECHANISM_INVALID",
    p11.MechanismParamInvalid: "CKR_MECHANISM_PARAM_INVALID",
    p11.NoEvent: "CKR_NO_EVENT",
    p11.ObjectHandleInvalid: "CKR_OBJECT_HANDLE_INVALID",
    p11.OperationActive: "CKR_OPERATION_ACTIVE",
    p11.OperationNotInitialized: "CKR_OPERATION_NOT_INITIALIZED",
    p11.PinExpired: "CKR_PIN_EXPIRED",
    p11.PinTooWeak: "CKR_PIN_TOO_WEAK",
    p11.PublicKeyInvalid: "CKR_PUBLIC_KEY_INVALID",
    p11.RandomNoRNG: "CKR_RANDOM_NO_RNG",
    p11.RandomSeedNotSupported: "CKR_RANDOM_SEED_NOT_SUPPORTED",
    p11.SessionCount: "CKR_SESSION_COUNT",
    p11.SessionExists: "CKR_SESSION_EXISTS",
    p11.SessionReadOnly: "CKR_SESSION_READ_ONLY",
    p11.SessionReadOnlyExists: "CKR_SESSION_READ_ONLY_EXISTS",
    p11.SessionReadWriteSOExists: "CKR_SESSION_READ_WRITE_SO_EXISTS",
    p11.SignatureInvalid: "CKR_SIGNATURE_INVALID",
    p11.SignatureLenRange: "CKR_SIGNATURE_LEN_RANGE",
    p11.TemplateIncomplete: "CKR_TEMPLATE_INCOMPLETE",
    p11.TemplateInconsistent: "CKR_TEMPLATE_INCONSISTENT",
    p11.TokenWriteProtected: "CKR_TOKEN_WRITE_PROTECTED",
    p11.UnwrappingKeyHandleInvalid: "CKR_UNWRAPPING_KEY_HANDLE_INVALID",
    p11.UnwrappingKeySizeRange: "CKR_UNWRAPPING_KEY_SIZE_RANGE",
    p11.UnwrappingKeyTypeInconsistent: "CKR_UNWRAPPING_KEY_TYPE_INCONSISTENT",
    p11.UserAlreadyLoggedIn: "CKR_USER_ALREADY_LOGGED_IN",
    p11.UserNotLoggedIn: "CKR_USER_NOT_LOGGED_IN",
    p11.UserPinNotInitialized: "CKR_USER_PIN_NOT_INITIALIZED",
    p11.UserTooManyTypes: "CKR_USER_TOO_MANY_TYPES",
    p11.WrappedKeyInvalid: "CKR_WRAPPED_KEY_INVALID",
    p11.WrappedKeyLenRange: "CKR_WRAPPED_KEY_LEN_RANGE",
    p11.WrappingKeyHandleInvalid: "CKR_WRAPPING_KEY_HANDLE_INVALID",
    p11.WrappingKeySizeRange: "CKR_WRAPPING_KEY_SIZE_RANGE",
    p11.WrappingKeyTypeInconsistent: "CKR_WRAPPING_KEY_TYPE_INCONSISTENT",
}
"""Codes that the clerk can only report; their names go into the message."""


_NUMBERS = {
    0x01: "CKR_CANCEL",
    0x09: "CKR_NEED_TO_CREATE_THREADS",
    0x0A: "CKR_CANT_LOCK",
    0x1A: "CKR_COPY_PROHIBITED",
    0x1B: "CKR_ACTION_PROHIBITED",
    0x35: "CKR_AEAD_DECRYPT_FAILED",
    0x51: "CKR_FUNCTION_NOT_PARALLEL",
    0x65: "CKR_KEY_CHANGED",
    0x68: "CKR_KEY_FUNCTION_NOT_PERMITTED",
    0x140: "CKR_CURVE_NOT_SUPPORTED",
    0x150: "CKR_BUFFER_TOO_SMALL",
    0x160: "CKR_SAVED_STATE_INVALID",
    0x170: "CKR_INFORMATION_SENSITIVE",
    0x180: "CKR_STATE_UNSAVEABLE",
    0x190: "CKR_CRYPTOKI_NOT_INITIALIZED",
    0x191: "CKR_CRYPTOKI_ALREADY_INITIALIZED",
    0x1A0: "CKR_MUTEX_BAD",
    0x1A1: "CKR_MUTEX_NOT_LOCKED",
    0x1B0: "CKR_NEW_PIN_MODE",
    0x1B1: "CKR_NEXT_OTP",
    0x1C1: "CKR_FIPS_SELF_TEST_FAILED",
    0x1C2: "CKR_LIBRARY_LOAD_FAILED",
    0x201: "CKR_TOKEN_RESOURCE_EXCEEDED",
    0x202: "CKR_OPERATION_CANCEL_FAILED",
    0x203: "CKR_KEY_EXHAUSTED",
    0x204: "CKR_PENDING",
    0x205: "CKR_SESSION_ASYNC_NOT_SUPPORTED",
    0x206: "CKR_SEED_RANDOM_REQUIRED",
    0x207: "CKR_OPERATION_NOT_VALIDATED",
    0x208: "CKR_TOKEN_NOT_INITIALIZED",
    0x209: "CKR_PARAMETER_SET_NOT_SUPPORTED",
}
"""Codes without a class of their own in python-pkcs11 (PKCS#11 v2.40 and v3.2)."""
_SENTENCES = {
    "Parallel not supported": "CKR_SESSION_PARALLEL_NOT_SUPPORTED",
    "User type invalid": "CKR_USER_TYPE_INVALID",
}
_NUMBER = re.compile(r"0x[0-9a-f]+")
_VENDOR_DEFINED = 0x80000000


def clerk_error(error: pkcs11.PKCS11Error) -> ClerkError | None:
    """The failure that `error` means, or None where the code is in no table: a defect.

    Never guessed: a code taken for a wrong PIN makes people type until the token locks.
    """
    kind = type(error)
    if kind in _MEANINGS:
        return _MEANINGS[kind]()
    if kind in _CODES:
        return TokenRefused(_CODES[kind])
    if kind is pkcs11.PKCS11Error:
        return _by_number(str(error))
    return None


def _by_number(said: str) -> ClerkError | None:
    """The failure behind a code that python-pkcs11 has no class for: it tells the number alone."""
    for sentence, code in _SENTENCES.items():
        if said.startswith(sentence):
            return TokenRefused(code)
    found = _NUMBER.search(said)
    if found is None:
        return None
    number = int(found[0], 16)
    if number >= _VENDOR_DEFINED:
        return TokenRefused(found[0])
    return TokenRefused(_NUMBERS[number]) if number in _NUMBERS else None


@contextmanager
def explained() -> Iterator[None]:
    """Turn PKCS#11 errors inside the block into failures that the clerk can act on.

    Raises:
        ClerkError: as the table says; other PKCS#11 errors pass as they are.
    """
    try:
        yield
    except pkcs11.PKCS11Error as error:
        meaning = clerk_error(error)
        if meaning is None:
            raise
        raise meaning from error
