"""What a clerk does without a window: write a letter to its end, take in what came, scan a pile."""

from datetime import date

from clerkdesk.demo.draft import Letter, word_draft
from clerkdesk.demo.office import DemoOffice
from clerkdesk.domain.incoming import Incoming, Urgency
from clerkdesk.domain.outgoing import Outgoing, PaperDecision, Recipient
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.people import Person
from clerkdesk.domain.scans import ScanSettings
from clerkdesk.domain.side_book_forms import SideBookKey
from clerkdesk.domain.side_books import SideEntry
from clerkdesk.domain.texts import _
from clerkdesk.domain.tokens import SignatureKind
from clerkdesk.ports.store import Arrival
from clerkdesk.services.desk import Desk
from clerkdesk.services.forward import Others
from clerkdesk.services.register_incoming import Registered


class DeskWork:
    """The desk of one demo office; every step is the use case that a window calls."""

    def __init__(self, desk: Desk, office: DemoOffice, clerk: Person) -> None:
        self._desk = desk
        self._office = office
        self._clerk = clerk

    def approved(self, letter: Letter, to: Recipient) -> Outgoing:
        """Enter a letter from its Word file and have the leader approve it.

        Raises:
            ClerkError: as the use cases; nothing half-done is left.
        """
        desk, office, leader = self._desk, self._office.office, self._office.leader
        word = word_draft(letter, office, leader)
        files, text, *_read = desk.prepare_file(f"{letter.name}.docx", word)
        values: dict[str, object] = {
            **form_values(letter, self._office),
            "issuing_org_name": office.name,
            "register_date": desk.today,
            "urgency": str(Urgency.NORMAL.value),
            "storage_location": "Lưu: VT",
            "recipients": (to,),
        }
        draft = desk.draft(values, files, text, self._clerk)
        return desk.approve(draft.uid, self._clerk)

    def issued(self, letter: Letter, to: Recipient) -> Outgoing:
        """The whole way of a letter: approved, signed, numbered, sealed, in the outbox.

        Raises:
            ClerkError: as the use cases; the letter stays where it has come to.
        """
        desk, tokens = self._desk, self._office.tokens
        uid = self.approved(letter, to).uid
        self._sign(uid, SignatureKind.PERSON, tokens.leader_pin)
        desk.allot(uid, self._clerk)
        desk.write_number(uid, self._clerk)
        self._sign(uid, SignatureKind.ORGANISATION, tokens.organisation_pin)
        return desk.issue(uid, self._clerk)

    def returned(self, letter: Letter, to: Recipient, reason: str) -> Outgoing:
        """A draft that the leader gives back."""
        return self._desk.approve.give_back(self.approved(letter, to).uid, reason, self._clerk)

    def on_paper_too(self, issued: Outgoing) -> None:
        """What went by network is wanted on paper as well: it waits to be sent."""
        reason = _("Nơi nhận đề nghị gửi kèm bản giấy")
        if issued.entry.paper_decision is not PaperDecision.WITH_PAPER:
            self._desk.decide_paper.override(
                issued.uid, PaperDecision.WITH_PAPER, reason, self._clerk
            )

    def share_out(self, uid: str, due: date) -> Incoming:
        """The leader has a document led by one and supported by another."""
        leader = self._office.leader
        others = Others(
            cooperate=f"{_('Phòng Kinh tế')}, {self._clerk.position} {self._clerk.full_name}",
            inform=_("Tổ một cửa"),
            opinion_by=f"{leader.position} {leader.full_name}",
        )
        opinion = _("Giao Văn phòng chủ trì, Phòng Kinh tế phối hợp tham mưu.")
        return self._desk.forward(uid, _("Văn phòng"), due, opinion, self._clerk, others)

    def petition(self) -> None:
        """A letter of a citizen, in its own book."""
        values: dict[str, object] = {
            "arrival_date": self._desk.today,
            "sender": "Nguyễn Thị Đào",
            "address": _("Ấp Mẫu, xã Thạnh Mẫu"),
            "subject": _("Đề nghị xác nhận nguồn gốc sử dụng đất thửa 125, tờ bản đồ số 7"),
        }
        self._desk.keep_side_book(SideEntry(SideBookKey.PETITIONS, values), self._clerk)

    def arrivals(self) -> list[Arrival]:
        """Documents that wait to be taken in."""
        return [
            arrival
            for arrival in self._desk.store.exchange.arrivals()
            if arrival.kind is PacketKind.NEW and not arrival.problem
        ]

    def register(self, arrival: Arrival) -> Registered:
        """Check an arrival and enter it as its packet says, with the ĐẾN stamp."""
        candidate = self._desk.from_arrival(arrival)
        registered = self._desk.register(candidate, candidate.values, self._clerk)
        self._desk.stamp(registered.document, self._clerk)
        return registered

    def scan(self, device_id: str) -> None:
        """Scan what lies in the feeder; it waits to be registered."""
        devices = self._desk.devices.scanner.devices()
        device = next(device for device in devices if device.device_id == device_id)
        self._desk.scan(device, ScanSettings(), saved=lambda _page: None, stop=lambda: False)

    def _sign(self, uid: str, kind: SignatureKind, pin: str) -> None:
        desk = self._desk
        seal = kind is SignatureKind.ORGANISATION
        certificate = next(
            certificate
            for certificate in desk.devices.tokens.certificates()
            if certificate.is_organisation is seal
        )
        document = desk.store.outgoing.get(uid)
        secret = bytearray(pin.encode())
        for outcome in desk.sign([document], kind, certificate.certificate_id, secret, self._clerk):
            if outcome.error is not None:
                raise outcome.error


def form_values(letter: Letter, office: DemoOffice) -> dict[str, object]:
    """What the clerk types into the form of a letter."""
    return {
        "doc_type": letter.doc_type,
        "subject": letter.subject,
        "drafting_unit": letter.unit,
        "signer_name": office.leader.full_name,
        "signer_position": office.leader.position,
        "competence": "TM." if office.office.notation == "UBND" else "",
    }
