"""A whole office in memory: every use case of `Desk`, on fakes that a test may set up."""

import os
from dataclasses import dataclass, field
from functools import partial

from clerkdesk.adapters.bundle.sealed_file import SealedBundles
from clerkdesk.adapters.mail.codec import MailFiles
from clerkdesk.adapters.tables.tables import SpreadsheetTables
from clerkdesk.domain.agencies import Office
from clerkdesk.domain.issuers import SEAL
from clerkdesk.domain.outgoing import Outgoing, Recipient
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.series import DocumentType, Series
from clerkdesk.domain.tokens import SignatureKind
from clerkdesk.services.desk import Desk, Devices, open_desk
from clerkdesk.services.legacy_tables import legacy_reader
from clerkdesk.services.mail_setting import MailDevices
from clerkdesk.services.office_rules import OfficeRules
from tests.fakes.documents import PNG, FakeFormPrinter, FakePdfDesk
from tests.fakes.exchange import FakeCodec, FakePacketSignatures
from tests.fakes.list_files import FakeTableFiles
from tests.fakes.mail import FakeMailServers
from tests.fakes.pages import FakePageWorkshop
from tests.fakes.sample_documents import CLERK, OFFICE, PASSWORDS, TODAY, Clock
from tests.fakes.scanner import FakeScanner
from tests.fakes.store import FakeKeyStore, FakeStore
from tests.fakes.tokens import LEADER, ORGANISATION, FakeTokens
from tests.fakes.trust import FakeCrlSource, FakeTrust
from tests.fakes.verify import FakeSignatureChecker

SPECIALIST = Person("chuyenvien", "Phạm Văn Chuyên", "Công chức", frozenset({Role.SPECIALIST}))
LEADER_PERSON = Person("chutich", "Nguyễn Văn Mẫu", "Chủ tịch", frozenset({Role.LEADER}))
PDF_FILE = b"%PDF-1.7\n% a page\n%%EOF\n"
DEPARTMENT = Office("H13.01", "Sở Nội vụ", "Sở Nội vụ", "UBND tỉnh", "Mẫu", "SNV")
NEXT_DOOR = Recipient("Sở Nội vụ", "H13.01")
DRAFT_VALUES: dict[str, object] = {
    "doc_type": "Tờ trình",
    "subject": "xin kinh phí sửa chữa trụ sở",
    "issuing_org_name": OFFICE.name,
    "drafting_unit": "VP",
    "signer_name": "Nguyễn Văn Mẫu",
    "signer_position": "Chủ tịch",
    "recipients": (NEXT_DOOR,),
    "register_date": TODAY,
    "urgency": "0",
    "storage_location": "Lưu: VT",
}
INCOMING_VALUES: dict[str, object] = {
    "arrival_date": TODAY,
    "channel": "paper",
    "issuing_org": "UBND tỉnh Sóc Trăng",
    "doc_type": "Quyết định",
    "code": "15/2016/QĐ-UBND",
    "subject": "Ban hành Quy chế tiếp nhận văn bản điện tử",
    "urgency": "0",
}


@dataclass
class FakeOffice:
    """An office whose parts are all fakes; `desk()` opens it for a person."""

    office: Office = OFFICE
    clock: Clock = field(default_factory=Clock)
    codec: FakeCodec = field(default_factory=FakeCodec)
    packet_signatures: FakePacketSignatures = field(default_factory=FakePacketSignatures)
    scanner: FakeScanner = field(default_factory=lambda: FakeScanner([b"one", b"two", b"three"]))
    workshop: FakePageWorkshop = field(default_factory=FakePageWorkshop)
    pdf_desk: FakePdfDesk = field(default_factory=FakePdfDesk)
    tokens: FakeTokens = field(default_factory=FakeTokens)
    checker: FakeSignatureChecker = field(default_factory=FakeSignatureChecker)
    trust: FakeTrust = field(default_factory=FakeTrust)
    crl_source: FakeCrlSource = field(default_factory=FakeCrlSource)
    printer: FakeFormPrinter = field(default_factory=FakeFormPrinter)
    tables: SpreadsheetTables = field(default_factory=SpreadsheetTables)
    """The real one: it only turns bytes into rows."""
    table_files: FakeTableFiles = field(default_factory=FakeTableFiles)
    mail_codec: MailFiles = field(default_factory=lambda: MailFiles(legacy_reader))
    """The real one: it only turns bytes into mails."""
    mail_servers: FakeMailServers = field(default_factory=FakeMailServers)
    keys: FakeKeyStore = field(default_factory=FakeKeyStore)

    def __post_init__(self) -> None:
        self.store = FakeStore(self.office, PASSWORDS, self.clock, f"may-{self.office.code}")
        rules = OfficeRules(self.store.settings)
        rules.set_doc_types([DocumentType("Tờ trình", "TTr", 16)], "quantri")
        rules.set_series(
            [
                Series("TTr", "Tờ trình", frozenset({"Tờ trình"}), "{type}-{org}"),
                Series("CV", "Công văn", frozenset(), "{org}-{unit}"),
            ],
            "quantri",
        )
        for whose in (LEADER_PERSON.full_name, SEAL):
            rules.set_picture(whose, self.store.files.put(PNG), "quantri")

    def desk(self, person: Person = CLERK) -> Desk:
        """Every use case, for `person`."""
        devices = Devices(
            self.scanner,
            self.workshop,
            self.workshop,
            self.pdf_desk,
            self.tokens,
            self.checker,
            self.trust,
            self.crl_source,
            self.codec,
            self.packet_signatures,
            self.printer,
            self.tables,
            self.table_files,
            MailDevices(self.mail_codec, self.mail_servers, self.keys),
            SealedBundles(),
            partial(os.urandom, 32),
        )
        return open_desk(self.store, person, devices, self.clock)

    def draft(self, name: str = "to-trinh.docx", **changes: object) -> Outgoing:
        """A stored draft with its prepared PDF."""
        desk = self.desk()
        files, text, *_read = desk.prepare_file(name, b"PK a Word file")
        return desk.draft({**DRAFT_VALUES, **changes}, files, text, CLERK)

    def approved(self, name: str = "to-trinh.docx", **changes: object) -> Outgoing:
        """A draft that the leader has approved."""
        return self.desk().approve(self.draft(name, **changes).uid, CLERK)

    def sign(self, document: Outgoing, kind: SignatureKind) -> Outgoing:
        """The document with the signature that is due; its step must be lawful."""
        certificate = LEADER if kind is SignatureKind.PERSON else ORGANISATION
        (signed,) = self.desk().sign(
            [document], kind, certificate.certificate_id, self.pin(), CLERK
        )
        assert signed.error is None
        return signed.document

    def numbered(self, **changes: object) -> Outgoing:
        """A document that is signed by the leader, with its number on the page."""
        signed = self.sign(self.approved(**changes), SignatureKind.PERSON)
        return self.desk().write_number(self.desk().allot(signed.uid, CLERK).uid, CLERK)

    def sealed(self, **changes: object) -> Outgoing:
        """A document that is ready to be issued."""
        return self.sign(self.numbered(**changes), SignatureKind.ORGANISATION)

    def pin(self) -> bytearray:
        """The tokens' PIN, to be wiped."""
        return bytearray(self.tokens.pin.encode())
