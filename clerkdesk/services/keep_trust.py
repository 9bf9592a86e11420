"""Whom the office believes: load lists, add authorities of its own, pin the province's key."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import PurePath

from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.domain.trust import (
    CERTIFICATE_SUFFIXES,
    TRUST_FILE_SUFFIX,
    BundleFacts,
    TrustNews,
    TrustStanding,
)
from clerkdesk.ports.store import Settings
from clerkdesk.ports.trust import TrustStore

PROVINCE_KEYS = "trust.province_keys"
_KEY_LETTERS = 64


class KeepTrust:
    """A signed list and a revocation list prove themselves, so whoever is at the desk may load them;
    what the office believes by its own word only an administrator adds."""

    def __init__(
        self, settings: Settings, trust: TrustStore, clock: Callable[[], datetime]
    ) -> None:
        self._settings = settings
        self._trust = trust
        self._clock = clock

    def standing(self) -> TrustStanding:
        """Everything that is believed now."""
        return self._trust.standing()

    def keys(self) -> Sequence[str]:
        """Public keys of the province whose lists are taken, hex."""
        stored = self._settings.get(PROVINCE_KEYS)
        return [str(key) for key in stored] if isinstance(stored, list) else []

    def pin(self, key: str, by: Person) -> None:
        """Take lists signed with `key` from now on; spaces in it are those of reading it out.

        Raises:
            NotAllowed
            InvalidEntry: it is no key.
        """
        demand(by, Right.SETTINGS)
        key = "".join(key.split()).lower()
        if len(key) != _KEY_LETTERS or not all(letter in "0123456789abcdef" for letter in key):
            raise InvalidEntry({"key": _("Mã khóa gồm 64 ký tự 0–9, A–F, như tỉnh thông báo.")})
        self._settings.put(PROVINCE_KEYS, list(dict.fromkeys([*self.keys(), key])), by.login)

    def unpin(self, key: str, by: Person) -> None:
        """Take no more lists signed with `key`; the list in force stays.

        Raises:
            NotAllowed
        """
        demand(by, Right.SETTINGS)
        left = [one for one in self.keys() if one != key]
        self._settings.put(PROVINCE_KEYS, left, by.login)

    def examine(self, name: str, content: bytes) -> BundleFacts:
        """What a trust file says of itself, before its key is pinned.

        Raises:
            NotATrustFile, TrustFileForged
        """
        return self._trust.examine(name, content)

    def load(self, name: str, content: bytes, by: Person) -> TrustNews:
        """Take in a file that somebody brought: trust list, revocation list or certificate.

        Raises:
            NotATrustFile, TrustFileForged, ProvinceKeyUnknown, OlderTrustFile
            CrlIssuerUnknown, OlderCrl
            NotAllowed: a certificate, and `by` is no administrator.
        """
        source = _("tệp «{name}», {who} nạp").format(name=name, who=by.full_name)
        suffix = PurePath(name).suffix.lower()
        if suffix == TRUST_FILE_SUFFIX:
            return self.take(name, content, source)
        if suffix in CERTIFICATE_SUFFIXES and b"X509 CRL" not in content[:200]:
            demand(by, Right.SETTINGS)
            return self._trust.add_own(name, content, source=source, at=self._clock())
        return self._trust.load_crl(name, content, source=source, at=self._clock())

    def take(self, name: str, content: bytes, source: str) -> TrustNews:
        """Take in the province's list, by whichever way it came.

        Raises:
            NotATrustFile, TrustFileForged, ProvinceKeyUnknown, OlderTrustFile
        """
        before = self._trust.standing()
        facts = self._trust.load_bundle(
            name, content, keys=self.keys(), source=source, at=self._clock()
        )
        if before.bundle is not None and before.bundle.sha256 == facts.sha256:
            return TrustNews()
        held = {one.issuer: one.this_update for one in before.crls}
        return TrustNews(
            bundle=facts,
            crls=tuple(
                one
                for one in self._trust.standing().crls
                if held.get(one.issuer) != one.this_update
            ),
        )

    def remove(self, fingerprint: str, by: Person) -> None:
        """Believe an own addition no more.

        Raises:
            NotAllowed
        """
        demand(by, Right.SETTINGS)
        self._trust.remove_own(fingerprint)
