"""Demo tokens: SoftHSM2 with a leader's and an organisation's certificate under a demo CA."""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, load_der_public_key

from clerkdesk.adapters.token.authority import DemoAuthority, Holder
from clerkdesk.domain.errors import NoSoftwareToken
from clerkdesk.domain.texts import N_, _
from clerkdesk.process.host import ChildProcess, child_command

MODULE_PLACES = (
    Path("/usr/lib/softhsm/libsofthsm2.so"),
    Path("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
    Path("/usr/lib64/pkcs11/libsofthsm2.so"),
    Path("/usr/local/lib/softhsm/libsofthsm2.so"),
    Path("C:/SoftHSM2/lib/softhsm2-x64.dll"),
)
LEADER_PIN = "24681357"
ORGANISATION_PIN = "13572468"
"""PINs of demo tokens: known to all, as a demo's must be."""
_SO_PIN = "00000000"
_TASK = N_("tạo token mẫu")


@dataclass(frozen=True, slots=True)
class SoftwareTokens:
    """Where the demo tokens and the files of their CA are.

    `crls` holds the root's and the sub-CA's list, `intermediates` the sub-CA.
    """

    module: Path
    config_file: Path
    root: Path
    intermediates: Path
    crls: tuple[Path, ...]
    leader_pin: str
    organisation_pin: str

    @property
    def environment(self) -> Mapping[str, str]:
        """What the token child needs to see these tokens and no others."""
        return {"SOFTHSM2_CONF": str(self.config_file)}


def find_module() -> Path | None:
    """SoftHSM2's PKCS#11 library, or None where it is not installed."""
    return next((place for place in MODULE_PLACES if place.is_file()), None)


def make_software_tokens(
    folder: Path,
    *,
    organisation: str,
    leader: str,
    leader_title: str,
    locality: str,
    now: datetime,
    elliptic: bool = False,
) -> SoftwareTokens:
    """Make both tokens under `folder`, or return those that are there.

    Keys are made on the tokens (RSA, or `elliptic`: P-256); the CA's keys stay in `folder/ca`. Takes about a second.

    Raises:
        NoSoftwareToken: SoftHSM2 is not installed.
    """
    if (made := load_software_tokens(folder)) is not None:
        return made
    module, tool = find_module(), shutil.which("softhsm2-util")
    if module is None or tool is None:
        raise NoSoftwareToken
    made = _places(folder, module)
    shutil.rmtree(folder, ignore_errors=True)  # a run that broke off left half of it
    (folder / "tokens").mkdir(parents=True)
    folder.chmod(0o700)
    (folder / "ca").mkdir()
    made.config_file.write_text(
        f"directories.tokendir = {folder.resolve() / 'tokens'}\n"
        "objectstore.backend = file\n"
        "log.level = ERROR\n"
        "slots.removable = true\n",
        encoding="utf-8",
    )
    authority = DemoAuthority(now)
    authority.save_keys(folder / "ca")
    made.root.write_bytes(authority.root.public_bytes(Encoding.PEM))
    made.intermediates.write_bytes(authority.issuer.public_bytes(Encoding.PEM))
    for file, revoked in zip(made.crls, authority.empty_lists(), strict=True):
        file.write_bytes(revoked.public_bytes(Encoding.DER))
    child = ChildProcess(child_command("token"), task=_(_TASK), environment=made.environment)
    try:
        for label, key_id, pin, holder in (
            ("Lanh dao", b"\x01", LEADER_PIN, Holder(leader, organisation, locality, leader_title)),
            ("Co quan", b"\x02", ORGANISATION_PIN, Holder(organisation, organisation, locality)),
        ):
            _initialise(tool, label, pin, made.environment)
            _enrol(child, module, label, key_id, pin, authority, holder, elliptic)
    finally:
        child.close()
    _write_marker(folder, made)
    return made


def load_software_tokens(folder: Path) -> SoftwareTokens | None:
    """The tokens that `make_software_tokens` has finished under `folder`, or None."""
    try:
        written = json.loads((folder / "tokens.json").read_text(encoding="utf-8"))
        module = Path(written["module"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return _places(folder, module) if module.is_file() else None


def _places(folder: Path, module: Path) -> SoftwareTokens:
    return SoftwareTokens(
        module=module,
        config_file=folder / "softhsm2.conf",
        root=folder / "ca" / "root.pem",
        intermediates=folder / "ca" / "issuer.pem",
        crls=(folder / "ca" / "root.crl", folder / "ca" / "issuer.crl"),
        leader_pin=LEADER_PIN,
        organisation_pin=ORGANISATION_PIN,
    )


def _write_marker(folder: Path, made: SoftwareTokens) -> None:
    """Written last: its presence says that everything before it is whole."""
    marker = folder / "tokens.json"
    marker.write_text(json.dumps({"module": str(made.module)}), encoding="utf-8")


def _initialise(tool: str, label: str, pin: str, environment: Mapping[str, str]) -> None:
    arguments = ["--init-token", "--free", "--label", label, "--so-pin", _SO_PIN, "--pin", pin]
    subprocess.run(
        [tool, *arguments],
        env=environment,
        check=True,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
    )


def _enrol(
    child: ChildProcess,
    module: Path,
    label: str,
    key_id: bytes,
    pin: str,
    authority: DemoAuthority,
    holder: Holder,
    elliptic: bool,
) -> None:
    """Have the token make its key, certify it, and put the certificate and its CA's beside it."""
    arguments = {
        "modules": [str(module)],
        "token": label,
        "key_id": key_id.hex(),
        "label": label,
        "elliptic": elliptic,
    }
    answer = child.ask("new_key", arguments, pin.encode())
    public_key = load_der_public_key(answer.blobs[0])
    assert isinstance(public_key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey)
    chain: Sequence[bytes] = [
        certificate.public_bytes(Encoding.DER)
        for certificate in (authority.certify(holder, public_key), authority.issuer)
    ]
    child.ask("keep", arguments, pin.encode(), *chain)
