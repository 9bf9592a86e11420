"""What plain pyHanko says of the integrity of a file: the peer of issue 4/8."""

import asyncio
import logging
from io import BytesIO

from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import ValidationError

_REFUSED = (
    PdfError, SigningError, SignatureValidationError, ValidationError, ValueError, TypeError,
    KeyError, IndexError, AttributeError, RecursionError, NotImplementedError, OverflowError,
    AssertionError, UnsupportedAlgorithm, OSError,
)  # fmt: skip
"""What pyHanko raises on files that it does not judge."""


def is_green(pdf: bytes) -> bool:
    """Whether it finds signatures, and all of them intact, right, and changed only as permitted."""
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    try:
        reader = PdfFileReader(BytesIO(pdf))
        signatures = reader.embedded_signatures
        return bool(signatures) and all(_one(signature) for signature in signatures)
    except _REFUSED:
        return False


def _one(signature: EmbeddedPdfSignature) -> bool:
    context = ValidationContext(trust_roots=[], allow_fetching=False)
    if signature.sig_object_type == "/DocTimeStamp":
        status = asyncio.run(async_validate_pdf_timestamp(signature, context))
        return bool(status.intact and status.valid)
    status = asyncio.run(async_validate_pdf_signature(signature, context))
    permitted = status.docmdp_ok is not False
    level = status.modification_level
    return bool(
        status.intact and status.valid and permitted and level is not ModificationLevel.OTHER
    )
