"""The two demo offices: facts, people, software tokens, trust, pictures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from clerkdesk.adapters.token.pictures import seal_picture, signature_picture
from clerkdesk.adapters.token.software import SoftwareTokens, make_software_tokens
from clerkdesk.adapters.verify.trust_folder import TrustFolder
from clerkdesk.adapters.verify.trust_press import FileTrustPress
from clerkdesk.domain.agencies import Office
from clerkdesk.domain.issuers import SEAL
from clerkdesk.domain.people import Person, Role
from clerkdesk.ports.program import DeviceSetup, Places
from clerkdesk.ports.store import Store
from clerkdesk.services.change_settings import ChangeSettings
from clerkdesk.services.keep_trust import KeepTrust

PASSWORD = "mau-2026-demo"
"""Of every demo account: known to all, as a demo's must be."""
_LIST = "tinh-mau.cdtrust"

THANH_MAU = Office(
    code="H99.88.01",
    name="ỦY BAN NHÂN DÂN XÃ THẠNH MẪU",
    short_name="UBND xã Thạnh Mẫu",
    parent_name="UBND THÀNH PHỐ MẪU",
    place="Thạnh Mẫu",
    notation="UBND",
    address="Số 1 đường Mẫu, xã Thạnh Mẫu",
    email="xathanhmau@mau.example",
)
SO_TAI_CHINH = Office(
    code="H99.12",
    name="SỞ TÀI CHÍNH THÀNH PHỐ MẪU",
    short_name="Sở Tài chính thành phố Mẫu",
    parent_name="UBND THÀNH PHỐ MẪU",
    place="Mẫu",
    notation="STC",
    email="sotaichinh@mau.example",
)
ADMIN = Person("quantri", "Trần Thị Quản", "Quản trị", frozenset({Role.ADMIN}))
CLERK = Person("vanthu", "Lê Thị Văn", "Văn thư", frozenset({Role.CLERK}))
LEADER = Person("chutich", "Nguyễn Văn Mẫu", "Chủ tịch", frozenset({Role.LEADER}))
DIRECTOR = Person("giamdoc", "Phạm Thị Mẫu", "Giám đốc", frozenset({Role.LEADER}))
"""Of the neighbour."""


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """One office of the demo and where it lies."""

    office: Office
    leader: Person
    places: Places
    setup: DeviceSetup
    tokens: SoftwareTokens

    @property
    def people(self) -> Mapping[Person, str]:
        """The accounts of the first start."""
        return {ADMIN: PASSWORD, CLERK: PASSWORD}


def demo_office(folder: Path, office: Office, leader: Person, now: datetime) -> DemoOffice:
    """Make the tokens of an office and say where its data lies; the store is made elsewhere.

    Raises:
        NoSoftwareToken: SoftHSM2 is not installed.
    """
    tokens = make_software_tokens(
        folder / "tokens",
        organisation=office.name,
        leader=leader.full_name,
        leader_title=leader.position,
        locality=office.place,
        now=now,
    )
    return DemoOffice(
        office,
        leader,
        Places(folder / "data", folder / "marks", folder / "window.json"),
        DeviceSetup(("virtual", "sane"), (tokens.module,), tokens.environment),
        tokens,
    )


def trust_each_other(offices: tuple[DemoOffice, ...]) -> None:
    """Let the demo's province sign a list of every office's authority, and every office take it in."""
    press, now = FileTrustPress(), datetime.now(UTC)
    key_file = offices[0].places.folder.parent.parent / "province-key.pem"
    if not key_file.is_file():
        key_file.write_bytes(press.new_key()[0])
    tokens = [office.tokens for office in offices]
    content = press.make(
        key_file.read_bytes(),
        name="Danh sách tin cậy của tỉnh mẫu",
        version=int(now.timestamp()),
        made_at=now,
        made_by="Sở Khoa học và Công nghệ (mẫu)",
        official=[_file(path) for one in tokens for path in (one.root, one.intermediates)],
        public=(),
        crls=[_file(path) for one in tokens for path in one.crls],
    )
    for office in offices:
        trust = TrustFolder(office.places.trust, office.places.marks)
        key = trust.examine(_LIST, content).key
        trust.load_bundle(_LIST, content, keys=[key], source="máy chủ của tỉnh", at=now)


def _file(path: Path) -> tuple[str, bytes]:
    return path.name, path.read_bytes()


def furnish(store: Store, demo: DemoOffice) -> None:
    """What the administrator does on the first day: the leader's account, signature and seal."""
    change, leader = ChangeSettings(store), demo.leader
    trust = TrustFolder(demo.places.trust, demo.places.marks)
    bundle = trust.standing().bundle
    if bundle is not None:
        KeepTrust(store.settings, trust, lambda: datetime.now(UTC)).pin(bundle.key, ADMIN)
    if all(person.login != leader.login for person in store.accounts.people()):
        values = {
            "login": leader.login,
            "full_name": leader.full_name,
            "position": leader.position,
        }
        change.account(values, Role.LEADER, PASSWORD, ADMIN)
    signature, seal = signature_picture(leader.full_name), seal_picture(demo.office.name)
    change.picture(leader.full_name, "signature.png", signature, ADMIN)
    change.picture(SEAL, "seal.png", seal, ADMIN)
