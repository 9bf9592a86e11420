"""The history of a record as sentences: what each op did, in the words of the registry."""

from collections.abc import Mapping
from datetime import date

from clerkdesk.domain.assignments import PART_NAMES, Deed, Part
from clerkdesk.domain.conflicts import settled_words
from clerkdesk.domain.correction_words import field_label, said_value
from clerkdesk.domain.delivery_status import DELIVERY_STATUS_NAMES, DeliveryStatus
from clerkdesk.domain.dossier_words import step_words
from clerkdesk.domain.incoming import INCOMING_STATE_NAMES, IncomingState
from clerkdesk.domain.judged_again import judged_words
from clerkdesk.domain.numbering import PrintedCode, print_number
from clerkdesk.domain.old_numbers import shown_number
from clerkdesk.domain.ops import Op, OpKind
from clerkdesk.domain.outgoing import CHANGE_ANSWER_NAMES, STEP_NAMES, ChangeAnswer, Step
from clerkdesk.domain.paper_history import about_paper
from clerkdesk.domain.remarks import REMARK_KIND_NAMES, RemarkKind
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.verdicts import SignatureResult

_REGISTERED = {
    "incoming": N_("Vào sổ, số đến {number}"),
    "outgoing": N_("Lập dự thảo"),
    "person": N_("Lập tài khoản"),
    "import": N_("Nhập sổ cũ"),
    "side": N_("Ghi vào sổ"),
    "dossier": N_("Lập hồ sơ một cửa"),
}
_CHANGED = {
    "outgoing": N_("Sửa dự thảo"),
    "agency": N_("Cập nhật danh bạ cơ quan"),
    "import": N_("Hủy nhập sổ cũ"),
    "person": N_("Đổi mật khẩu"),
    "check": N_("Kiểm tra chữ ký số"),
    "side": N_("Sửa dòng của sổ"),
    "dossier": N_("Sửa hồ sơ một cửa"),
    "procedure": N_("Cập nhật thủ tục hành chính"),
}
_SETTLED = {
    "registered": N_("Đã vào sổ gói tin"),
    "refused": N_("Từ chối tiếp nhận gói tin"),
    "applied": N_("Đã ghi nhận gói tin"),
    "agreed": N_("Đồng ý thay đổi của nơi gửi"),
    "declined": N_("Từ chối thay đổi của nơi gửi"),
    "shredded": N_("Tiêu hủy gói tin có dấu độ mật, đã báo nơi gửi"),
    "recalled": N_("Nơi gửi đã thu hồi trước khi vào sổ"),
}


def what_happened(op: Op) -> str:
    """One Vietnamese clause on what `op` did, e.g. «Chuyển Chủ tịch, hạn 25/11/2026».

    An op of a newer desk that this one does not understand is named by its kind.
    """
    values = {name: change.value for name, change in op.fields.items()}
    try:
        if op.kind in (OpKind.CLOSE_BOOK, OpKind.VOID):
            return _act(op.kind, values)
        if op.kind == OpKind.SETTLE:
            return settled_words(op.entity, values)
        entity = op.entity.partition(".")[0]
        said = _of_imports(entity, values) or about_paper(entity, values)
        return said or _sentence(entity, op.kind, values)
    except (KeyError, TypeError, ValueError):
        return _("Thay đổi khác ({kind})").format(kind=op.kind)


def _sentence(entity: str, kind: str, values: Mapping[str, object]) -> str:
    match entity, kind:
        case _entity, OpKind.REGISTER:
            said = _(_REGISTERED[entity]).format(number=values.get("arrival_number", ""))
            return _despite(said, values)
        case "incoming" | "outgoing", OpKind.CORRECT:
            return _corrected(values)
        case "incoming" | "outgoing", OpKind.AMEND:
            names = ", ".join(field_label(entity, name) for name in sorted(values))
            return _("Sửa {names}").format(names=names)
        case "incoming", _kind:
            return _of_incoming(kind, values)
        case "outgoing", _kind:
            return _of_outgoing(kind, values)
        case "side", OpKind.CHANGE if values.get("cancelled"):
            return _("Hủy dòng của sổ: {reason}").format(reason=values["cancelled"])
        case "dossier", OpKind.STEP | OpKind.ALLOT:
            return step_words(_mapping(values["step"]), str(values.get("code", "")))
        case "book", OpKind.ACCEPT_BOOK:
            return _("Mở sổ «{title}», nhận quyền cấp số").format(title=values["title"])
        case "setting", OpKind.SETTING:
            return _("Đổi thiết lập")
        case "arrival", OpKind.CHANGE | OpKind.REFUSE:
            return _(_SETTLED[str(values["settled"])])
    return _(_CHANGED[entity])


