"""Where the signatures of a PDF are and which bytes they cover, before anything is believed.

Nothing here trusts the signature itself. The bytes are searched for every `/ByteRange`, so that a
signature that a later revision drops from the form is still seen.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pikepdf

WHITE = b" \t\r\n\f\x00"
_BYTE_RANGE = re.compile(
    rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]"
)
_END = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF(?:\r\n|\r|\n)?")
_HEX = re.compile(rb"<[0-9A-Fa-f\s]*>")
_MISREAD = re.compile(
    r"expected (?:endstream|endobj|\w+ \w+ obj|dictionary key)|unknown token|unexpected|EOF (?:while|after)"
    r"|invalid character|stream dictionary lacks"
)
"""What qpdf says of an object that it cannot read as written (never seen in an honest file of the corpus)."""
FIELD_DEPTH = 64
"""No honest form nests its fields deeper."""
_NESTED = 32
"""No CMS nests its elements of indefinite length deeper."""


class Unopenable(Exception):
    """The PDF cannot be opened strictly as what its last cross-reference says."""


class NeedsPassword(Exception):
    """The PDF is encrypted and does not open without a password or key."""


def open_strictly(pdf: bytes) -> pikepdf.Pdf:
    """Open without any repair: a file that needs repair is read differently by every viewer.

    Raises:
        NeedsPassword, Unopenable: there is nothing to compare.
    """
    try:
        document = pikepdf.open(io.BytesIO(pdf), attempt_recovery=False, suppress_warnings=True)
        len(document.pages)
        return document
    except pikepdf.PasswordError as error:
        raise NeedsPassword(str(error)) from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, AttributeError) as error:
        if "encryption" in str(error) or "/Encrypt" in str(error):
            raise NeedsPassword(str(error)) from error
        raise Unopenable(str(error)) from error


def misread_objects(document: pikepdf.Pdf) -> bool:
    """Whether objects that were read so far are not as they are written: every reader guesses on its own.

    qpdf takes such an object for nothing, other programs for what they find in its place.
    """
    return any(_MISREAD.search(str(warning)) for warning in document.get_warnings())


def written_numbers(pdf: bytes) -> set[tuple[int, int]]:
    """Numbers of the objects that the file itself holds.

    Reading pages makes qpdf add objects of its own; here no page was read yet.
    """
    with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False, suppress_warnings=True) as document:
        return {one.objgen for one in document.objects if isinstance(one, pikepdf.Object)}


@dataclass(frozen=True, slots=True)
class Revision:
    """One save of the file: it ends behind its `%%EOF` and the line end after that."""

    end: int
    xref: int


def revisions(pdf: bytes) -> tuple[Revision, ...]:
    """Every complete end of a revision, in file order.

    A linearized file has an early `startxref 0`; that is no revision.
    """
    return tuple(
        Revision(match.end(), int(match[1])) for match in _END.finditer(pdf) if int(match[1])
    )


def bare_end(pdf: bytes) -> int:
    """Where the last byte that is not white space ends."""
    return len(pdf.rstrip(WHITE))


@dataclass(frozen=True, slots=True)
class FoundSignature:
    """A signature dictionary with a value, reached through the form of the last revision."""

    name: str
    field: pikepdf.Dictionary
    value: pikepdf.Dictionary
    byte_range: tuple[int, ...]
    contents: bytes
    sub_filter: str
    is_time_stamp: bool


@dataclass(slots=True)
class Form:
    """The form fields of one revision."""

    signatures: list[FoundSignature] = field(default_factory=list)
    fields: list[tuple[str, pikepdf.Dictionary]] = field(default_factory=list)
    groups: list[tuple[str, pikepdf.Dictionary]] = field(default_factory=list)
    """Fields that only hold other fields, which inherit from them."""


def read_form(document: pikepdf.Pdf) -> Form:
    """All terminal fields by full name, and the signatures among them."""
    form = Form()
    acroform = document.Root.get("/AcroForm")
    if isinstance(acroform, pikepdf.Dictionary):
        seen: set[tuple[int, int]] = set()
        _walk(_array(acroform.get("/Fields")), "", None, form, seen, 0)
    known = {value.value.objgen for value in form.signatures if value.value.is_indirect}
    for page in document.pages:  # signed widgets that the form does not list
        for annotation in _array(page.obj.get("/Annots")):
            if (
                isinstance(annotation, pikepdf.Dictionary)
                and annotation.get("/FT") == pikepdf.Name.Sig
                and isinstance(annotation.get("/V"), pikepdf.Dictionary)
                and annotation.V.objgen not in known
            ):
                form.fields.append((_text(annotation.get("/T")), annotation))
                form.signatures.append(_signature(_text(annotation.get("/T")), annotation))
    return form


def _walk(
    kids: Sequence[pikepdf.Object],
    prefix: str,
    inherited_type: pikepdf.Object | None,
    form: Form,
    seen: set[tuple[int, int]],
    depth: int,
) -> None:
    for kid in kids:
        if not isinstance(kid, pikepdf.Dictionary) or depth > FIELD_DEPTH:
            continue
        if kid.is_indirect:
            if kid.objgen in seen:
                continue
            seen.add(kid.objgen)
        own = _text(kid.get("/T"))
        name = f"{prefix}.{own}" if prefix and own else prefix or own
        kind = kid.get("/FT", inherited_type)
        children = [
            child
            for child in _array(kid.get("/Kids"))
            if isinstance(child, pikepdf.Dictionary) and "/T" in child
        ]
        if children:
            form.groups.append((name, kid))
            _walk(children, name, kind, form, seen, depth + 1)
            continue
        form.fields.append((name, kid))
        if kind == pikepdf.Name.Sig and isinstance(kid.get("/V"), pikepdf.Dictionary):
            form.signatures.append(_signature(name, kid))


def _signature(name: str, kid: pikepdf.Dictionary) -> FoundSignature:
    value = kid.V
    assert isinstance(value, pikepdf.Dictionary)
    contents = value.get("/Contents")
    numbers = tuple(_whole(number) for number in _array(value.get("/ByteRange")))
    sub_filter = str(value.get("/SubFilter", ""))
    return FoundSignature(
        name=name,
        field=kid,
        value=value,
        byte_range=numbers,
        contents=bytes(contents) if isinstance(contents, pikepdf.String) else b"",
        sub_filter=sub_filter,
        is_time_stamp=sub_filter == "/ETSI.RFC3161",
    )


def certificates_beside(signature: FoundSignature) -> tuple[bytes, ...]:
    """/Cert of a signature dictionary: the signer's certificate first (only the oldest kind)."""
    given = signature.value.get("/Cert")
    several = _array(given) if isinstance(given, pikepdf.Array) else [given]
    return tuple(bytes(one) for one in several if isinstance(one, pikepdf.String))


