"""Whose certificate it is: a person's or an organisation's, told from its names."""

from clerkdesk.domain.vietnamese import fold, nfc

_ORGANISATIONS = (
    "ủy ban",
    "uỷ ban",
    "ubnd",
    "hội đồng",
    "hđnd",
    "văn phòng",
    "sở ",
    "phòng ",
    "ban ",
    "cục ",
    "chi cục",
    "tổng cục",
    "bộ ",
    "trung tâm",
    "trường ",
    "trạm ",
    "công ty",
    "công an",
    "tòa án",
    "viện ",
    "uy ban nhan dan",
    "hoi dong nhan dan",
)
"""How names of organisations begin. With diacritics: «Trường» is a school, «Trương» a person."""


def names_organisation(common_name: str, organisation: str) -> bool:
    """Whether a certificate with these subject names is an organisation's.

    Source: our reading of certificates that Vietnamese CAs issue (no rule of law says it): those
    of organisations carry the organisation's name as CN, those of persons the person's.
    """
    name = nfc(common_name).casefold().strip()
    return bool(name) and (
        name.startswith(_ORGANISATIONS) or fold(common_name) == fold(organisation)
    )
