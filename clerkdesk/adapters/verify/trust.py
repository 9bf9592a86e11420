"""The office's own trust bundle: whom it believes, and which certificates were withdrawn.

A folder with the province's signed list (`province.cdtrust`), the office's own additions
(`roots/*.pem`, `intermediates/*.pem`, named by `bundle.json` where there is one) and `crls/*.crl`. The roots of the operating system are never used.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from asn1crypto import crl, pem, x509

from clerkdesk.adapters.verify.trust_file import TrustContent, read_trust_file
from clerkdesk.domain.errors import DamagedFile, NotATrustFile, TrustFileForged
from clerkdesk.domain.trust import TrustList

PROVINCE_FILE = "province.cdtrust"
_CERTIFICATES = ("*.pem", "*.crt", "*.cer")


@dataclass(frozen=True, slots=True)
class TrustBundle:
    """Anchors, the CA certificates that files leave out, and revocation lists; all DER."""

    name: str = ""
    version: str = ""
    roots: tuple[bytes, ...] = ()
    intermediates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    listed: tuple[tuple[str, str], ...] = ()
    """SHA-256 of a root, and the `TrustList` it stands on; a root that is not here is the office's own."""

    def list_of(self, root: bytes) -> TrustList:
        """On which list a root stands."""
        return TrustList(dict(self.listed).get(hashlib.sha256(root).hexdigest(), TrustList.OWN))

    @property
    def label(self) -> str:
        """Name, version and hash of the content, as kept with every verdict."""
        digest = hashlib.sha256()
        for part in (self.roots, self.intermediates, self.crls):
            digest.update(b"".join(sorted(map(_digest, part))) + b"|")
        digest.update(repr(sorted(self.listed)).encode() if self.listed else b"")
        return " ".join(filter(None, (self.name, self.version, digest.hexdigest()[:16])))

    def joined(self, other: "TrustBundle") -> "TrustBundle":
        """This bundle with all of `other` added; name and version stay."""
        return TrustBundle(
            self.name or other.name,
            self.version or other.version,
            _unique(self.roots + other.roots),
            _unique(self.intermediates + other.intermediates),
            _unique(self.crls + other.crls),
            tuple((dict(other.listed) | dict(self.listed)).items()),
        )


@lru_cache(maxsize=4096)
def _digest(der: bytes) -> bytes:
    """A list is hashed once, not with every file that is checked."""
    return hashlib.sha256(der).digest()


def read_bundle(folder: Path, left_out: list[str] | None = None) -> TrustBundle:
    """Read what lies in `folder`; a missing folder is an empty bundle.

    Args:
        left_out: gets the names of files that cannot be read; what they hold is not believed.

    Raises:
        DamagedFile: a file in it is not what its name says, and nobody takes its name.
    """
    return _province(folder / PROVINCE_FILE, left_out).joined(
        TrustBundle(
            *_own_name(folder / "bundle.json", left_out),
            _each(_files(folder / "roots", *_CERTIFICATES), _certificates, left_out),
            _each(_files(folder / "intermediates", *_CERTIFICATES), _certificates, left_out),
            _each(_files(folder / "crls", "*.crl", "*.pem"), _crls, left_out),
        )
    )


def _each(
    files: Iterable[Path],
    read: Callable[[Iterable[Path]], tuple[bytes, ...]],
    left_out: list[str] | None,
) -> tuple[bytes, ...]:
    found: list[bytes] = []
    for file in files:
        with _named(file, left_out):
            found += read([file])
    return _unique(tuple(found))


@contextmanager
def _named(file: Path, left_out: list[str] | None) -> Iterator[None]:
    try:
        yield
    except DamagedFile:
        if left_out is None:
            raise
        left_out.append(file.name)


def _own_name(facts: Path, left_out: list[str] | None) -> tuple[str, str]:
    if facts.is_file():
        with _named(facts, left_out):
            try:
                said = json.loads(facts.read_text(encoding="utf-8"))
                return str(said["name"]), str(said["version"])
            except (ValueError, KeyError, TypeError) as error:
                raise DamagedFile(str(facts)) from error
    return "", ""


def _province(file: Path, left_out: list[str] | None) -> TrustBundle:
    if file.is_file():
        with _named(file, left_out):
            try:
                _facts, content = read_trust_file(file.name, file.read_bytes())
                return bundle_of(content)
            except (NotATrustFile, TrustFileForged, OSError) as error:
                raise DamagedFile(str(file)) from error
    return TrustBundle()


def bundle_of(content: TrustContent) -> TrustBundle:
    """The province's list as it is judged by; its revocation lists lie in the cache."""
    lists = {TrustList.OFFICIAL: content.official, TrustList.PUBLIC: content.public}
    return TrustBundle(
        content.name,
        str(content.version),
        _unique(content.official.roots + content.public.roots),
        _unique(content.official.intermediates + content.public.intermediates),
        (),
        tuple(
            (hashlib.sha256(root).hexdigest(), str(name))
            for name, one in lists.items()
            for root in one.roots
        ),
    )


def read_given(anchors: Iterable[Path], crls: Iterable[Path]) -> TrustBundle:
    """A bundle of anchors and CRLs that were named one by one (PEM or DER files).

    Raises:
        DamagedFile: a file is no certificate or no CRL, or cannot be read.
    """
    return TrustBundle(roots=_certificates(anchors), crls=_crls(crls))


def _files(folder: Path, *patterns: str) -> list[Path]:
    return sorted(file for pattern in patterns for file in folder.glob(pattern))


def _certificates(files: Iterable[Path]) -> tuple[bytes, ...]:
    found = []
    for file in files:
        for der in _parts(file):
            try:
                if not x509.Certificate.load(der, strict=True).serial_number:
                    raise ValueError("a certificate has a serial number")
            except (ValueError, TypeError) as error:
                raise DamagedFile(str(file)) from error
            found.append(der)
    return _unique(tuple(found))


def _crls(files: Iterable[Path]) -> tuple[bytes, ...]:
    found = []
    for file in files:
        for der in _parts(file):
            try:
                list_ = crl.CertificateList.load(der, strict=True)
                list_["tbs_cert_list"]["this_update"].native  # noqa: B018 - parses it
            except (ValueError, TypeError) as error:
                raise DamagedFile(str(file)) from error
            found.append(der)
    return _unique(tuple(found))


def _parts(file: Path) -> list[bytes]:
    try:
        content = file.read_bytes()
        if pem.detect(content):
            return [der for _kind, _headers, der in pem.unarmor(content, multiple=True)]
        return [content]
    except (OSError, ValueError) as error:
        raise DamagedFile(str(file)) from error


def _unique(parts: tuple[bytes, ...]) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys(parts))
