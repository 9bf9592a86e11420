"""The two demo offices: facts, people, software tokens, trust, pictures."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clerkdesk.adapters.token.pictures import seal_picture, signature_picture
from clerkdesk.adapters.token.software import SoftwareTokens, make_software_tokens
from clerkdesk.domain.agencies import Office
from clerkdesk.domain.issuers import SEAL
from clerkdesk.domain.people import Person, Role
from clerkdesk.ports.program import DeviceSetup, Places
from clerkdesk.ports.store import Store
from clerkdesk.services.change_settings import ChangeSettings

PASSWORD = "mau-2026-demo"
"""Of every demo account: known to all, as a demo's must be."""

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
    """Give every office the trust bundle that the province would distribute."""
    for office in offices:
        for number, other in enumerate(offices):
            kinds = {
                "roots": (other.tokens.root,),
                "intermediates": (other.tokens.intermediates,),
                "crls": other.tokens.crls,
            }
            for kind, files in kinds.items():
                folder = office.places.trust / kind
                folder.mkdir(parents=True, exist_ok=True)
                for file in files:
                    shutil.copyfile(file, folder / f"{number}-{file.name}")


def furnish(store: Store, demo: DemoOffice) -> None:
    """What the administrator does on the first day: the leader's account, signature and seal."""
    change, leader = ChangeSettings(store), demo.leader
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
