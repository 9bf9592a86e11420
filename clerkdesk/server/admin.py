"""What the province's administrator does from the command line, also while the server runs."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.errors import NotFound
from clerkdesk.domain.texts import _
from clerkdesk.domain.wire import HandedIn
from clerkdesk.server.blobs.place import open_blobs
from clerkdesk.server.keys import code_digest, new_code
from clerkdesk.server.province import BLOB_FOLDER, open_province
from clerkdesk.server.settings import ServerSettings
from clerkdesk.server.store.administrators import Administrator, Administrators
from clerkdesk.server.store.audit import Audit
from clerkdesk.server.store.database import open_database
from clerkdesk.server.store.desks import Desks, UnknownAgency
from clerkdesk.server.store.quarantine import Quarantines
from clerkdesk.server.take_bundle import take_bundle

CODE_LIFE = timedelta(hours=72)


def add_agency(folder: Path, agency: Agency, address: str = "") -> None:
    """Add an agency to the directory of the province in `folder`, or change its entry."""
    database = open_database(folder, address)
    try:
        Desks(database).put_agency(agency, datetime.now(UTC))
    finally:
        database.close()


def one_time_code(folder: Path, agency_code: str, address: str = "") -> str:
    """Make a code that enrols one desk of an agency within 72 hours; it is shown once.

    Raises:
        NotFound: there is no such agency.
    """
    code = new_code()
    expires = datetime.now(UTC) + CODE_LIFE
    database = open_database(folder, address)
    try:
        Desks(database).add_code(agency_code, code_digest(code), int(expires.timestamp()))
    except UnknownAgency:
        raise NotFound(_("cơ quan có mã «{code}»").format(code=agency_code)) from None
    finally:
        database.close()
    return code


def add_administrator(folder: Path, login: str, name: str, address: str = "") -> str:
    """Let a person into the console, or give one a new password; it is shown once."""
    password = new_code()
    database = open_database(folder, address)
    try:
        now = datetime.now(UTC)
        Administrators(database).put(Administrator(login, name), password, now)
        Audit(database).note("server", "administrator", login, now)
    finally:
        database.close()
    return password


def begin_generation(folder: Path, address: str = "", bucket: str = "") -> int:
    """Tell every desk that this server was put back from a backup; call it before it starts.

    Desks then read their feed from the start and offer every op again; what the backup still has
    is recognised. Until every desk of an agency has spoken, none of its books is given to another
    desk. Returns the number of the new generation.
    """
    database, blobs = open_database(folder, address), open_blobs(folder / BLOB_FOLDER, bucket)
    try:
        ever = max((int(mark) for _name, mark in blobs.marks("generation")), default=0)
        generation = Quarantines(database).begin(ever, dict(blobs.marks("desks")))
        blobs.mark("generation/highest", str(generation).encode())
        Audit(database).note("server", "new generation", str(generation), datetime.now(UTC))
        return generation
    finally:
        database.close()


def take_bundle_in(folder: Path, file: Path, address: str = "", bucket: str = "") -> HandedIn:
    """Take in a bundle that was brought on a stick, also while the server runs.

    Raises:
        FileNotRead, NotABundle
        BundleTorn, BundleNotEnrolled, BundleNotForHere, BundleForked, BundleGap: nothing was taken.
    """
    province = open_province(ServerSettings(folder, (), address, bucket))
    try:
        return take_bundle(province, file)
    finally:
        province.database.close()