def range_problem(pdf: bytes, signature: FoundSignature, encrypted: bool) -> str | None:
    """Why the ByteRange does not do its work, as a finding code; None where it does.

    Two spans, the first from byte 0, the gap exactly the hex string of /Contents with its
    delimiters (ISO 32000-2, 12.8.1).
    """
    numbers = signature.byte_range
    if len(numbers) != 4 or min(numbers) < 0:
        return "byte-range-shape"
    start, first, second, length = numbers
    if start != 0 or first <= 0 or second <= first or length <= 0:
        return "byte-range-shape"
    if second + length > len(pdf):
        return "byte-range-beyond-file"
    gap = pdf[first:second]
    if not signature.contents:
        return "no-contents"
    if not _HEX.fullmatch(gap):
        return "byte-range-gap"
    if encrypted:  # qpdf may have «decrypted» what is never encrypted; the key must stand before
        before = pdf[max(0, first - 64) : first].rstrip(WHITE)
        return None if before.endswith(b"/Contents") else "byte-range-gap"
    return None if in_gap(pdf, signature) == signature.contents else "byte-range-gap"


def in_gap(pdf: bytes, signature: FoundSignature) -> bytes:
    """The bytes that the hex string between the two spans stands for."""
    _start, first, second, _length = signature.byte_range
    digits = bytes(pdf[first + 1 : second - 1].translate(None, WHITE))
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def more_in_gap(contents: bytes) -> bool:
    """Whether something that nobody has signed stands behind the CMS; writers pad it with zeros."""
    return bool(contents[_element_end(contents, 0, 0) :].strip(b"\0"))


def _element_end(der: bytes, start: int, depth: int) -> int:
    """Where the ASN.1 element that begins at `start` ends; of an indefinite length (BER), behind its end mark."""
    at = start + 1
    if der[start : start + 1] and der[start] & 0x1F == 0x1F:  # a number of several bytes
        while at < len(der) and der[at] & 0x80:
            at += 1
        at += 1
    if at >= len(der) or depth > _NESTED:
        return len(der)
    head = der[at]
    if head < 0x80:
        return at + 1 + head
    if head > 0x80:
        long = head & 0x7F
        return at + 1 + long + int.from_bytes(der[at + 1 : at + 1 + long], "big")
    at += 1
    while at < len(der) and der[at : at + 2] != b"\0\0":
        at = _element_end(der, at, depth + 1)
    return at + 2


def covered_end(signature: FoundSignature) -> int:
    """The first byte behind what the signature covers."""
    return signature.byte_range[2] + signature.byte_range[3]


def ends_a_revision(pdf: bytes, end: int) -> bool:
    """Whether the first `end` bytes are a whole file: `%%EOF` and at most white space."""
    return re.search(rb"startxref\s+\d+\s+%%EOF\s*\Z", pdf[max(0, end - 256) : end]) is not None


def tail_problem(pdf: bytes, end: int) -> str | None:
    """Why what follows `end` is not a clean run of later revisions, as a finding code.

    The last revision must end with its own `startxref` that points behind `end`, and only white
    space may follow it: otherwise viewers repair the file, each in its own way.
    """
    last = bare_end(pdf)
    if last <= end:
        return None
    later = [revision for revision in revisions(pdf) if revision.end > end]
    if not later or bare_end(pdf[: later[-1].end]) != last:
        return "bytes-after-end"
    if not end <= later[-1].xref < last:
        return "xref-points-back"
    return None


def dropped_signatures(pdf: bytes, form: Form) -> int:
    """How many `/ByteRange` arrays in the bytes belong to no signature of the last revision.

    Only ranges that really enclose a hex string of the file count: empty templates do not.
    """
    known = {signature.byte_range for signature in form.signatures}
    lost = set()
    for match in _BYTE_RANGE.finditer(pdf):
        numbers = tuple(int(number) for number in match.groups())
        if numbers in known or numbers[1] == 0:
            continue
        gap = pdf[numbers[1] : numbers[2]]
        if gap[:1] == b"<" and gap[-1:] == b">":
            lost.add(numbers)
    return len(lost)


def double_definitions(form: Form) -> bool:
    """Whether two signatures of the form cover the same bytes."""
    ends = sorted(signature.byte_range for signature in form.signatures)
    return any(left == right for left, right in pairwise(ends))


def _whole(value: object) -> int:
    """A whole number as it is (pikepdf gives Python numbers), anything else as -1."""
    return value if isinstance(value, int) and not isinstance(value, bool) else -1


def _array(value: object) -> list[pikepdf.Object]:
    return list(value) if isinstance(value, pikepdf.Array) else []


def _text(value: object) -> str:
    return str(value) if isinstance(value, pikepdf.String) else ""
