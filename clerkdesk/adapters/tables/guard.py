"""What an xlsx may be before any of it is unpacked: no bomb, no password, no outside entities."""

import zipfile
from io import BytesIO

from clerkdesk.domain.errors import DamagedFile, LockedFile, TableRefused, UnsupportedFile
from clerkdesk.domain.texts import _

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Old Office files, and new ones with a password."""
ZIP = b"PK\x03\x04"
LARGEST_MEMBER = 256 * 1024 * 1024
LARGEST_TOTAL = 400 * 1024 * 1024
MOST_MEMBERS = 2000
_HEAD = 4096
_WORKBOOK = "xl/workbook.xml"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def open_package(name: str, content: bytes) -> zipfile.ZipFile:
    """The zip of an xlsx, once its sizes and the heads of its parts are harmless.

    Sizes are those that the zip itself states; `zipfile` never unpacks more than they say.

    Raises:
        LockedFile, UnsupportedFile, DamagedFile, TableRefused
    """
    if content.startswith(OLE):
        if _ENCRYPTED in content:
            raise LockedFile(name)
        raise UnsupportedFile(name, _(".xlsx, .csv (tệp .xls: mở bằng Excel, lưu thành .xlsx)"))
    try:
        package = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise DamagedFile(name) from error
    members = package.infolist()
    if len(members) > MOST_MEMBERS:
        raise TableRefused(name, _("tệp có quá nhiều phần"))
    if any(member.flag_bits & 1 for member in members):
        raise LockedFile(name)
    sizes = [member.file_size for member in members]
    if sum(sizes) > LARGEST_TOTAL or max(sizes, default=0) > LARGEST_MEMBER:
        raise TableRefused(name, _("nội dung giải nén lớn bất thường"))
    if _WORKBOOK not in package.namelist():
        raise UnsupportedFile(name, _(".xlsx, .csv (tệp .ods: lưu thành .xlsx)"))
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            _refuse_entities(name, package, member)
    return package


def _refuse_entities(name: str, package: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """No part of a spreadsheet has a DOCTYPE; one that has means harm."""
    try:
        with package.open(member) as part:
            head = part.read(_HEAD)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise DamagedFile(name) from error
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise TableRefused(name, _("tệp chứa khai báo không được phép"))
