"""Whose name is in the certificate, and does the name try to deceive the eye?"""

import unicodedata

from asn1crypto import x509

from clerkdesk.domain.certificates import names_organisation
from clerkdesk.domain.vietnamese import nfc

_PERSON_ID = ("CCCD:", "CMND:", "HC:")
_ORGANISATION_ID = ("MST:", "MNS:")
_LOOK_ALIKE_SCRIPTS = (
    "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "FULLWIDTH", "MATHEMATICAL", "LISU",
    "MODIFIER", "CIRCLED", "PARENTHESIZED", "SQUARED", "LATIN LETTER SMALL CAPITAL", "DESERET",
)  # fmt: skip


def part(name: x509.Name, kind: str) -> str:
    """The value of one attribute of a distinguished name; several are joined by commas."""
    values = [
        str(pair["value"].native)
        for rdn in name.chosen
        for pair in rdn
        if pair["type"].native == kind
    ]
    return nfc(", ".join(values))


def shown(text: str) -> str:
    """`text` fit for the screen: control and direction marks become visible."""
    return "".join(
        letter if unicodedata.category(letter) not in ("Cf", "Cc", "Co", "Cn", "Zl", "Zp") else "�"
        for letter in text
    )


def deceptive(name: x509.Name) -> frozenset[str]:
    """Finding codes: direction or control marks, letters of a look-alike alphabet."""
    found = set()
    for rdn in name.chosen:
        for pair in rdn:
            text = pair["value"].native
            if not isinstance(text, str):
                continue
            letters = [letter for letter in text if letter.isalpha() or letter.isdigit()]
            if any(unicodedata.category(one) in ("Cf", "Cc", "Co", "Zl", "Zp") for one in text):
                found.add("name-control-marks")
            if any(unicodedata.name(one, "").startswith(_LOOK_ALIKE_SCRIPTS) for one in letters):
                found.add("name-look-alike")
    return frozenset(found)


def is_organisation(certificate: x509.Certificate) -> bool:
    """Whether the certificate names an organisation (its seal) and not a person.

    Identifiers decide (UID «MST:» or «CCCD:», organizationIdentifier); then a personal name; then
    the same reading of the common name as for certificates on tokens.
    """
    subject = certificate.subject
    uid = part(subject, "user_id").upper()
    if uid.startswith(_ORGANISATION_ID) or part(subject, "organization_identifier"):
        return True
    if uid.startswith(_PERSON_ID) or part(subject, "given_name") or part(subject, "surname"):
        return False
    return names_organisation(part(subject, "common_name"), part(subject, "organization_name"))
