"""The words of outgoing mails: templates that the office can change, filled with a document's facts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.mails import MailPurpose
from clerkdesk.domain.people import Person
from clerkdesk.domain.plain import from_plain
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.store import Settings

TEMPLATES = "mail.templates"
_PLACE = re.compile(r"\{([^{}]*)\}")
PLACES = (
    N_("tên loại"),
    N_("số ký hiệu"),
    N_("ngày"),
    N_("trích yếu"),
    N_("cơ quan"),
    N_("nơi nhận"),
    N_("người gửi"),
    N_("số đến"),
    N_("ngày đến"),
    N_("lý do"),
    N_("tiêu đề thư"),
)
"""What may stand in braces."""


@dataclass(frozen=True, slots=True)
class MailTemplate:
    """Subject and body, with places in braces."""

    subject: str
    body: str


USUAL = {
    MailPurpose.ISSUE: MailTemplate(
        N_("{tên loại} số {số ký hiệu} ngày {ngày}: {trích yếu}"),
        N_(
            "Kính gửi: {nơi nhận}\n\n{cơ quan} gửi {tên loại} số {số ký hiệu} ngày {ngày} về: "
            "{trích yếu}.\n\nVăn bản ở tệp kèm theo. Đề nghị kiểm tra và trả lời thư này để báo đã "
            "tiếp nhận.\n\nTrân trọng,\n{người gửi}\nVăn thư, {cơ quan}"
        ),
    ),
    MailPurpose.RECALL: MailTemplate(
        N_("Thu hồi {tên loại} số {số ký hiệu} ngày {ngày}"),
        N_(
            "Kính gửi: {nơi nhận}\n\n{cơ quan} thu hồi {tên loại} số {số ký hiệu} ngày {ngày} về: "
            "{trích yếu}.\nLý do: {lý do}\n\nĐề nghị hủy văn bản đã nhận và trả lời thư này.\n\n"
            "Trân trọng,\n{người gửi}\nVăn thư, {cơ quan}"
        ),
    ),
    MailPurpose.UPDATE: MailTemplate(
        N_("Cập nhật {tên loại} số {số ký hiệu} ngày {ngày}"),
        N_(
            "Kính gửi: {nơi nhận}\n\n{cơ quan} cập nhật thông tin của {tên loại} số {số ký hiệu} "
            "ngày {ngày}: {trích yếu}.\nNội dung thay đổi: {lý do}\n\nTrân trọng,\n{người gửi}\n"
            "Văn thư, {cơ quan}"
        ),
    ),
    MailPurpose.ACCEPTED: MailTemplate(
        N_("Đã tiếp nhận: {tiêu đề thư}"),
        N_(
            "Kính gửi: {nơi nhận}\n\n{cơ quan} đã tiếp nhận văn bản số {số ký hiệu} về: {trích yếu}."
            "\nSố đến: {số đến}, ngày đến: {ngày đến}.\n\nTrân trọng,\n{người gửi}\n"
            "Văn thư, {cơ quan}"
        ),
    ),
    MailPurpose.FORWARD: MailTemplate(
        N_("Trình: số đến {số đến} – {tên loại} số {số ký hiệu}"),
        N_(
            "Kính trình: {nơi nhận}\n\nVăn bản số đến {số đến} ngày {ngày đến}: {tên loại} số "
            "{số ký hiệu} ngày {ngày} về: {trích yếu}.\nVăn bản và phiếu giải quyết ở tệp kèm theo."
            "\n\n{người gửi}\nVăn thư, {cơ quan}"
        ),
    ),
    MailPurpose.REFUSED: MailTemplate(
        N_("Không tiếp nhận: {tiêu đề thư}"),
        N_(
            "Kính gửi: {nơi nhận}\n\n{cơ quan} không tiếp nhận văn bản gửi kèm thư «{tiêu đề thư}»."
            "\nLý do: {lý do}\n\nĐề nghị kiểm tra và gửi lại.\n\nTrân trọng,\n{người gửi}\n"
            "Văn thư, {cơ quan}"
        ),
    ),
}


def read_template(settings: Settings, purpose: MailPurpose) -> MailTemplate:
    """The office's words for one purpose; the usual ones where none were set."""
    stored = settings.get(TEMPLATES)
    if isinstance(stored, Mapping) and isinstance(stored.get(purpose.value), Mapping):
        return from_plain(MailTemplate, stored[purpose.value])
    usual = USUAL[purpose]
    return MailTemplate(_(usual.subject), _(usual.body))


def filled(text: str, facts: Mapping[str, str]) -> str:
    """`text` with its places filled; a place without a fact stays empty."""
    return _PLACE.sub(lambda place: facts.get(nfc(place[1]).strip().lower(), ""), text)


class ChangeTemplate:
    """What an administrator does with the words of mails."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self, purpose: MailPurpose, template: MailTemplate, by: Person) -> None:
        """Keep the words.

        Raises:
            InvalidEntry: subject or body is empty, or a place has a name that nothing fills.
            NotAllowed
        """
        demand(by, Right.SETTINGS)
        known = {_(place) for place in PLACES}
        wrong: dict[str, str] = {}
        for name, text in (("subject", template.subject), ("body", template.body)):
            odd = [p for p in _PLACE.findall(nfc(text)) if p.strip().lower() not in known]
            if not text.strip():
                wrong[name] = _("Chưa nhập nội dung mẫu thư.")
            elif odd:
                words = _("Không có ô {{{place}}}. Các ô dùng được: {places}.")
                wrong[name] = words.format(place=odd[0], places=", ".join(sorted(known)))
        if wrong:
            raise InvalidEntry(wrong)
        stored = self._settings.get(TEMPLATES)
        kept = dict(stored) if isinstance(stored, Mapping) else {}
        kept[purpose.value] = {"subject": template.subject, "body": template.body}
        self._settings.put(TEMPLATES, kept, by.login)
