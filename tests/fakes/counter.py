"""A morning at the one-stop counter: dossiers in every state, for pictures and tests."""

from dataclasses import replace

from clerkdesk.domain.dossier_steps import Deed
from clerkdesk.domain.dossiers import Component, Digitised, Dossier
from clerkdesk.domain.procedures import Procedure
from clerkdesk.services.desk import Desk
from clerkdesk.services.keep_dossier import checklist

PROCEDURES = (
    Procedure("1.001193", "Đăng ký khai sinh", "Hộ tịch", 0, "Tư pháp - hộ tịch", "Miễn",
        ("Tờ khai đăng ký khai sinh", "Giấy chứng sinh", "Văn bản ủy quyền (nếu có)")),
    Procedure("1.012783", "Đăng ký biến động quyền sử dụng đất, tài sản gắn liền với đất", "Đất đai",
        10, "Công chức địa chính", "Theo Nghị quyết HĐND",
        ("Đơn đăng ký biến động", "Giấy chứng nhận đã cấp", "Bản vẽ sơ đồ thửa đất khổ A1")),
    Procedure("2.000815", "Chứng thực bản sao từ bản chính", "Chứng thực", 0, "Tư pháp - hộ tịch",
        "2.000 đồng/trang", ("Bản chính giấy tờ", "Bản sao cần chứng thực")),
)  # fmt: skip
PDF_FILE = b"%PDF-1.7\n% a page\n%%EOF\n"


def fill_counter(desk: Desk) -> Dossier:
    """Dossiers of the office; gives the one of a plot of land, with a part of it on a shelf."""
    by = desk.person
    desk.store.dossiers.put_procedures(PROCEDURES, by.login)

    def handed_in(number: int, applicant: str, phone: str = "", **values: object) -> Dossier:
        procedure = PROCEDURES[number]
        parts: list[Component] = checklist(procedure)
        entry: dict[str, object] = {
            "procedure": procedure.titled,
            "working_days": procedure.working_days,
            "unit": procedure.unit,
            "fee": procedure.fee,
            "intake": "counter",
            "applicant": applicant,
            "phone": phone,
            "address": "Ấp Thạnh Hòa, xã Thạnh Mẫu",
            "result_way": "Nhận tại Bộ phận Một cửa",
            "sets": 1,
        }
        kept = [
            replace(part, received=True, digitised=Digitised.NOT, shelf="Kệ 4, hộp 2", sheets=2)
            for part in parts[1:]
        ]
        dossier = desk.counter.dossier(entry | values, [parts[0], *kept], by)
        return desk.counter.dossier.attach_files(
            dossier.uid, parts[0].component_id, [("to-khai.pdf", PDF_FILE)], by
        )

    done = desk.counter.dossier.accept(handed_in(2, "Lê Thị Bé").uid, by)
    desk.counter.dossier.step(done.uid, Deed.RESULT, by)
    asked = desk.counter.dossier.accept(handed_in(0, "Trần Văn Hai", "0912 000 111").uid, by)
    desk.counter.dossier.step(asked.uid, Deed.ASK, by, reason="Bổ sung giấy chứng nhận kết hôn")
    land = desk.counter.dossier.accept(handed_in(1, "Nguyễn Thị Đào", "0912 345 678").uid, by)
    land = desk.counter.dossier.step(
        land.uid, Deed.HAND_OVER, by, unit="Công chức địa chính", person="Phạm Văn Chuyên"
    )
    handed_in(0, "Võ Minh Khang", intake="online", online_code="G22.99.8-261122-77")
    return desk.store.dossiers.get(land.uid)
