"""What a signature is proved with (B-LT) and what signatures are judged by is one and the same."""

from datetime import UTC, datetime
from pathlib import Path

from clerkdesk.adapters.verify.trust_folder import TrustFolder
from clerkdesk.app import build_devices
from clerkdesk.ports.program import DeviceSetup, Places
from tests.fakes.verify_authority import Authority


def test_proofs_come_from_the_folder_that_the_checker_believes(tmp_path: Path) -> None:
    places = Places(folder=tmp_path / "f", marks=tmp_path / "m", memory=tmp_path / "w.json")
    devices = build_devices(places, DeviceSetup(token_modules=()))
    try:
        trust, one, two = devices.trust, Authority("CA một"), Authority("CA hai")
        now = datetime.now(UTC)
        trust.add_own("mot.pem", one.identity.pem, source="tệp", at=now)
        revoked = one.crl()
        trust.load_crl("mot.crl", revoked, source="tệp", at=now)
        (places.trust / "roots" / "rubbish.pem").write_bytes(b"no certificate")
        proof = devices.tokens._proof()  # type: ignore[attr-defined] # the very question of a batch
        believed = devices.checker.trust  # type: ignore[attr-defined] # the very answer to a file
        assert proof.certificates == believed.roots == (one.identity.der,)
        assert proof.revocation_lists == believed.crls == (revoked,)
        trust.add_own("hai.pem", two.identity.pem, source="tệp", at=now)
        assert two.identity.der in devices.tokens._proof().certificates  # type: ignore[attr-defined] # at once
        assert isinstance(trust, TrustFolder)
    finally:
        devices.close()