def _of_imports(entity: str, values: Mapping[str, object]) -> str:
    """Of lines that came from an old register, and of entries merged in the directory; else «»."""
    if entity in ("incoming", "outgoing"):
        if "import" in values:
            return _("Nhập từ sổ cũ, số {number}").format(number=_old_number(values))
        if "undone" in values:
            return _("Hủy nhập từ sổ cũ")
    if entity == "agency" and values.get("merged_into"):
        return _("Gộp vào «{key}»").format(key=values["merged_into"])
    return ""


def _old_number(values: Mapping[str, object]) -> str:
    number = values.get("arrival_number")
    if isinstance(number, int):
        return shown_number(number)
    return str(PrintedCode(str(values["code_number"]), str(values["code_notation"])))


def _act(kind: str, values: Mapping[str, object]) -> str:
    """An explicit act on a book or a number."""
    if kind == OpKind.CLOSE_BOOK:
        return _("Đóng sổ") if values["closed_on"] else _("Mở lại sổ")
    number = print_number(int(str(values["number"])), str(values["suffix"]))
    return _("Hủy số {number}: {reason}").format(number=number, reason=values["reason"])


def _despite(said: str, values: Mapping[str, object]) -> str:
    """What was done to a number out of its turn, and why."""
    if "late" in values:
        return _("{said}, chèn muộn: {reason}").format(said=said, reason=values["late"])
    if "despite" in values:
        words = _("{said}, ngày trước số liền trước: {reason}")
        return words.format(said=said, reason=values["despite"])
    return said


def _of_incoming(kind: str, values: Mapping[str, object]) -> str:
    match kind:
        case OpKind.FORWARD:
            return _forwarded(_mapping(values["assignment"]))
        case OpKind.STEP if "why" in values:
            return _("Hủy theo yêu cầu của nơi gửi: {why}").format(why=values["why"])
        case OpKind.STEP:
            return _stepped(values)
        case OpKind.CHANGE if "judged" in values:
            judged = _mapping(values["judged"])
            before, after = (SignatureResult(str(judged[name])) for name in ("before", "after"))
            return judged_words(before, after, str(judged["why"]))
        case OpKind.CHANGE if "fall_seen" in values:
            return _("Đã biết chữ ký số không còn hợp lệ")
        case OpKind.CHANGE if "detached" in values:
            return _("Gỡ tệp «{name}» đã xếp nhầm").format(name=values["detached"])
        case OpKind.CHANGE:
            return _("Thêm tệp «{name}»").format(name=_last_file(values))
    raise KeyError(kind)


def _of_outgoing(kind: str, values: Mapping[str, object]) -> str:
    match kind:
        case OpKind.COMMENT:
            return _remarked(_mapping(values["remark"]))
        case OpKind.CHANGE if set(values) == {"attachments"}:
            return _("Cập nhật tệp của văn bản")
        case OpKind.CHANGE:
            return _(_CHANGED["outgoing"])
        case OpKind.STEP:
            step = _(STEP_NAMES[Step(str(values["step"]))])
            said = step[:1].upper() + step[1:]
            return f"{said}: {values['reason']}" if values.get("reason") else said
        case OpKind.ALLOT:
            code = PrintedCode(str(values["code_number"]), str(values["code_notation"]))
            return _despite(_("Cấp số {code}").format(code=code), values)
        case OpKind.DELIVERY:
            return _delivered(_mapping(values["delivery"]))
        case OpKind.ASK:
            return _("Xin số từ máy giữ sổ")
    raise KeyError(kind)


def _stepped(values: Mapping[str, object]) -> str:
    if "act" in values:
        return _acted(_mapping(values["act"]))
    name = INCOMING_STATE_NAMES[IncomingState(str(values["state"]))]
    return _("Chuyển trạng thái: {state}").format(state=_(name))


