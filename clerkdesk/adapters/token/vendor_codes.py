"""What every PKCS#11 return code means for the clerk: the one table."""

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


def clerk_error(error: pkcs11.PKCS11Error) -> ClerkError | None:
    """The failure that `error` means, or None where the code is in no table: a defect.

    Never guessed: a code taken for a wrong PIN makes people type until the token locks.
    """
    kind = type(error)
    if kind in _MEANINGS:
        return _MEANINGS[kind]()
    if kind in _CODES:
        return TokenRefused(_CODES[kind])
    return None


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
