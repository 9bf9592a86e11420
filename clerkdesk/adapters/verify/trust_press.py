"""`ports.trust.TrustPress`: what a province makes its signed lists with."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from clerkdesk.adapters.verify.authority_files import authorities_in, is_root
from clerkdesk.adapters.verify.crl_file import read_crl
from clerkdesk.adapters.verify.trust_file import (
    Authorities,
    TrustContent,
    new_province_key,
    public_hex,
    read_province_key,
    write_trust_file,
)


class FileTrustPress:
    """Files in, one signed file out."""

    def new_key(self) -> tuple[bytes, str]:
        """A new private key (PEM) and its public key (hex)."""
        pem = new_province_key()
        return pem, public_hex(read_province_key("", pem).public_key())

    def make(
        self,
        key: bytes,
        *,
        name: str,
        version: int,
        made_at: datetime,
        made_by: str,
        official: Sequence[tuple[str, bytes]],
        public: Sequence[tuple[str, bytes]],
        crls: Sequence[tuple[str, bytes]],
    ) -> bytes:
        """A signed trust list of these files.

        Raises:
            NotATrustFile
        """
        content = TrustContent(
            name=name,
            version=version,
            made_at=made_at,
            made_by=made_by,
            official=_authorities(official),
            public=_authorities(public),
            crls=tuple(read_crl(file, one).der for file, one in crls),
        )
        return write_trust_file(content, read_province_key("KEY", key))


def _authorities(files: Iterable[tuple[str, bytes]]) -> Authorities:
    ders = [der for name, content in files for der in authorities_in(name, content)]
    return Authorities(
        tuple(der for der in ders if is_root(der)),
        tuple(der for der in ders if not is_root(der)),
    )
