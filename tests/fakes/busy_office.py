"""A commune in the middle of a working day, in memory: rows of every kind for each workplace."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pymupdf

from clerkdesk.adapters.pages.doc_types import load_doc_types
from clerkdesk.adapters.pages.separator_sheets import cover_sheet
from clerkdesk.adapters.printing.printer import StoryPrinter
from clerkdesk.domain.agencies import Agency, Office
from clerkdesk.domain.assignments import Deed
from clerkdesk.domain.attachments import PDF, Attachment, FileRole
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.incoming import Channel, Incoming, Urgency
from clerkdesk.domain.outgoing import Delivery, Outgoing, Recipient
from clerkdesk.domain.packets import PacketFile
from clerkdesk.domain.page_findings import CoverSheet
from clerkdesk.domain.paper_dispatch import PaperWay
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.reading import Box, ReadField
from clerkdesk.domain.scans import ScanBatch, ScanSettings
from clerkdesk.domain.series import usual_series
from clerkdesk.domain.side_book_forms import SideBookKey
from clerkdesk.domain.side_books import SideEntry
from clerkdesk.domain.verdicts import SignatureResult
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.pages import PageImage
from clerkdesk.process.resources import font_file
from clerkdesk.services.forward import Others
from clerkdesk.services.saved_searches import SavedSearch
from clerkdesk.services.send_paper import Sending
from clerkdesk.services.take_in import TakeIn
from tests.fakes.counter import fill_counter
from tests.fakes.documents import FakePdfDesk
from tests.fakes.judged import open_and_fallen
from tests.fakes.office import LEADER_PERSON, SPECIALIST, FakeOffice
from tests.fakes.packets import COMMUNE, NEW
from tests.fakes.pages import FakePageWorkshop
from tests.fakes.sample_documents import CLERK, NOW, TODAY, incoming_entry
from tests.fakes.scanner import DEVICE, FakeScanner
from tests.fakes.trust import PINNED, trust_file
from tests.fakes.verify_authority import Authority

OFFICE = Office(
    code="000.00.19.H01",
    name="Ủy ban nhân dân xã Thạnh Mẫu",
    short_name="UBND xã Thạnh Mẫu",
    parent_name="UBND thành phố Mẫu",
    place="Thạnh Mẫu",
    notation="UBND",
    address="Số 1 đường Mẫu, xã Thạnh Mẫu",
    email="xathanhmau@mau.example",
)
BOTH = Person("vanthu", "Nguyễn Thị Thư", "Văn thư", frozenset({Role.CLERK, Role.ADMIN}))
"""A clerk who is the administrator too, as in most communes."""
WHEN = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
WORKING_DAYS = [date(2026, 11, day) for day in (10, 11, 12, 13, 16, 17, 18, 19, 20)]
CITIZEN = Recipient(
    "Ông Nguyễn Hữu Thưởng",
    channel=Channel.PAPER,
    address="Ấp Thạnh Hòa, xã Thạnh Mẫu, thành phố Mẫu",
)
FINANCE = Recipient("Sở Tài chính", "H13.12")
_READ: dict[str, tuple[object, float, Box]] = {
    "issuing_org": ("UBND thành phố Mẫu", 0.97, Box(70, 52, 210, 68)),
    "code_number": ("2150", 0.96, Box(90, 92, 190, 106)),
    "code_notation": ("UBND-KGVX", 0.96, Box(90, 92, 190, 106)),
    "issued_date": (TODAY - timedelta(days=2), 0.95, Box(350, 92, 520, 106)),
    "doc_type": ("Công văn", 0.93, Box(90, 110, 190, 124)),
    "subject": (
        "V/v tăng cường phòng, chống dịch sốt xuất huyết mùa mưa trên địa bàn các xã, phường",
        0.94,
        Box(70, 126, 260, 156),
    ),
    "signer_name": ("Ngô Văn Hùng", 0.71, Box(390, 640, 470, 654)),
    "signer_position": ("Phó Chủ tịch", 0.95, Box(380, 560, 480, 574)),
}
_ROWS = (
    ("Hướng dẫn lập hồ sơ và nộp lưu hồ sơ điện tử năm 2026 vào lưu trữ cơ quan theo quy định mới",
     "Sở Nội vụ", "412", "SNV-VTLT", "Công văn", "Nội vụ"),
    ("Thông báo kết luận của Chủ tịch tại cuộc họp giao ban tháng 11 và nhiệm vụ trọng tâm tháng 12",
     "UBND thành phố Mẫu", "87", "TB-UBND", "Thông báo", "Tổng hợp"),
    ("V/v tăng cường phòng, chống dịch sốt xuất huyết mùa mưa trên địa bàn các xã, phường",
     "UBND thành phố Mẫu", "2150", "UBND-KGVX", "Công văn", "Y tế"),
    ("Giấy mời họp Hội đồng nghĩa vụ quân sự", "Ban Chỉ huy Quân sự xã", "15", "GM-BCH",
     "Giấy mời", "Quân sự"),
    ("Phối hợp rà soát cư trú trên địa bàn quý IV", "Công an xã", "9", "CAX", "Công văn", "An ninh"),
    ("Phê duyệt kế hoạch sử dụng đất năm 2027 của các xã, phường", "UBND thành phố Mẫu", "3077",
     "QĐ-UBND", "Quyết định", "Đất đai"),
    ("Báo cáo tình hình sạt lở bờ sông và phương án di dời các hộ dân ấp Thạnh Lợi",
     "Sở Nông nghiệp và Môi trường", "655", "SNNMT-TL", "Báo cáo", "Thủy lợi"),
)  # fmt: skip
_AGENCIES = (
    ("H13.01", "Sở Nội vụ", "snv@mau.example"),
    ("H13.12", "Sở Tài chính", "stc@mau.example"),
    ("H13.30", "Sở Nông nghiệp và Môi trường", "snnmt@mau.example"),
    ("H13.40", "Sở Y tế", "syt@mau.example"),
    ("H13.77", "UBND xã Bên Cạnh", "xabencanh@mau.example"),
)


def drawn_page(*lines: str) -> bytes:
    """A PDF of one A4 page that looks like an official document."""
    file = pymupdf.open()
    page = file.new_page(width=595, height=842)
    page.insert_font("noto", str(font_file("NotoSans-Regular.ttf")))

    def write(x: float, y: float, text: str, size: float = 10) -> None:
        page.insert_text((x, y), text, fontname="noto", fontsize=size)

    write(70, 62, lines[0])
    write(300, 62, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    write(350, 78, "Độc lập - Tự do - Hạnh phúc")
    write(90, 103, f"Số: {lines[1]}")
    write(350, 103, "Mẫu, ngày 20 tháng 11 năm 2026")
    box = pymupdf.Rect(70, 126, 280, 200)
    page.insert_textbox(box, lines[2], fontname="noto", fontsize=9)
    body = "Thực hiện Kế hoạch của Ủy ban nhân dân thành phố, đề nghị các xã, phường triển khai."
    for row in range(18):
        write(70, 220 + row * 18, body, 9)
    write(380, 571, "PHÓ CHỦ TỊCH")
    write(390, 651, "Ngô Văn Hùng")
    content = file.tobytes()
    assert isinstance(content, bytes)
    return content


class DrawingPdfDesk(FakePdfDesk):
    """Draws real pages; what it does to files stays fake."""

    def render(self, name: str, pdf: bytes, page: int, dpi: int) -> bytes:
        try:
            with pymupdf.open(stream=pdf, filetype="pdf") as file:
                return _picture(file, page, dpi)
        except (RuntimeError, ValueError):
            with pymupdf.open(stream=_BLANK, filetype="pdf") as file:
                return _picture(file, 0, dpi)


class DrawingWorkshop(FakePageWorkshop):
    """A page is a picture already; what binds is one drawn page."""

    def thumbnail(self, image: PageImage, height: int) -> bytes:
        return image.content

    def make_pdf(self, *_bound: object, **_how: object) -> bytes:
        return _LETTER


def _picture(file: pymupdf.Document, page: int, dpi: int) -> bytes:
    picture = file[page].get_pixmap(dpi=dpi).tobytes("png")
    assert isinstance(picture, bytes)
    return picture


_LETTER = drawn_page("UBND THÀNH PHỐ MẪU", "2150/UBND-KGVX", _ROWS[2][0])
_OWN = drawn_page("UBND XÃ THẠNH MẪU", "", "Tờ trình xin kinh phí sửa chữa trụ sở làm việc")
_BLANK = _OWN


def picture_of_cover(cover: CoverSheet) -> bytes:
    """A cover sheet as the scanner sees it."""
    with pymupdf.open(stream=cover_sheet(cover), filetype="pdf") as file:
        return _picture(file, 0, 90)


class BusyOffice(FakeOffice):
    """The fake office after some weeks of work; what tests and pictures point at has a name."""

    letter: ScanBatch
    given: Incoming
    returned: Outgoing
    issued: Outgoing
    drafted: Outgoing

    def __init__(self) -> None:
        fields = {name: ReadField(v, sure, 1, box) for name, (v, sure, box) in _READ.items()}
        with pymupdf.open(stream=_LETTER, filetype="pdf") as file:
            scan = _picture(file, 0, 90)
        super().__init__(
            office=OFFICE,
            workshop=DrawingWorkshop(fields=fields),
            pdf_desk=DrawingPdfDesk(),
            printer=StoryPrinter(),  # type: ignore[arg-type] # the real one, for its forms
            scanner=FakeScanner([scan, scan]),
        )
        self.clock.now = WHEN - timedelta(days=20)
        types = load_doc_types()
        desk = self.desk(BOTH)
        desk.rules.set_doc_types(types, BOTH.login)
        desk.rules.set_series(usual_series(types), BOTH.login)
        self.store.accounts.add(LEADER_PERSON, "mat khau dai 1")
        self.store.accounts.add(SPECIALIST, "mat khau dai 2")
        desk.rules.set_groups({"Phòng Kinh tế": [SPECIALIST.login], "Tổ một cửa": []}, BOTH.login)
        for code, name, email in _AGENCIES:
            self.store.directory.put(Agency(code, name, email), BOTH.login)
        self._fill_incoming()
        self.clock.now = WHEN - timedelta(days=3)
        self._hand_out()
        self.clock.now = WHEN - timedelta(hours=2)
        self._fill_outgoing()
        self._fill_side_books()
        self.dossier = fill_counter(self.desk())
        self.clock.now = WHEN
        self._receive()
        for name, text in (
            ("Hồ sơ lưu trữ điện tử", "lưu hồ sơ điện tử"),
            ("Đất đai 2026", "kế hoạch sử dụng đất"),
            ("Giấy mời quân sự", "nghĩa vụ quân sự"),
        ):
            self.desk().saved_searches.keep(SavedSearch(name, text, {}), CLERK)

    def let_fall(self) -> Incoming:
        """A registered document whose leader's certificate was withdrawn since."""
        document = self.store.incoming.get(self.given.uid)
        main = document.main_file
        assert main is not None
        if not self.store.checks.all_of(main.sha256):
            first, second = open_and_fallen(main.sha256, WHEN - timedelta(days=4))
            self.store.checks.record(first)
            self.store.checks.change_result(document.uid, first, "kiểm tra khi vào sổ", "vanthu")
            self.store.checks.record(second)
            why = f"có danh sách thu hồi mới của {second.crls[0].issuer}"
            self.store.checks.change_result(document.uid, second, why, "hệ thống")
        return self.store.incoming.get(document.uid)

    def believe(self) -> None:
        """Trust lists as an office of some months has them: the province's, an own one, CRLs."""
        if self.trust.held is not None:
            return
        state, party = Authority("RootCA chuyên dùng Chính phủ G2"), Authority("RootCA G1")
        public, own = Authority("Vietnam National Root CA"), Authority("CA nội bộ tỉnh Mẫu")
        keep = self.desk(BOTH).keep_trust
        keep.pin(PINNED, BOTH)
        made = WHEN - timedelta(days=20)
        content = trust_file(7, [state, party], [public], made_at=made)
        self.trust.load_bundle("m", content, keys=[PINNED], source="máy chủ của tỉnh", at=made)
        keep.load("ca-noi-bo.crt", own.identity.pem, BOTH)
        fresh = state.crl(made=WHEN - timedelta(days=1), until=WHEN + timedelta(days=6))
        url = "http://ca.gov.vn/pki/pub/crl/rootg2.crl"
        self.trust.load_crl(url, fresh, source=url, at=WHEN)
        old = public.crl(made=WHEN - timedelta(days=40), until=WHEN - timedelta(days=10))
        self.trust.load_crl("vn.crl", old, source="tệp «vn.crl», USB", at=made)

    def _fill_incoming(self) -> None:
        sha = self.store.files.put(_LETTER)
        results = list(SignatureResult)
        for n in range(54):
            came = WORKING_DAYS[n // 6]
            at = datetime.combine(came, time(1 + n % 6, 12), UTC)
            subject, org, number, notation, kind, area = _ROWS[n % len(_ROWS)]
            entry = incoming_entry(
                subject=subject,
                issuing_org=org,
                code_number=str(int(number) + n),
                code_notation=notation,
                doc_type=kind,
                field=area,
                issued_date=came - timedelta(days=2),
                arrival_date=came,
                received_at_actual=at,
                received_at_legal=at,
                urgency=Urgency((0, 0, 1, 0, 3, 0, 2)[n % 7]),
                due_date=TODAY + timedelta(days=n % 9 - 3) if n % 3 else None,
                signature_result=results[n % len(results)],
                full_text=f"Kính gửi Ủy ban nhân dân các xã, phường. {subject}.",
                attachments=(Attachment("van-ban.pdf", PDF, FileRole.MAIN, sha, len(_LETTER)),),
            )
            self.store.incoming.add(entry, CLERK.login)

    def _hand_out(self) -> None:
        leader, spec = (f"{p.position} {p.full_name}" for p in (LEADER_PERSON, SPECIALIST))
        rows = list(self.store.incoming.rows)
        clerk, chief, officer = self.desk(), self.desk(LEADER_PERSON), self.desk(SPECIALIST)
        for n, row in enumerate(rows[:40]):
            to_person = (leader, spec)[n % 2]
            clerk.forward(row.uid, to_person, TODAY + timedelta(days=3 + n % 4), "", CLERK)
            if n < 30:
                clerk.settle(row.uid, CLERK, reason="để biết")
        self.given = given = rows[48]
        clerk.forward(given.uid, leader, TODAY + timedelta(days=8), "", CLERK)
        chief.handle(given.uid, Deed.RECEIVE, LEADER_PERSON)
        chief.forward(
            given.uid,
            spec,
            TODAY + timedelta(days=5),
            "Giao Phòng Kinh tế phối hợp công chức địa chính khảo sát thực địa, tham mưu báo cáo.",
            LEADER_PERSON,
            Others("Phòng Kinh tế 25/11", "Tổ một cửa"),
        )
        officer.handle(given.uid, Deed.RECEIVE, SPECIALIST)
        officer.handle(given.uid, Deed.PROGRESS, SPECIALIST, "Đang lấy số liệu 12 hộ")
        clerk.correct_entry(rows[30], {"signer_name": "Trần Văn Chuyên"}, "đọc nhầm tên", CLERK)

    def _fill_outgoing(self) -> None:
        desk = self.desk()
        self.drafted = self.draft(
            issuing_org_name=OFFICE.name,
            subject="xin chủ trương mua sắm máy quét cho bộ phận một cửa",
        )
        self.returned = self.approved(subject="đề nghị hỗ trợ kinh phí nạo vét kênh Thạnh Lợi")
        self.returned = desk.approve.give_back(
            self.returned.uid, "Thiếu dự toán kèm theo; ghi rõ nguồn kinh phí", CLERK
        )
        desk.remark.comment(self.drafted.uid, "Nên nêu rõ số lượng máy.", CLERK)
        for n in range(3):
            self.approved(subject=f"báo cáo kết quả thực hiện nhiệm vụ tháng {n + 8}")
        self.numbered(subject="đề nghị bổ sung biên chế năm 2027")
        self.sealed(subject="báo cáo tình hình giải quyết đơn thư quý III")
        for n, subject in enumerate(
            (
                "xin kinh phí sửa chữa trụ sở tiếp công dân năm 2027",
                "về hỗ trợ hộ nghèo bị thiệt hại",
            )
        ):
            both = (FINANCE, CITIZEN) if n else (FINANCE, Recipient("Sở Nội vụ", "H13.01"), CITIZEN)
            self.issued = desk.issue(self.sealed(subject=subject, recipients=both).uid, CLERK)
        refused = Delivery(FINANCE, DeliveryStatus.REFUSED, description="Sai nơi nhận")
        self.store.outgoing.set_delivery(self.issued.uid, refused, "hệ thống")
        waiting = desk.send_paper.waiting()
        desk.send_paper(
            waiting[:1], Sending(PaperWay.POST, desk.today, tracking="RA 123 456 789 VN"), CLERK
        )

    def _fill_side_books(self) -> None:
        def add(book: SideBookKey, **values: object) -> None:
            self.store.side_books.add(SideEntry(book, values), CLERK.login)

        day = timedelta(days=1)
        add(SideBookKey.PETITIONS, arrival_date=TODAY - 3 * day, sender="Nguyễn Thị Đào",
            address="Ấp Hòa Phú, xã Thạnh Mẫu", kind="Đơn đề nghị", passed_date=TODAY,
            subject="Đề nghị xác nhận nguồn gốc sử dụng đất của hộ gia đình tại thửa 125, tờ bản đồ số 7",
            to_person="Công chức địa chính Trần Văn Hai")  # fmt: skip
        add(SideBookKey.PETITIONS, arrival_date=TODAY, sender="Lê Văn Út",
            subject="Phản ánh cơ sở xay xát gây ồn sau 22 giờ", kind="Kiến nghị, phản ánh")  # fmt: skip
        add(SideBookKey.LOANS, day=TODAY - 5 * day, reader="Trần Văn Hai",
            code="15/QĐ-UBND ngày 02/03/2026", subject="Quyết định giao đất",
            allowed_by="Chủ tịch Nguyễn Văn Mẫu")  # fmt: skip
        add(SideBookKey.HAND_OVERS, day=TODAY, thing="Thiết bị lưu khóa bí mật của cơ quan",
            giver="Văn thư Nguyễn Thị Thư", taker="Trần Văn Hai",
            permission="Giấy ủy quyền 12/GUQ-UBND")  # fmt: skip
        add(SideBookKey.MEETINGS, day=TODAY + day, time="07:30", subject="Họp giao ban tháng 11",
            place="Hội trường UBND xã", host="UBND xã", attendees="Lãnh đạo, trưởng các bộ phận")  # fmt: skip

    def _receive(self) -> None:
        sent = (
            (Urgency.NORMAL, "Về việc rà soát hộ nghèo, hộ cận nghèo cuối năm 2026"),
            (Urgency.EXPRESS, "Về việc ứng phó bão số 9 trên biển Đông"),
            (Urgency.NORMAL, "Mời họp giao ban tháng 12"),
        )
        for n, (urgency, subject) in enumerate(sent):
            code = str(41 + n)
            packet = replace(
                NEW,
                document_id=f"id{n}",
                code_number=code,
                subject=subject,
                urgency=urgency,
                files=(PacketFile(f"{code}.pdf", "application/pdf", _LETTER, "Văn bản chính"),),
            )
            content = self.codec.write(packet)
            sha = self.store.files.put(content)
            name = f"{COMMUNE.code},2026/11/2{n},{code}/TTr-UBND"
            header = PacketHeader(
                COMMUNE.code, (self.office.code,), name, "new", sha, len(content), "a.edxml"
            )
            when = self.clock.now - timedelta(minutes=7 + n * 25)
            TakeIn(self.store, self.codec, self.desk().notify)(header, content, when, NOW)
        batch = self.desk().scan(DEVICE, ScanSettings(), saved=lambda _p: None, stop=lambda: False)
        assert batch is not None
        self.letter = batch
