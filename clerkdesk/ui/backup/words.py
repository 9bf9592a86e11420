"""How backups, drills and their times are said."""

from datetime import datetime

from clerkdesk.domain.backups import Proof
from clerkdesk.domain.texts import _
from clerkdesk.services.keep_safe import Safety
from clerkdesk.ui.theme import State
from clerkdesk.ui.when import when


def state_text(safety: Safety, now: datetime) -> tuple[str, State]:
    """The sentence on top of the page, and how good it is."""
    if not safety.plan.place:
        return (
            _("Chưa chọn nơi sao lưu. Nếu ổ cứng hỏng lúc này, dữ liệu trên máy sẽ mất.")
            + "\n"
            + _("Chọn ổ USB hoặc thư mục trên máy chủ ở bên phải."),
            State.BAD,
        )
    if safety.last is None:
        return _("Đã chọn nơi sao lưu nhưng chưa có bản nào. Bấm «Sao lưu ngay»."), State.WARN
    said = [_("Sao lưu gần nhất: {when}.").format(when=when(safety.last, now))]
    state = State.GOOD
    if not safety.place_is_there:
        said.append(
            _("Không thấy «{place}»: cắm lại ổ USB hoặc kiểm tra mạng.").format(
                place=safety.plan.place
            )
        )
        state = State.WARN
    if safety.due:
        late = (now - safety.last).days
        said.append(
            _("Đã {n} ngày chưa sao lưu.").format(n=late) if late > 1 else _("Đã đến giờ sao lưu.")
        )
        state = State.BAD if late > 7 else State.WARN
    elif safety.next is not None:
        said.append(_("Lần tới: {when}.").format(when=when(safety.next, now)))
    if safety.files_missing:
        said.append(
            _("Còn {n} tệp nằm trên ổ sao lưu, chưa về máy này.").format(n=safety.files_missing)
        )
    return " ".join(said), state


def proof_text(proof: Proof | None, now: datetime, *, due: bool) -> tuple[str, State]:
    """What the last drill has shown."""
    if proof is None:
        return (
            _("Chưa kiểm tra lần nào. Bản sao lưu chỉ đáng tin khi đã mở thử được."),
            State.WARN,
        )
    at = when(proof.at, now)
    if not proof.good:
        return _("{at}: {problem}").format(at=at, problem=proof.problem), State.BAD
    told = _(
        "{at}: bản sao lưu {backup} mở được, nhật ký {ops} thay đổi liền mạch, đọc đúng {files} tệp."
    ).format(
        at=at,
        backup=when(proof.backup, now),
        ops=_grouped(proof.ops),
        files=_grouped(proof.files_read),
    )
    if due:
        return told + " " + _("Đã lâu, nên kiểm tra lại."), State.WARN
    return told, State.GOOD


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
