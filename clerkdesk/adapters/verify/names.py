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

_APART = frozenset("đĐðÐøØłŁßæÆœŒþÞªº")
"""Latin letters of real names that no mark makes of an ASCII one."""
_FILLERS = frozenset("\u3164\u115f\u1160\uffa0\u2800")
"""Letters and signs that show nothing."""


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
            if any(_unseen(one) for one in text):
                found.add("name-control-marks")
            if _looks_like_another(text):
                found.add("name-look-alike")
    return frozenset(found)


def _unseen(letter: str) -> bool:
    return letter in _FILLERS or unicodedata.category(letter) in ("Cf", "Cc", "Co", "Zl", "Zp")


def _looks_like_another(text: str) -> bool:
    """Whether a letter is not what it seems: of an alphabet that copies ours, a Latin letter that no name
    is written with, or one of any other script among Latin ones."""
    letters = [one for one in text if one.isalpha() or one.isdigit()]
    names = {one: unicodedata.name(one, "") for one in letters if one not in _FILLERS}
    if any(name.startswith(_LOOK_ALIKE_SCRIPTS) for name in names.values()):
        return True
    words = [one for one in names if one.isalpha() and one not in _APART]
    latin = [one for one in words if names[one].startswith("LATIN")]
    if any(not unicodedata.normalize("NFD", one)[0].isascii() for one in latin):
        return True
    return bool(latin) and len(latin) != len(words)


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