_DEEDS = {
    Deed.RECEIVE: N_("{person} ký nhận"),
    Deed.UNRECEIVE: N_("{person} rút ký nhận"),
    Deed.PROGRESS: N_("{person}: {text}"),
    Deed.RETURN: N_("{person} trả lại: {text}"),
    Deed.FINISH_PART: N_("{person} xong phần việc"),
    Deed.FINISH: N_("Hoàn thành: {text}"),
    Deed.REOPEN: N_("Mở lại để xử lý tiếp"),
    Deed.REMIND: N_("Nhắc {person}"),
}


def _forwarded(assignment: Mapping[str, object]) -> str:
    person, due = _everyone(assignment), assignment["due_date"]
    said = _("Chuyển {person}").format(person=person)
    if due is not None:
        day = date.fromisoformat(str(due))
        words = _("Chuyển {person}, hạn {due}")
        said = words.format(person=person, due=f"{day:%d/%m/%Y}")
    if assignment.get("opinion_by"):
        words = _("{leader} cho ý kiến: {text}. {said}")
        leader, text = assignment["opinion_by"], str(assignment["instruction"]).rstrip(".")
        if text:
            return words.format(leader=leader, text=text, said=said)
    return said


def _everyone(assignment: Mapping[str, object]) -> str:
    """«Nguyễn Văn An; phối hợp: Phòng Kinh tế»; one that leads alone is named alone."""
    people = assignment.get("assignees")
    named: dict[Part, list[str]] = {part: [] for part in Part}
    for person in people if isinstance(people, list) else []:
        named[Part(str(_mapping(person)["part"]))].append(str(_mapping(person)["name"]))
    lead = ", ".join(named[Part.LEAD])
    others = [
        f"{_(PART_NAMES[part])}: {', '.join(named[part])}"
        for part in (Part.COOPERATE, Part.INFORM)
        if named[part]
    ]
    return "; ".join([lead, *others] if lead else others) or str(assignment["to_person"])


def _acted(act: Mapping[str, object]) -> str:
    deed = Deed(str(act["deed"]))
    text = act["text"]
    if deed is Deed.FINISH and act.get("reply_code"):
        text = _("trả lời bằng {code}").format(code=act["reply_code"])
    said = _(_DEEDS[deed]).format(person=act["person"], text=text).rstrip(": ")
    if deed is Deed.RECEIVE and act.get("on_paper"):
        return _("{said} (trên giấy)").format(said=said)
    if deed is Deed.FINISH_PART and text:
        return f"{said}: {text}"
    return said


def _delivered(delivery: Mapping[str, object]) -> str:
    status = DELIVERY_STATUS_NAMES[DeliveryStatus(str(delivery["status"]))]
    recipient = _mapping(delivery["recipient"])["name"]
    if answer := ChangeAnswer(str(delivery.get("answer", ""))):
        said = _(CHANGE_ANSWER_NAMES[answer])
        words = _("{recipient}: {said} với yêu cầu thu hồi, thay đổi {text}")
        return words.format(
            recipient=recipient, said=said.lower(), text=delivery.get("answer_text", "")
        ).strip()
    return _("{recipient}: {status}").format(recipient=recipient, status=_(status))


def _corrected(values: Mapping[str, object]) -> str:
    rows = values["corrections"]
    if not isinstance(rows, list):
        raise TypeError("the rows of a correction are a list")
    parts = [
        _("{field}: «{old}» thành «{new}»").format(
            field=row["field_label"], old=row["old"], new=row["new"]
        )
        for row in map(_labelled, rows)
    ]
    reason = _mapping(rows[0])["reason"]
    return _("Sửa mục đã vào sổ, {parts}. Lý do: {reason}").format(
        parts="; ".join(parts), reason=reason
    )


def _labelled(row: object) -> Mapping[str, object]:
    plain = _mapping(row)
    return {
        **plain,
        "field_label": field_label("", str(plain["field"])),
        "old": said_value(str(plain["field"]), str(plain["old"])),
        "new": said_value(str(plain["field"]), str(plain["new"])),
    }


def _remarked(remark: Mapping[str, object]) -> str:
    name = _(REMARK_KIND_NAMES[RemarkKind(str(remark["kind"]))])
    return f"{name}: {remark['text']}" if remark["text"] else name


def _last_file(values: Mapping[str, object]) -> object:
    files = values["attachments"]
    if not isinstance(files, list):
        raise TypeError("attachments are a list")
    return _mapping(files[-1])["name"]


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError("not an object")
    return value
