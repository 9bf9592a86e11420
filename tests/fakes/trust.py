"""A trust store in memory, a source of revocation lists, and trust files as a province makes them."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from asn1crypto import pem, x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from clerkdesk.adapters.verify.authority_files import distribution_points
from clerkdesk.adapters.verify.crl_file import KeptCrl, demand_signed, listed, newer, read_crl
from clerkdesk.adapters.verify.names import part
from clerkdesk.adapters.verify.trust_file import (
    Authorities,
    TrustContent,
    public_hex,
    read_trust_file,
    write_trust_file,
)
from clerkdesk.domain.errors import (
    CrlIssuerUnknown,
    CrlNotFetched,
    NotATrustFile,
    OlderCrl,
    OlderTrustFile,
    ProvinceKeyUnknown,
)
from clerkdesk.domain.trust import (
    AuthorityFacts,
    BundleFacts,
    CrlFacts,
    TrustList,
    TrustNews,
    TrustStanding,
    crl_due,
    key_words,
    may_replace,
)
from tests.fakes.verify_authority import NOW, Authority

PROVINCE_KEY = Ed25519PrivateKey.from_private_bytes(b"p" * 32)
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(b"x" * 32)
PINNED = public_hex(PROVINCE_KEY.public_key())


def trust_file(
    version: int,
    official: Sequence[Authority] = (),
    public: Sequence[Authority] = (),
    *,
    key: Ed25519PrivateKey = PROVINCE_KEY,
    crls: Sequence[bytes] = (),
    made_at: datetime = NOW,
) -> bytes:
    """A province's list, signed."""
    content = TrustContent(
        name="Danh sách tin cậy tỉnh Mẫu",
        version=version,
        made_at=made_at,
        made_by="Sở Khoa học và Công nghệ",
        official=Authorities(tuple(one.identity.der for one in official)),
        public=Authorities(tuple(one.identity.der for one in public)),
        crls=tuple(crls),
    )
    return write_trust_file(content, key)


class FakeTrust:
    """Keeps trust in memory; reads the same files as the real one."""

    def __init__(self) -> None:
        self.held: BundleFacts | None = None
        self.highest = 0
        self.province: dict[bytes, TrustList] = {}
        self.since: dict[bytes, datetime] = {}
        self.own: dict[bytes, tuple[str, datetime]] = {}
        self.crls: dict[str, CrlFacts] = {}
        self.lists: dict[str, KeptCrl] = {}
        self.points: dict[str, str] = {}

    def standing(self) -> TrustStanding:
        found = [self._facts(der, which) for der, which in self.province.items()]
        found += [self._facts(der, TrustList.OWN) for der in self.own if der not in self.province]
        crls = sorted(self.crls.values(), key=lambda one: one.issuer)
        return TrustStanding(self.held, tuple(found), tuple(crls))

    def examine(self, name: str, content: bytes) -> BundleFacts:
        return read_trust_file(name, content)[0]

    def load_bundle(
        self, name: str, content: bytes, *, keys: Collection[str], source: str, at: datetime
    ) -> BundleFacts:
        facts, read = read_trust_file(name, content)
        if facts.key not in {key.strip().lower() for key in keys}:
            raise ProvinceKeyUnknown(name, key_words(facts.key))
        if self.held is not None and self.held.sha256 == facts.sha256:
            return self.held
        if not may_replace(self.held, facts) or facts.version < self.highest:
            raise OlderTrustFile(name, facts.version, self.highest)
        self.province = {}
        for which, one in ((TrustList.OFFICIAL, read.official), (TrustList.PUBLIC, read.public)):
            for der in (*one.roots, *one.intermediates):
                _demand_authority(name, der)
                self.province[der] = which
                self.since.setdefault(der, at)
        self.highest = facts.version
        self.held = replace(facts, source=source, loaded_at=at)
        for der in read.crls:
            try:
                self.load_crl(name, der, source=source, at=at)
            except (OlderCrl, CrlIssuerUnknown):
                continue
        return self.held

    def load_crl(self, name: str, content: bytes, *, source: str, at: datetime) -> TrustNews:
        kept = read_crl(name, content)
        demand_signed(name, kept, (*self.province, *self.own))
        held = self.crls.get(kept.key)
        if held is not None and newer(kept.facts, held):
            raise OlderCrl(name, str(kept.facts.this_update), str(held.this_update))
        self.points[source] = kept.key
        if held is not None and not newer(held, kept.facts):
            return TrustNews()
        self.lists[kept.key] = kept
        self.crls[kept.key] = replace(kept.facts, source=source, loaded_at=at)
        return TrustNews(crls=(self.crls[kept.key],))

    def add_own(self, name: str, content: bytes, *, source: str, at: datetime) -> TrustNews:
        ders = (
            [der for _k, _h, der in pem.unarmor(content, multiple=True)]
            if pem.detect(content)
            else [content]
        )
        for der in ders:
            _demand_authority(name, der)
        new = [der for der in ders if der not in self.own and der not in self.province]
        for der in new:
            self.own[der] = (source, at)
        return TrustNews(authorities=tuple(self._facts(der, TrustList.OWN) for der in new))

    def remove_own(self, fingerprint: str) -> None:
        self.own = {
            der: how
            for der, how in self.own.items()
            if hashlib.sha256(der).hexdigest() != fingerprint
        }

    def struck_off(self, certificates: Collection[tuple[str, str]]) -> Collection[tuple[str, str]]:
        return {
            (issuer, serial)
            for key, facts in self.crls.items()
            for issuer, serial in certificates
            if issuer == facts.issuer and list(listed(self.lists[key], [serial]))
        }

    def due(self, points: Collection[str], at: datetime) -> Sequence[str]:
        wanted = dict.fromkeys(points)
        for one in self.standing().authorities:
            wanted.update(dict.fromkeys(one.crl_points))
        return [
            url
            for url in wanted
            if url.startswith("http") and crl_due(self.crls.get(self.points.get(url, "")), at)
        ]

    def _facts(self, der: bytes, which: TrustList) -> AuthorityFacts:
        certificate = x509.Certificate.load(der)
        source, at = self.own.get(der, ("", None))
        return AuthorityFacts(
            name=part(certificate.subject, "common_name"),
            fingerprint=hashlib.sha256(der).hexdigest(),
            trust_list=which,
            is_root=certificate.subject == certificate.issuer,
            not_before=certificate.not_valid_before,
            not_after=certificate.not_valid_after,
            since=at if which is TrustList.OWN else self.since[der],
            source=source if which is TrustList.OWN else (self.held.source if self.held else ""),
            crl_points=tuple(distribution_points(certificate)),
        )


class FakeCrlSource:
    """Gives `lists[url]`; a URL that is not there has no line."""

    def __init__(self, lists: Mapping[str, bytes] | None = None) -> None:
        self.lists = dict(lists or {})
        self.asked: list[str] = []

    def fetch(self, url: str) -> bytes:
        self.asked.append(url)
        if url not in self.lists:
            raise CrlNotFetched(url, "không có mạng")
        return self.lists[url]

    def close(self) -> None:
        self.lists.clear()


def _demand_authority(name: str, der: bytes) -> None:
    try:
        if not x509.Certificate.load(der, strict=True).ca:
            raise ValueError("no authority")
    except (ValueError, TypeError) as error:
        raise NotATrustFile(name, str(error)) from error
