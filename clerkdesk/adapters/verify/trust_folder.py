"""`ports.trust.TrustStore` in a folder of this machine; the highest version seen is kept in a second place.

`province.cdtrust` (the signed list in force), `roots/` and `intermediates/` (own additions), `crls/` (cache),
and `trust.json`: since when and from where each of them is there.
"""

import json
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from asn1crypto import pem

from clerkdesk.adapters.verify.authority_files import (
    authorities_in,
    certificate_of,
    certificates_in,
    demand_authorities,
    distribution_points,
    fingerprint_of,
    is_root,
    shown_name,
)
from clerkdesk.adapters.verify.crl_file import KeptCrl, demand_signed, listed, newer, read_crl
from clerkdesk.adapters.verify.trust import PROVINCE_FILE, TrustBundle, bundle_of, read_bundle
from clerkdesk.adapters.verify.trust_file import read_trust_file
from clerkdesk.domain.errors import (
    CrlIssuerUnknown,
    NotATrustFile,
    OlderCrl,
    OlderTrustFile,
    ProvinceKeyUnknown,
    TrustFileForged,
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
from clerkdesk.process.named_files import make_folder, write_file

_LEDGER = "trust.json"
_MARK = "trust-version"
_DAY = "%d/%m/%Y %H:%M"


class TrustFolder:
    """Trust of one machine.

    Args:
        folder: made when something is first kept.
        marks: where the highest version is remembered beside the folder; None = in it alone.
    """

    def __init__(self, folder: Path, marks: Path | None = None) -> None:
        self._folder = folder
        self._mark = marks / _MARK if marks is not None else None
        self._turn = threading.RLock()
        self._bundle: TrustBundle | None = None
        self._read_as = (0, 0)
        self._damaged: list[str] = []

    def bundle(self) -> TrustBundle:
        """What signatures are judged by; read once, and again after every change. What cannot be read
        is left out, so that nothing is green by it, and named in `standing`.
        """
        with self._turn:
            state = self._state()
            if self._bundle is None or self._read_as != state:
                self._damaged = []
                self._bundle = read_bundle(self._folder, self._damaged)
                self._read_as = state
            return self._bundle

    def standing(self) -> TrustStanding:
        """Everything that is believed now."""
        with self._turn:
            authorities = tuple(self._authorities())
            crls = sorted((facts for _key, facts in self._crls()), key=lambda one: one.issuer)
            return TrustStanding(self._held(), authorities, tuple(crls), tuple(self._damaged))

    def examine(self, name: str, content: bytes) -> BundleFacts:
        """What a trust file says of itself, its own signature checked, nothing kept."""
        return read_trust_file(name, content)[0]

    def load_bundle(
        self, name: str, content: bytes, *, keys: Collection[str], source: str, at: datetime
    ) -> BundleFacts:
        """Put the province's trust list in the place of the one before."""
        facts, read = read_trust_file(name, content)
        if facts.key not in {key.strip().lower() for key in keys}:
            raise ProvinceKeyUnknown(name, key_words(facts.key))
        with self._turn:
            held = self._held()
            if held is not None and held.sha256 == facts.sha256:
                return held
            if not may_replace(held, facts) or facts.version < self._highest():
                highest = max(self._highest(), held.version if held else 0)
                raise OlderTrustFile(name, facts.version, highest)
            believed = bundle_of(read)
            demand_authorities(name, (*believed.roots, *believed.intermediates))
            self._keep(PROVINCE_FILE, content)
            ledger = self._ledger()
            since = _table(ledger, "since")
            for der in (*believed.roots, *believed.intermediates):
                since.setdefault(fingerprint_of(der), at.isoformat())
            ledger["province"] = {"source": source, "at": at.isoformat()}
            ledger["highest"] = facts.version
            self._keep_ledger(ledger)
            self._raise_mark(facts.version)
            for der in read.crls:
                self._load_bundled_crl(der, source, at)
            return replace(facts, source=source, loaded_at=at)

    def load_crl(self, name: str, content: bytes, *, source: str, at: datetime) -> TrustNews:
        """Keep a revocation list in the place of the one before."""
        kept = read_crl(name, content)
        with self._turn:
            bundle = self.bundle()
            demand_signed(name, kept, (*bundle.roots, *bundle.intermediates))
            held = dict(self._crls()).get(kept.key)
            if held is not None and newer(kept.facts, held):
                made, before = kept.facts.this_update, held.this_update
                raise OlderCrl(name, f"{made:{_DAY}}", f"{before:{_DAY}}")
            fresh = held is None or newer(held, kept.facts)
            return self._keep_crl(kept, source, at, fresh)

    def add_own(self, name: str, content: bytes, *, source: str, at: datetime) -> TrustNews:
        """Believe authorities of the office's own choice."""
        ders = authorities_in(name, content)
        with self._turn:
            known = {one.fingerprint for one in self._authorities()}
            ledger, new = self._ledger(), []
            for der in ders:
                fingerprint = fingerprint_of(der)
                if fingerprint in known:
                    continue
                self._keep(
                    f"{'roots' if is_root(der) else 'intermediates'}/{fingerprint[:24]}.pem",
                    pem.armor("CERTIFICATE", der),
                )
                _table(ledger, "own")[fingerprint] = {"source": source, "at": at.isoformat()}
                new.append(fingerprint)
            self._keep_ledger(ledger)
            added = tuple(one for one in self._authorities() if one.fingerprint in new)
            return TrustNews(authorities=added)

    def remove_own(self, fingerprint: str) -> None:
        """Believe an own addition no more."""
        with self._turn:
            for kind in ("roots", "intermediates"):
                for file in (self._folder / kind).glob("*"):
                    if any(
                        fingerprint_of(der) == fingerprint
                        for der in certificates_in(file.name, file.read_bytes())
                    ):
                        file.unlink()
            ledger = self._ledger()
            _table(ledger, "own").pop(fingerprint, None)
            self._keep_ledger(ledger)

    def struck_off(self, certificates: Collection[tuple[str, str]]) -> Collection[tuple[str, str]]:
        """Those of `certificates` (issuer, serial) that a revocation list here names."""
        found: set[tuple[str, str]] = set()
        with self._turn:
            for file in (self._folder / "crls").glob("*.crl"):
                try:
                    kept = read_crl(file.name, file.read_bytes())
                except NotATrustFile:
                    continue
                serials = [serial for issuer, serial in certificates if issuer == kept.facts.issuer]
                found.update((kept.facts.issuer, serial) for serial in listed(kept, serials))
        return found

    def due(self, points: Collection[str], at: datetime) -> Sequence[str]:
        """Distribution points worth fetching from now."""
        with self._turn:
            wanted = dict.fromkeys(points)
            for authority in self._authorities():
                wanted.update(dict.fromkeys(authority.crl_points))
            held = {facts.source: facts for _key, facts in self._crls()}
            fetched = _table(self._ledger(), "points")
            by_key = dict(self._crls())
            return [
                url
                for url in wanted
                if url.lower().startswith("http://") or url.lower().startswith("https://")
                if crl_due(held.get(url) or by_key.get(str(fetched.get(url))), at)
            ]

    # --- what lies there -----------------------------------------------------------------------

    def _state(self) -> tuple[int, int]:
        """Changes when another process (`clerkdesk trust load`) has kept something here."""
        try:
            facts = (self._folder / _LEDGER).stat()
        except OSError:
            return (0, 0)
        return facts.st_mtime_ns, facts.st_size

    def _held(self) -> BundleFacts | None:
        file = self._folder / PROVINCE_FILE
        if not file.is_file():
            return None
        try:
            facts = self.examine(file.name, file.read_bytes())
        except (NotATrustFile, TrustFileForged):
            return None
        how = self._ledger().get("province")
        if not isinstance(how, Mapping):
            return facts
        return replace(facts, source=str(how.get("source", "")), loaded_at=_moment(how.get("at")))

    def _authorities(self) -> Iterator[AuthorityFacts]:
        ledger, bundle = self._ledger(), self.bundle()
        since, own = _table(ledger, "since"), _table(ledger, "own")
        province = self._province()
        held = self._held()
        for der in (*bundle.roots, *bundle.intermediates):
            fingerprint = fingerprint_of(der)
            from_province = der in province.roots or der in province.intermediates
            note = own.get(fingerprint)
            how = note if isinstance(note, Mapping) else {}
            at = since.get(fingerprint) if from_province else how.get("at")
            yield AuthorityFacts(
                name=shown_name(der),
                fingerprint=fingerprint,
                trust_list=_list_of(der, province) if from_province else TrustList.OWN,
                is_root=der in bundle.roots,
                not_before=certificate_of(der).not_valid_before,
                not_after=certificate_of(der).not_valid_after,
                since=_moment(at),
                source=(held.source if held else "")
                if from_province
                else str(how.get("source", "")),
                crl_points=tuple(distribution_points(certificate_of(der))),
            )

    def _province(self) -> "_Province":
        file = self._folder / PROVINCE_FILE
        if not file.is_file():
            return _Province((), (), frozenset())
        try:
            _facts, content = read_trust_file(file.name, file.read_bytes())
        except (NotATrustFile, TrustFileForged):
            return _Province((), (), frozenset())
        public = frozenset((*content.public.roots, *content.public.intermediates))
        believed = bundle_of(content)
        return _Province(believed.roots, believed.intermediates, public)

    def _crls(self) -> Iterator[tuple[str, CrlFacts]]:
        notes = _table(self._ledger(), "crls")
        for file in sorted((self._folder / "crls").glob("*.crl")):
            try:
                kept = read_crl(file.name, file.read_bytes())
            except NotATrustFile:
                continue  # named by `bundle`
            note = notes.get(kept.key)
            how = note if isinstance(note, Mapping) else {}
            source, at = str(how.get("source", "")), _moment(how.get("at"))
            yield kept.key, replace(kept.facts, source=source, loaded_at=at)

    # --- keeping -------------------------------------------------------------------------------

    def _load_bundled_crl(self, der: bytes, source: str, at: datetime) -> None:
        try:
            self.load_crl(PROVINCE_FILE, der, source=source, at=at)
        except (OlderCrl, CrlIssuerUnknown):
            return  # a newer one is held, or its authority stands on no list: of no use

    def _keep_crl(self, kept: KeptCrl, source: str, at: datetime, fresh: bool) -> TrustNews:
        ledger = self._ledger()
        _table(ledger, "points")[source] = kept.key
        if fresh:
            own_name = f"{kept.key}.crl"
            self._keep(f"crls/{own_name}", kept.der)
            for file in (self._folder / "crls").glob("*.crl"):
                if file.name != own_name and _is_former(file, kept.key):
                    file.unlink()
            _table(ledger, "crls")[kept.key] = {"source": source, "at": at.isoformat()}
        self._keep_ledger(ledger)
        facts = replace(kept.facts, source=source, loaded_at=at)
        return TrustNews(crls=(facts,)) if fresh else TrustNews()

    def _keep(self, name: str, content: bytes) -> None:
        file = self._folder / name
        make_folder(file.parent)
        write_file(file, content)
        self._bundle = None

    def _ledger(self) -> dict[str, object]:
        try:
            read = json.loads((self._folder / _LEDGER).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}  # only since when and from where: what is believed lies in the files
        return read if isinstance(read, dict) else {}

    def _keep_ledger(self, ledger: Mapping[str, object]) -> None:
        self._keep(_LEDGER, json.dumps(ledger, ensure_ascii=False, indent=1).encode())

    def _highest(self) -> int:
        seen = [self._ledger().get("highest")]
        if self._mark is not None and self._mark.is_file():
            seen.append(int(text) if (text := self._mark.read_text().strip()).isdigit() else 0)
        return max((one for one in seen if isinstance(one, int)), default=0)

    def _raise_mark(self, version: int) -> None:
        if self._mark is not None:
            make_folder(self._mark.parent)
            write_file(self._mark, str(version).encode())


class _Province:
    """The province's list, for telling it from own additions."""

    def __init__(
        self, roots: tuple[bytes, ...], intermediates: tuple[bytes, ...], public: frozenset[bytes]
    ) -> None:
        self.roots, self.intermediates, self.public = roots, intermediates, public


def _is_former(file: Path, key: str) -> bool:
    """Whether a file holds an older list of the same authority, or nothing that can be read."""
    try:
        return read_crl(file.name, file.read_bytes()).key == key
    except NotATrustFile:
        return True


def _list_of(der: bytes, province: _Province) -> TrustList:
    return TrustList.PUBLIC if der in province.public else TrustList.OFFICIAL


def _moment(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _table(ledger: dict[str, object], name: str) -> dict[str, object]:
    found = ledger.setdefault(name, {})
    if not isinstance(found, dict):
        found = ledger[name] = {}
    return found
