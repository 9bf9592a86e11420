"""Whether what was appended after an earlier signature is allowed: our own number and date at a glance,
anything else by pyHanko's difference policy.

The policy reads the whole file several times, 200 ms for one page; in a batch every document has the
same harmless change, which a look at the overwritten objects proves.
"""

# pyHanko's PDF objects carry no types.
# mypy: disable-error-code="no-untyped-call"

from pyhanko.pdf_utils.generic import DictionaryObject, PdfObject, Reference
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

_MAY_CHANGE = {"/V", "/AP", "/M"}
"""Of a text field that is filled in; its place, name and flags may not."""
_COVERED = (
    SignatureCoverageLevel.ENTIRE_REVISION,
    SignatureCoverageLevel.ENTIRE_FILE,
)


def changes_allowed(signature: EmbeddedPdfSignature, until: int) -> bool:
    """Whether the revisions after the signature's, up to and with `until`, change what they may.

    Args:
        until: revision number, from 0; what comes behind it was appended by the caller.
    """
    only_ours = until > signature.signed_revision and _only_fields_filled(signature, until)
    if until == signature.signed_revision or only_ours:
        return signature.evaluate_signature_coverage() in _COVERED
    return summary_allows(signature)


def summary_allows(signature: EmbeddedPdfSignature) -> bool:
    """pyHanko's word on everything that follows the signature."""
    signature.compute_integrity_info()
    return signature.summarise_integrity_info()["docmdp_ok"] is True


def _only_fields_filled(signature: EmbeddedPdfSignature, until: int) -> bool:
    """Whether nothing that was signed is overwritten but texts of fields that were left blank.

    New objects count for nothing: only an overwritten object can lead a viewer to them.
    """
    reader, signed = signature.reader, signature.signed_revision
    xrefs = reader.xrefs
    if xrefs.hybrid_xrefs_present or signature.docmdp_level is not None:
        return False
    root = reader.trailer.raw_get("/Root", revision=signed)
    info = reader.trailer.raw_get("/Info", revision=signed) if "/Info" in reader.trailer else None
    fields = _text_fields(reader, signed)
    for revision in range(signed + 1, until + 1):
        if reader.trailer.raw_get("/Root", revision=revision) != root:
            return False
        if xrefs.refs_freed_in_revision(revision):
            return False
        for reference in xrefs.explicit_refs_in_revision(revision):
            if xrefs.get_introducing_revision(reference) > signed:
                continue
            if info is not None and reference == getattr(info, "reference", None):
                continue
            if reference not in fields:
                return False
            if not _filled(fields[reference], _at(reader, reference, revision)):
                return False
    return True


def _text_fields(reader: PdfFileReader, revision: int) -> dict[Reference, PdfObject]:
    """Text fields of the form as signed, with nothing in them, by their reference."""
    at = reader.get_historical_resolver(revision)
    form = at.root.get("/AcroForm", DictionaryObject())
    found: dict[Reference, PdfObject] = {}
    for number in range(len(form.get("/Fields", ()))):
        item = form["/Fields"].raw_get(number)
        field = at(item.reference) if hasattr(item, "reference") else None
        if isinstance(field, DictionaryObject) and field.get("/FT") == "/Tx" and "/V" not in field:
            found[item.reference] = field
    return found


def _filled(before: PdfObject, after: PdfObject) -> bool:
    """Whether only the value of a field and how it looks are new."""
    if not isinstance(before, DictionaryObject) or not isinstance(after, DictionaryObject):
        return False
    kept = {key: before.raw_get(key) for key in before if key not in _MAY_CHANGE}
    now = {key: after.raw_get(key) for key in after if key not in _MAY_CHANGE}
    return kept == now


def _at(reader: PdfFileReader, reference: Reference, revision: int) -> PdfObject:
    found: PdfObject = reader.get_historical_resolver(revision)(reference)
    return found
