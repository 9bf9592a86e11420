"""One open office: who is at the desk, and every use case ready to call."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from clerkdesk.domain.clock import local_date
from clerkdesk.domain.people import Person
from clerkdesk.ports.documents import FormPrinter, PdfDesk
from clerkdesk.ports.exchange import PacketCodec
from clerkdesk.ports.pages import PageWorkshop
from clerkdesk.ports.scanner import Scanner
from clerkdesk.ports.signing import SignatureChecker, Tokens
from clerkdesk.ports.store import Store
from clerkdesk.services.allot_number import AllotNumber, WriteNumber
from clerkdesk.services.approve import Approve
from clerkdesk.services.candidates import (
    CandidateFromArrival,
    CandidateFromBatch,
    CandidateFromFile,
)
from clerkdesk.services.check_presentation import CheckPresentation
from clerkdesk.services.check_signatures import CheckSignatures
from clerkdesk.services.decide_paper import DecidePaper
from clerkdesk.services.discard_secret import DiscardSecret
from clerkdesk.services.draft import DraftOutgoing, PrepareFile
from clerkdesk.services.earlier import FindEarlier, RecordPaper
from clerkdesk.services.forward import Forward
from clerkdesk.services.handle import Handle
from clerkdesk.services.issue import Issue
from clerkdesk.services.keep_access import KeepAccess
from clerkdesk.services.keep_side_book import KeepSideBook, PrintSideBook
from clerkdesk.services.legal_bases import LegalBases
from clerkdesk.services.look_at import LookAt
from clerkdesk.services.my_work import MyWork
from clerkdesk.services.notify_receipt import NotifyReceipt
from clerkdesk.services.office_people import OfficePeople
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.services.paper_copy import PrintPaperCopy
from clerkdesk.services.paper_rules import PaperRules
from clerkdesk.services.print_handling import PrintFollowUp, PrintHandlingSheet
from clerkdesk.services.print_paper import PrintPaper
from clerkdesk.services.print_register import PrintRegister
from clerkdesk.services.read_batch import BindBatch, ReadBatch
from clerkdesk.services.read_links import HoldAgainstBooks
from clerkdesk.services.read_names import KnownToTheOffice, LearnCorrections
from clerkdesk.services.refuse import RefuseArrival
from clerkdesk.services.register_incoming import RegisterIncoming, StampArrival
from clerkdesk.services.remind import Remind
from clerkdesk.services.scan_batch import ScanPages
from clerkdesk.services.send_paper import SendPaper
from clerkdesk.services.settle import Settle
from clerkdesk.services.sign import PlaceSignature, SignDocuments


@dataclass(frozen=True, slots=True)
class Devices:
    """The child processes and tools that every office on this machine shares."""

    scanner: Scanner
    workshop: PageWorkshop
    """Pictures and binding."""
    reader: PageWorkshop
    """OCR: a second child, so that looking at a page never waits behind reading one."""
    pdf_desk: PdfDesk
    tokens: Tokens
    checker: SignatureChecker
    codec: PacketCodec
    printer: FormPrinter

    def close(self) -> None:
        """End every child process."""
        self.scanner.close()
        self.workshop.close()
        self.reader.close()
        self.pdf_desk.close()
        self.tokens.close()
        self.checker.close()


@dataclass(frozen=True, slots=True)
class Desk:
    """What a screen needs of the open office; made by `open_desk`."""

    store: Store
    person: Person
    clock: Callable[[], datetime]
    devices: Devices
    rules: OfficeRules
    scan: ScanPages
    read: ReadBatch
    learn: LearnCorrections
    against_books: HoldAgainstBooks
    bind: BindBatch
    from_batch: CandidateFromBatch
    from_file: CandidateFromFile
    from_arrival: CandidateFromArrival
    register: RegisterIncoming
    stamp: StampArrival
    refuse: RefuseArrival
    discard_secret: DiscardSecret
    find_earlier: FindEarlier
    record_paper: RecordPaper
    forward: Forward
    people: OfficePeople
    handle: Handle
    settle: Settle
    remind: Remind
    my_work: MyWork
    handling_sheet: PrintHandlingSheet
    follow_up: PrintFollowUp
    prepare_file: PrepareFile
    draft: DraftOutgoing
    approve: Approve
    allot: AllotNumber
    write_number: WriteNumber
    place: PlaceSignature
    sign: SignDocuments
    issue: Issue
    check: CheckSignatures
    check_presentation: CheckPresentation
    notify: NotifyReceipt
    print_register: PrintRegister
    paper_rules: PaperRules
    decide_paper: DecidePaper
    send_paper: SendPaper
    print_paper: PrintPaper
    paper_copy: PrintPaperCopy
    keep_side_book: KeepSideBook
    access: KeepAccess
    look_at: LookAt
    legal_bases: LegalBases
    print_side_book: PrintSideBook

    @property
    def today(self) -> date:
        """The calendar date in Viet Nam."""
        return local_date(self.clock())


def open_desk(
    store: Store, person: Person, devices: Devices, clock: Callable[[], datetime]
) -> Desk:
    """Ready every use case for `person`, and for whom he stands in today, on an open store."""
    access = KeepAccess(store)
    person = access.acting(person, local_date(clock()))
    check = CheckSignatures(devices.checker, store.checks)
    notify = NotifyReceipt(store, devices.codec, clock)
    read = ReadBatch(store.spool, devices.reader, KnownToTheOffice(store))
    refuse = RefuseArrival(store, notify)
    place = PlaceSignature(store, devices.pdf_desk)
    rules = OfficeRules(store.settings)
    people = OfficePeople(store, clock)
    remind = Remind(store, devices.printer, clock)
    decide_paper = DecidePaper(store, check, clock)
    send_paper = SendPaper(store, clock)
    return Desk(
        store=store,
        person=person,
        clock=clock,
        devices=devices,
        rules=rules,
        scan=ScanPages(devices.scanner, store.spool),
        read=read,
        learn=LearnCorrections(store),
        against_books=HoldAgainstBooks(store, rules),
        bind=BindBatch(read, devices.workshop, store.files),
        from_batch=CandidateFromBatch(clock),
        from_file=CandidateFromFile(store, devices.reader, check, clock),
        from_arrival=CandidateFromArrival(store, devices.codec, devices.reader, check),
        register=RegisterIncoming(store, notify, clock),
        stamp=StampArrival(store, devices.pdf_desk),
        refuse=refuse,
        discard_secret=DiscardSecret(store, read, refuse),
        find_earlier=FindEarlier(store),
        record_paper=RecordPaper(store),
        forward=Forward(store.incoming, people, rules, clock),
        people=people,
        handle=Handle(store.incoming, people, clock),
        settle=Settle(store.incoming, store.outgoing, people, clock),
        remind=remind,
        my_work=MyWork(store, people, remind, clock),
        handling_sheet=PrintHandlingSheet(store, devices.printer, clock),
        follow_up=PrintFollowUp(store, devices.printer),
        prepare_file=PrepareFile(store, devices.pdf_desk, devices.reader),
        draft=DraftOutgoing(store),
        approve=Approve(store.outgoing),
        allot=AllotNumber(store, clock),
        write_number=WriteNumber(store, devices.pdf_desk),
        place=place,
        sign=SignDocuments(store, devices.tokens, place, clock),
        issue=Issue(store, devices.codec, clock, decide_paper),
        check=check,
        check_presentation=CheckPresentation(store, devices.pdf_desk),
        notify=notify,
        print_register=PrintRegister(store, devices.printer),
        paper_rules=PaperRules(store.settings),
        decide_paper=decide_paper,
        send_paper=send_paper,
        print_paper=PrintPaper(store, devices.printer, send_paper),
        paper_copy=PrintPaperCopy(store, devices.pdf_desk, devices.printer),
        keep_side_book=KeepSideBook(store, clock),
        access=access,
        look_at=LookAt(store, clock),
        legal_bases=LegalBases(store),
        print_side_book=PrintSideBook(store, devices.printer),
    )
