"""Sổ theo dõi hồ sơ: the book of numbers of a year, its columns, and what stands in each."""

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.dossier_steps import STATE_NAMES, Deed, DossierState
from clerkdesk.domain.dossiers import Dossier
from clerkdesk.domain.register_forms import FormColumn, shown
from clerkdesk.domain.texts import N_, _

BOOK_FORM = (
    FormColumn(1, N_("STT"), 9),
    FormColumn(2, N_("Mã hồ sơ"), 33),
    FormColumn(3, N_("Tên thủ tục hành chính"), 40),
    FormColumn(4, N_("Số bộ"), 9),
    FormColumn(5, N_("Tên cá nhân, tổ chức"), 28),
    FormColumn(6, N_("Địa chỉ, số điện thoại"), 30),
    FormColumn(7, N_("Cơ quan chủ trì giải quyết"), 23),
    FormColumn(8, N_("Ngày nhận"), 18),
    FormColumn(9, N_("Ngày hẹn trả"), 18),
    FormColumn(10, N_("Ngày trả"), 18),
    FormColumn(11, N_("Phương thức nhận kết quả"), 18),
    FormColumn(12, N_("Ký nhận"), 13),
    FormColumn(13, N_("Ghi chú"), 16),
)
"""TT 03/2025/TT-VPCP, mẫu 07; the columns were not read in the circular (DOMAIN §5.3), so an office
may set others."""


def book_title(year: int) -> str:
    """How the book of one year is called on screen and in messages."""
    return _("Sổ theo dõi hồ sơ {year}").format(year=year)


def book_row(dossier: Dossier) -> list[str]:
    """One line of the printed book, a text a column."""
    entry, now = dossier.entry, dossier.course
    returned = now.last(Deed.RETURN)
    notes = [entry.note]
    if dossier.state in (DossierState.STOPPED, DossierState.REFUSED, DossierState.EXTENDED):
        notes.append(_(STATE_NAMES[dossier.state]))
    return [
        str(dossier.allotted.number) if dossier.allotted else "",
        dossier.code,
        entry.procedure_name,
        str(entry.sets),
        entry.applicant,
        "\n".join(text for text in (entry.address, entry.phone) if text),
        entry.unit,
        shown(dossier.day),
        shown(now.due),
        shown(returned.at.astimezone(VIETNAM_TIME).date()) if returned else "",
        entry.result_way,
        returned.person if returned else "",
        "\n".join(note for note in notes if note),
    ]
