"""What the province's administrator does from the command line, also while the server runs."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.errors import NotFound
from clerkdesk.domain.texts import _
from clerkdesk.domain.wire import HandedIn
from clerkdesk.server.keys import code_digest, new_code
from clerkdesk.server.province import DATABASE_FILE, open_province
from clerkdesk.server.settings import ServerSettings
from clerkdesk.server.store.database import Database
from clerkdesk.server.store.desks import Desks, UnknownAgency
from clerkdesk.server.take_bundle import take_bundle

CODE_LIFE = timedelta(hours=72)


def add_agency(folder: Path, agency: Agency) -> None:
    """Add an agency to the directory of the province in `folder`, or change its entry."""
    database = _open(folder)
    try:
        Desks(database).put_agency(agency, datetime.now(UTC))
    finally:
        database.close()


def one_time_code(folder: Path, agency_code: str) -> str:
    """Make a code that enrols one desk of an agency within 72 hours; it is shown once.

    Raises:
        NotFound: there is no such agency.
    """
    code = new_code()
    expires = datetime.now(UTC) + CODE_LIFE
    database = _open(folder)
    try:
        Desks(database).add_code(agency_code, code_digest(code), int(expires.timestamp()))
    except UnknownAgency:
        raise NotFound(_("cơ quan có mã «{code}»").format(code=agency_code)) from None
    finally:
        database.close()
    return code


def begin_generation(folder: Path) -> int:
    """Tell every desk that this server was put back from a backup; call it before it starts.

    Desks then read their feed from the start and offer every op again; what the backup still has
    is recognised. Returns the number of the new generation.
    """
    database = _open(folder)
    try:
        return Desks(database).begin_generation()
    finally:
        database.close()


def take_bundle_in(folder: Path, file: Path) -> HandedIn:
    """Take in a bundle that was brought on a stick, also while the server runs.

    Raises:
        FileNotRead, NotABundle
        BundleTorn, BundleNotEnrolled, BundleNotForHere, BundleForked, BundleGap: nothing was taken.
    """
    province = open_province(ServerSettings(folder, ()))
    try:
        return take_bundle(province, file)
    finally:
        province.database.close()


def _open(folder: Path) -> Database:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Database(folder / DATABASE_FILE)
