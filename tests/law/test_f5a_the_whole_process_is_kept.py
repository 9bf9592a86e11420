"""F5a (NĐ 30 Phụ lục VI): the document keeps its process: opinions, distribution, every other act."""

from datetime import timedelta

from clerkdesk.domain.assignments import Deed
from clerkdesk.services.forward import Others
from tests.fakes.office import LEADER_PERSON, SPECIALIST, FakeOffice
from tests.fakes.sample_documents import CLERK, TODAY, incoming_entry

LEADER, AN = "Chủ tịch Nguyễn Văn Mẫu", "Công chức Phạm Văn Chuyên"


def test_every_act_is_in_the_history_with_person_and_time() -> None:
    office = FakeOffice()
    for person in (LEADER_PERSON, SPECIALIST):
        office.store.accounts.add(person, "mật khẩu đủ dài")
    desk = office.desk()
    uid = office.store.incoming.add(incoming_entry(), CLERK.login).uid
    due = TODAY + timedelta(days=3)
    desk.forward(uid, LEADER, due, "", CLERK)
    desk.handle(uid, Deed.RECEIVE, LEADER_PERSON)
    desk.forward(uid, AN, due, "Tham mưu.", LEADER_PERSON, Others(inform="Văn phòng"))
    desk.handle(uid, Deed.RECEIVE, CLERK, person=AN)
    desk.handle(uid, Deed.PROGRESS, SPECIALIST, "đang khảo sát")
    desk.handle(uid, Deed.RETURN, SPECIALIST, "thiếu phụ lục")
    desk.forward(uid, AN, due, "Đã bổ sung", CLERK)
    desk.remind([uid], CLERK)
    desk.settle(uid, SPECIALIST, reason="để biết")
    desk.settle.reopen(uid, CLERK)
    history = office.store.ops.history("incoming", uid)
    assert [(line.by, line.what) for line in history[1:]] == [
        ("vanthu", f"Chuyển {LEADER}, hạn 25/11/2026"),
        ("chutich", f"{LEADER} ký nhận"),
        (
            "chutich",
            f"{LEADER} cho ý kiến: Tham mưu. Chuyển {AN}; để biết: Văn phòng, hạn 25/11/2026",
        ),
        ("vanthu", f"{AN} ký nhận (trên giấy)"),
        ("chuyenvien", f"{AN}: đang khảo sát"),
        ("chuyenvien", f"{AN} trả lại: thiếu phụ lục"),
        ("vanthu", f"Chuyển {AN}, hạn 25/11/2026"),
        ("vanthu", f"Nhắc {LEADER}, {AN}"),
        ("chuyenvien", "Hoàn thành: để biết"),
        ("vanthu", "Mở lại để xử lý tiếp"),
    ]
    times = [line.at for line in history]
    assert times == sorted(times)
    assert len(office.store.incoming.get(uid).acts) == 7
