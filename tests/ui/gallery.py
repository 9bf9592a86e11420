"""Grab pictures of the frame with made-up rows, to be looked at beside the design's pictures.

Use: `python tests/ui/gallery.py FOLDER [--dark]` (under Xvfb or offscreen; QT_SCALE_FACTOR works).
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.errors import PaperJam
from clerkdesk.domain.outgoing import Recipient
from clerkdesk.domain.reading import Box
from clerkdesk.domain.register_fields import INCOMING as INCOMING_FIELDS
from clerkdesk.domain.register_fields import OUTGOING as OUTGOING_FIELDS
from clerkdesk.ui import theme
from clerkdesk.ui.cards import (
    Badge,
    Card,
    ChoiceBox,
    LargeNumber,
    Note,
    NumberTile,
    button,
    scrolled,
    text_label,
)
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.forms.recipients import RecipientsEditor
from clerkdesk.ui.jobs import ThreadJobs
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.page_view.page_view import PageView
from clerkdesk.ui.page_view.sheets import A4, MarkedBox, Placement
from clerkdesk.ui.shell import status
from clerkdesk.ui.shell.window import MainWindow
from clerkdesk.ui.shell.workplaces import INCOMING, OUTGOING, SCAN, SIGN, TITLES, TODAY, workplace
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.task_card import Task, TaskCard
from clerkdesk.ui.theme import State


@dataclass(frozen=True)
class Made:
    """A made-up row."""

    number: str
    arrived: str
    code: str
    subject: str
    org: str
    sign: str
    state: str
    due: str


ROWS = [
    Made("1284", "22/11/2026", "412/SNV-VTLT", "Hướng dẫn lập hồ sơ và nộp lưu hồ sơ điện tử năm 2026 vào lưu trữ cơ quan theo quy định mới", "Sở Nội vụ", "✓ Hợp lệ", "Chờ chuyển", ""),
    Made("1283", "22/11/2026", "87/TB-UBND", "Thông báo kết luận của Chủ tịch tại cuộc họp giao ban tháng 11 và nhiệm vụ trọng tâm tháng 12", "UBND thành phố", "✓ Hợp lệ", "Đã chuyển", "25/11"),
    Made("1282", "21/11/2026", "2150/UBND-KGVX", "V/v tăng cường phòng chống dịch sốt xuất huyết mùa mưa trên địa bàn các xã", "UBND thành phố", "✓ Hợp lệ", "Đang xử lý", "24/11"),
    Made("1281", "21/11/2026", "15/GM-BCH", "Giấy mời họp Hội đồng nghĩa vụ quân sự", "Ban chỉ huy quân sự", "Giấy", "Hoàn thành", "22/11"),
    Made("1280", "21/11/2026", "306/CAX", "Phối hợp rà soát cư trú trên địa bàn quý IV", "Công an xã", "Không ký số", "Đang xử lý", "20/11"),
    Made("1279", "20/11/2026", "77/QĐ-UBND", "Phê duyệt kế hoạch sử dụng đất năm 2027 của các xã, phường", "UBND thành phố", "⚠ Chứng thư hết hạn", "Chờ xác minh", "27/11"),
    Made("1278", "20/11/2026", "1120/STC-NS", "Đề nghị báo cáo quyết toán ngân sách xã năm 2025", "Sở Tài chính", "✓ Hợp lệ", "Đã chuyển", "30/11"),
    Made("1277", "20/11/2026", "45/MTTQ-BTT", "Phối hợp tổ chức Ngày hội Đại đoàn kết toàn dân tộc", "MTTQ", "Giấy", "Hoàn thành", "18/11"),
] * 3  # fmt: skip

STATES = {
    "Chờ chuyển": State.WARN,
    "Đã chuyển": State.ACCENT,
    "Đang xử lý": State.ACCENT,
    "Hoàn thành": State.GOOD,
    "Chờ xác minh": State.BAD,
}
SIGNS = {"✓": State.GOOD, "⚠": State.WARN}

COLUMNS: list[Column[Made]] = [
    Column("number", "Số đến", 66, lambda r: r.number, Look.NUMBER),
    Column("arrived", "Ngày đến", 100, lambda r: r.arrived),
    Column("code", "Số, ký hiệu", 128, lambda r: r.code),
    Column("subject", "Trích yếu", 250, lambda r: r.subject, Look.SUMMARY, stretches=True),
    Column("sign", "Chữ ký số", 118, lambda r: r.sign, Look.SIGN,
           state=lambda r: SIGNS.get(r.sign[0], State.NEUTRAL)),
    Column("state", "Trạng thái", 112, lambda r: r.state, Look.BADGE, state=lambda r: STATES[r.state]),
    Column("due", "Hạn", 58, lambda r: r.due,
           state=lambda r: State.BAD if r.due == "20/11" else None),
]  # fmt: skip


def paper(_page: int, dpi: int) -> bytes:
    """A made-up page."""
    image = QImage(int(595 * dpi / 72), int(842 * dpi / 72), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(dpi / 72, dpi / 72)
    font = QFont("Tinos")
    lines = [
        (95, 60, 9, "ỦY BAN NHÂN DÂN"),
        (100, 72, 9, "TỈNH SÓC TRĂNG"),
        (300, 60, 9, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (340, 72, 9, "Độc lập - Tự do - Hạnh phúc"),
        (100, 95, 10, "Số: 15/2016/QĐ-UBND"),
        (330, 95, 10, "Sóc Trăng, ngày 14 tháng 7 năm 2016"),
        (260, 140, 12, "QUYẾT ĐỊNH"),
        (140, 158, 11, "Ban hành Quy định trao đổi, lưu trữ, xử lý văn bản điện tử"),
        (400, 640, 11, "Ngô Hùng"),
    ]
    for x, y, size, text in lines:
        font.setPixelSize(size)
        painter.setFont(font)
        painter.drawText(x, y, text)
    font.setPixelSize(10)
    painter.setFont(font)
    for row in range(14):
        painter.drawText(
            QRectF(80, 210 + row * 24, 440, 20),
            "Điều 1. Quyết định này quy định việc trao đổi, lưu trữ, xử lý văn bản điện tử.",
        )
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return buffer.data().data()


def list_page(memory: SessionMemory, jobs: ThreadJobs) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    header = PageHeader("Sổ văn bản đến", search="Tìm số, ký hiệu, trích yếu, nội dung…")
    header.add_button("Quét", lambda: None)
    header.add_button("+ Đăng ký đến", lambda: None, primary=True)
    filters = QHBoxLayout()
    filters.setSpacing(10)
    for text in ("Năm 2026", "Sổ: Văn bản đến", "Mọi trạng thái", "Hạn: tất cả"):
        box = ChoiceBox()
        box.addItems([text, "Mục khác"])
        filters.addWidget(box)
    filters.addStretch()
    filters.addWidget(Badge("2 quá hạn", State.BAD))
    filters.addWidget(Badge("5 chờ chuyển", State.WARN))
    filters.addWidget(text_label("1.284 văn bản", "muted"))
    table = RegisterTable(COLUMNS, memory=memory, memory_key="incoming", empty="Chưa có văn bản.")
    table.set_rows(ROWS)
    table.choose(2)
    preview = Card()
    preview.setFixedWidth(276)
    preview.body.addWidget(text_label("Số đến 1282", "number"))
    preview.body.addWidget(text_label("2150/UBND-KGVX · 20/11/2026\nUBND thành phố", "muted"))
    view = PageView(jobs)
    view.show_pages([A4], paper)
    view.setFixedHeight(314)
    preview.body.addWidget(view)
    preview.body.addWidget(
        Note(
            "✓  Chữ ký số hợp lệ\n    UBND thành phố Cần Thơ\n    20/11/2026 09:14 · có dấu thời gian",
            State.GOOD,
        )
    )
    preview.body.addWidget(
        text_label("21/11 08:02  Tiếp nhận từ trục liên thông\n21/11 08:10  Vào sổ", "small")
    )
    preview.body.addStretch()
    row = QHBoxLayout()
    row.addWidget(button("Mở", key="Return"))
    row.addWidget(button("Chuyển xử lý", primary=True))
    preview.body.addLayout(row)
    body = QHBoxLayout()
    body.setSpacing(theme.GAP)
    body.addWidget(table, 1)
    body.addWidget(preview)
    layout.addWidget(header)
    layout.addLayout(filters)
    layout.addLayout(body, 1)
    return page


def form_page(jobs: ThreadJobs) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    header = PageHeader("Đăng ký văn bản đến")
    header.set_chips(
        ("Vừa quét · 9 trang · 300 dpi", State.ACCENT),
        ("Đọc được 11/16 trường · 1 cần xem lại", State.GOOD),
    )
    header.add_button("Hủy", lambda: None, key="Escape")
    header.add_button("Lưu và cấp số", lambda: None, key="Ctrl+Return", primary=True)
    body = QHBoxLayout()
    body.setSpacing(theme.GAP)
    view = PageView(jobs, thumbnails=True)
    view.show_pages([A4] * 5, paper)
    view.set_boxes(
        {
            "issuing_org": MarkedBox(0, Box(92, 50, 180, 76)),
            "code": MarkedBox(0, Box(98, 84, 200, 98)),
            "issued_date": MarkedBox(0, Box(328, 84, 500, 98)),
            "subject": MarkedBox(0, Box(138, 146, 440, 162)),
            "signer_name": MarkedBox(0, Box(398, 628, 450, 644), State.WARN),
        }
    )
    view.highlight("subject")
    left = Card(margin=8)
    left.body.addWidget(view)
    form = FieldForm(
        INCOMING_FIELDS,
        suggestions={"doc_type": ["Quyết định", "Công văn"]},
        placeholders={"arrival_number": "cấp khi lưu"},
    )
    form.set_values(
        {
            "arrival_date": date(2016, 7, 15), "channel": "paper", "issuing_org": "UBND tỉnh Sóc Trăng",
            "doc_type": "Quyết định", "code": "15/2016/QĐ-UBND", "issued_date": date(2016, 7, 14),
            "field": "Công nghệ thông tin", "signer_name": "Ngô Hùng", "signer_position": "KT. Chủ tịch, Phó Chủ tịch",
            "subject": "Ban hành Quy định trao đổi, lưu trữ, xử lý văn bản điện tử trong hoạt động của cơ quan nhà nước tỉnh Sóc Trăng",
            "urgency": "0", "sheet_count": 9, "storage_location": "Hồ sơ 02-VT/2016",
        }
    )  # fmt: skip
    for name in (
        "issuing_org",
        "doc_type",
        "code",
        "issued_date",
        "subject",
        "signer_position",
        "sheet_count",
    ):
        form.set_machine_read(name, 0.97, False)
    form.set_machine_read("signer_name", 0.71, True)
    right = Card()
    right.body.addWidget(scrolled(form))
    right.setFixedWidth(520)
    body.addWidget(left, 1)
    body.addWidget(right)
    layout.addWidget(header)
    layout.addLayout(body, 1)
    page.form = form  # type: ignore[attr-defined]
    return page


def today_page() -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    header = PageHeader("Hôm nay", search="Tìm số, ký hiệu, trích yếu, nội dung…")
    header.set_remark("Chủ nhật, 22/11/2026 · ngoài giờ hành chính")
    header.add_button("Quét", lambda: None, primary=True, key="F9")
    tiles = QHBoxLayout()
    for number, caption, state in (
        (7, "chờ tiếp nhận", State.ACCENT),
        (5, "chờ chuyển lãnh đạo", State.WARN),
        (2, "quá hạn xử lý", State.BAD),
        (12, "chờ gửi khi có mạng", State.NEUTRAL),
    ):
        tile = NumberTile(caption, state)
        tile.show_number(number)
        tiles.addWidget(tile)
    number = LargeNumber()
    number.show_number("Số đến", "1285", "Chuyển lãnh đạo chậm nhất ngày 23/11/2026.")
    saved = Card()
    saved.body.addWidget(number)
    tasks = TaskCard("Chờ tiếp nhận", empty="Không có văn bản nào chờ.")
    tasks.set_tasks(
        [
            Task(
                "1",
                "Hỏa tốc",
                "CĐ 12 · phòng chống bão số 13",
                "UBND thành phố · đến 21:40, đã quá 02:15",
                "✓ Hợp lệ",
                State.GOOD,
            ),
            Task(
                "2",
                "Trục",
                "77/QĐ-UBND · kế hoạch sử dụng đất 2027",
                "UBND thành phố · 1 tệp",
                "⚠ Xem lại",
                State.WARN,
            ),
            Task(
                "3",
                "Thư",
                "Báo giá sửa chữa trụ sở cơ quan và các công trình phụ trợ năm 2027",
                "Công ty Mẫu · 3 tệp",
                "Không ký số",
            ),
        ]
    )
    quiet = TaskCard("Sắp và đã quá hạn", empty="Chưa có văn bản nào sắp đến hạn.")
    card = QHBoxLayout()
    card.setSpacing(theme.GAP)
    card.addWidget(tasks, 1)
    right = QVBoxLayout()
    right.setSpacing(theme.GAP)
    right.addWidget(quiet, 1)
    right.addWidget(saved, 1)
    card.addLayout(right, 1)
    layout.addWidget(header)
    layout.addLayout(tiles)
    layout.addLayout(card, 1)
    return page


def sign_page(jobs: ThreadJobs) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    header = PageHeader("Ký số và phát hành")
    header.add_button("Ký 1 văn bản đã chọn", lambda: None, key="Ctrl+Return", primary=True)
    view = PageView(jobs)
    view.show_pages([A4], paper)
    view.set_placements({"seal": Placement(0, Box(340, 560, 442, 662))})
    card = Card()
    card.body.addWidget(view)
    layout.addWidget(header)
    layout.addWidget(card, 1)
    return page


def outgoing_page() -> QWidget:
    card = Card()
    form = FieldForm(OUTGOING_FIELDS, recipients=RecipientsEditor)
    form.set_values(
        {"recipients": (Recipient("Sở Tài chính", "H59.12"), Recipient("Trường THCS Thạnh Mẫu"))}
    )
    form.show_problems(
        {"subject": "Chưa nhập «Trích yếu nội dung».", "register_date": "Chưa nhập «Ngày đăng ký»."}
    )
    card.body.addWidget(form)
    return card


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv)
    theme.apply(application, dark="--dark" in sys.argv)
    jobs, memory = ThreadJobs(), SessionMemory()
    builders: dict[str, Callable[[], QWidget]] = {
        INCOMING: lambda: list_page(memory, jobs),
        SCAN: lambda: form_page(jobs),
        TODAY: today_page,
        SIGN: lambda: sign_page(jobs),
        OUTGOING: outgoing_page,
    }
    window = MainWindow(
        [workplace(key, builders.get(key, QWidget)) for key in TITLES],
        office="UBND xã Thạnh Mẫu",
        memory=memory,
    )
    for key, number in ((INCOMING, 7), (OUTGOING, 3), (SIGN, 2), ("counter", 4)):
        window.set_counter(key, number)
    window.set_chip(status.SYNC, "● Ngoại tuyến — 12 thay đổi chờ gửi", State.WARN)
    window.set_chip(status.TOKEN, "USB token: UBND XÃ THẠNH MẪU · còn hạn 214 ngày", State.GOOD)
    window.set_chip(status.SCANNER, "Máy quét: Canon DR-C230 sẵn sàng", State.GOOD)
    window.set_key_hints(("F2", "Đăng ký"), ("Ctrl+K", "Tìm"), ("F9", "Quét"), ("F1", "Trợ giúp"))
    small = "--small" in sys.argv
    window.resize(1280 if small else 1366, 720 if small else 768)
    window.show()
    for key in builders:
        window.go_to(key)
        if key == SIGN:
            window.show_error(PaperJam(3), action="Quét thêm")
        for _turn in range(40):
            application.processEvents()
            application.thread().msleep(5)
        window.grab().save(str(folder / f"{key}.png"))
        window.clear_notice()
    jobs.close()
    window.close()


if __name__ == "__main__":
    main()
