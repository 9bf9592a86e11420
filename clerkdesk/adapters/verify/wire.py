"""A signature check as JSON values: over the pipe, into the record, on the command line."""

from collections.abc import Mapping
from datetime import datetime

from clerkdesk.domain.verdicts import (
    CertificateState,
    Finding,
    Integrity,
    LegalClass,
    Revocation,
    SignatureCheck,
    SignatureReport,
    Verdict,
)


def check_to_json(check: SignatureCheck) -> dict[str, object]:
    """All of `check` as JSON values; times in ISO 8601."""
    return {
        "verdict": check.verdict.value,
        "integrity": check.integrity.value,
        "certificate": check.certificate.value,
        "revocation": check.revocation.value,
        "legal_class": check.legal_class.value,
        "signatures": [_signature_to_json(one) for one in check.signatures],
        "findings": [{"code": one.code, "text": one.text} for one in check.findings],
        "sha256": check.sha256,
        "checked_at": _time_to_json(check.checked_at),
        "trust_bundle": check.trust_bundle,
        "seconds": check.seconds,
    }


def check_from_json(values: Mapping[str, object]) -> SignatureCheck:
    """Make the check that `check_to_json` wrote.

    Raises:
        KeyError, ValueError, TypeError: the values are not those of a check.
    """
    return SignatureCheck(
        verdict=Verdict(str(values["verdict"])),
        integrity=Integrity(str(values["integrity"])),
        certificate=CertificateState(str(values["certificate"])),
        revocation=Revocation(str(values["revocation"])),
        legal_class=LegalClass(str(values["legal_class"])),
        signatures=tuple(_signature_from_json(one) for one in _mappings(values["signatures"])),
        findings=tuple(
            Finding(str(one["code"]), str(one["text"])) for one in _mappings(values["findings"])
        ),
        sha256=str(values["sha256"]),
        checked_at=_time_from_json(values["checked_at"]),
        trust_bundle=str(values["trust_bundle"]),
        seconds=float(str(values["seconds"])),
    )


def _signature_to_json(one: SignatureReport) -> dict[str, object]:
    return {
        "field_name": one.field_name,
        "signer": one.signer,
        "organisation": one.organisation,
        "issuer": one.issuer,
        "signed_at": _time_to_json(one.signed_at),
        "time_stamped": one.time_stamped,
        "integrity": one.integrity.value,
        "certificate": one.certificate.value,
        "revocation": one.revocation.value,
        "is_organisation": one.is_organisation,
    }


def _signature_from_json(values: Mapping[str, object]) -> SignatureReport:
    return SignatureReport(
        field_name=str(values["field_name"]),
        signer=str(values["signer"]),
        organisation=str(values["organisation"]),
        issuer=str(values["issuer"]),
        signed_at=_time_from_json(values["signed_at"]),
        time_stamped=values["time_stamped"] is True,
        integrity=Integrity(str(values["integrity"])),
        certificate=CertificateState(str(values["certificate"])),
        revocation=Revocation(str(values["revocation"])),
        is_organisation=values["is_organisation"] is True,
    )


def _time_to_json(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _time_from_json(value: object) -> datetime | None:
    return None if value is None else datetime.fromisoformat(str(value))


def _mappings(value: object) -> list[Mapping[str, object]]:
    if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
        raise TypeError("a list of objects was expected")
    return value
