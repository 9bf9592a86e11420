"""One open office: who is at the desk, and every use case ready to call."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from clerkdesk.domain.clock import local_date
from clerkdesk.domain.people import Person
from clerkdesk.ports.bundles import BundleFiles
from clerkdesk.ports.documents import FormPrinter, PdfDesk
from clerkdesk.ports.exchange import PacketCodec
from clerkdesk.ports.list_files import TableFiles
from clerkdesk.ports.packet_signatures import PacketSignatures
from clerkdesk.ports.pages import PageWorkshop
from clerkdesk.ports.scanner import Scanner
from clerkdesk.ports.signing import SignatureChecker, Tokens
from clerkdesk.ports.store import Store
from clerkdesk.ports.tables import Tables
from clerkdesk.ports.trust import CrlSource, TrustStore
from clerkdesk.services.admit_file import AdmitFile
from clerkdesk.services.allot_number import AllotNumber, VoidNumber, WriteNumber
from clerkdesk.services.answer_change import AnswerChange
from clerkdesk.services.approve import Approve
from clerkdesk.services.arrival_packets import ArrivalPackets
from clerkdesk.services.candidates import (
    CandidateByHand,
    CandidateFromArrival,
    CandidateFromBatch,
    CandidateFromFile,
)
from clerkdesk.services.carry_bundle import CarryBundle
from clerkdesk.services.change_issued import ChangeIssued
from clerkdesk.services.change_series import ChangeSeries
from clerkdesk.services.check_packet import CheckPacket
from clerkdesk.services.check_presentation import CheckPresentation
from clerkdesk.services.check_signatures import CheckSignatures
from clerkdesk.services.colleagues import Colleagues, colleagues_of
from clerkdesk.services.correct_entry import CorrectEntry
from clerkdesk.services.counter_desk import CounterDesk, open_counter_desk
from clerkdesk.services.decide_paper import DecidePaper
from clerkdesk.services.directory import ChangeDirectory
from clerkdesk.services.discard_secret import DiscardSecret
from clerkdesk.services.draft import DraftOutgoing, PrepareFile
from clerkdesk.services.earlier import FindEarlier, RecordPaper
from clerkdesk.services.export_packets import ExportPackets
from clerkdesk.services.export_rows import ExportRows
from clerkdesk.services.fetch_trust import FetchTrust
from clerkdesk.services.file_by_covers import FileByCovers
from clerkdesk.services.flatten_file import FlattenFile
from clerkdesk.services.forward import Forward
from clerkdesk.services.found_entity import FoundEntity
from clerkdesk.services.guard_clock import GuardClock
from clerkdesk.services.handle import Handle
from clerkdesk.services.how_far import HowFar
from clerkdesk.services.import_directory import ImportDirectory
from clerkdesk.services.import_packets import ImportPackets
from clerkdesk.services.import_register import ImportRegister
from clerkdesk.services.issue import Issue
from clerkdesk.services.issue_signed import IssueSigned
from clerkdesk.services.judge_again import JudgeAgain
from clerkdesk.services.keep_access import KeepAccess
from clerkdesk.services.keep_safe import KeepSafe
from clerkdesk.services.keep_side_book import KeepSideBook, PrintSideBook
from clerkdesk.services.keep_trust import KeepTrust
from clerkdesk.services.legacy_tables import legacy_reader
from clerkdesk.services.legal_bases import LegalBases
from clerkdesk.services.line_meter import LineMeter
from clerkdesk.services.look_at import LookAt
from clerkdesk.services.mail_desk import MailDesk, open_mail_desk
from clerkdesk.services.mail_setting import MailDevices
from clerkdesk.services.make_copy import MakeCopy
from clerkdesk.services.my_work import MyWork
from clerkdesk.services.notify_receipt import NotifyReceipt
from clerkdesk.services.office_people import OfficePeople
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.services.open_year import CloseBook, OpenYear
from clerkdesk.services.order_pile import OrderPile
from clerkdesk.services.order_signature import OrderSignature, PlaceSignature, PreviewSignature
from clerkdesk.services.paper_copy import PrintPaperCopy
from clerkdesk.services.paper_original import PaperOriginal
from clerkdesk.services.paper_rules import PaperRules
from clerkdesk.services.print_copy import PrintCopy
from clerkdesk.services.print_deliveries import PrintDeliveries
from clerkdesk.services.print_handling import PrintFollowUp, PrintHandlingSheet
from clerkdesk.services.print_paper import PrintPaper
from clerkdesk.services.print_register import PrintRegister
from clerkdesk.services.print_submission import PrintSubmission
from clerkdesk.services.print_verdict import PrintVerdict
from clerkdesk.services.read_batch import BindBatch, ReadBatch
from clerkdesk.services.read_links import HoldAgainstBooks
from clerkdesk.services.read_names import KnownToTheOffice, LearnCorrections
from clerkdesk.services.receipt_notices import ReceiptNotices
from clerkdesk.services.reconcile import Reconcile
from clerkdesk.services.refuse import RefuseArrival
from clerkdesk.services.register_incoming import RegisterIncoming, StampArrival
from clerkdesk.services.remark import CompareVersions, RemarkOnDraft
from clerkdesk.services.remind import Remind
from clerkdesk.services.report_progress import ReportProgress
from clerkdesk.services.saved_searches import SavedSearches
from clerkdesk.services.scan_batch import ScanPages
from clerkdesk.services.seal_times import SealTimes
from clerkdesk.services.search_candidate import SearchCandidate
from clerkdesk.services.search_packet import SearchPacket
from clerkdesk.services.send_paper import SendPaper
from clerkdesk.services.settle import Settle
from clerkdesk.services.settle_conflict import SettleConflict
from clerkdesk.services.sign import SignDocuments
from clerkdesk.services.sign_packet import SignPacket
from clerkdesk.services.take_back_filing import TakeBackFiling
from clerkdesk.services.take_in import TakeIn
from clerkdesk.services.tidy_batch import TidyBatch
from clerkdesk.services.watch_office import WatchOffice
from clerkdesk.services.write_mails import WriteMails


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
    trust: TrustStore
    crl_source: CrlSource
    codec: PacketCodec
    packet_signatures: PacketSignatures
    printer: FormPrinter
    tables: Tables
    table_files: TableFiles
    mail: MailDevices
    bundles: BundleFiles
    new_key: Callable[[], bytes]
    """A private key for a desk that was never connected to a server."""

    def close(self) -> None:
        """End every child process."""
        self.scanner.close()
        self.workshop.close()
        self.reader.close()
        self.pdf_desk.close()
        self.tokens.close()
        self.checker.close()
        self.crl_source.close()


@dataclass(frozen=True, slots=True)
class Desk:
    """What a screen needs of the open office; made by `open_desk`."""

    store: Store
    """As this account may see it; use cases that must see all hold the store itself."""
    person: Person
    clock: Callable[[], datetime]
    devices: Devices
    rules: OfficeRules
    scan: ScanPages
    read: ReadBatch
    tidy: TidyBatch
    order: OrderPile
    file_by_covers: FileByCovers
    take_back_filing: TakeBackFiling
    learn: LearnCorrections
    against_books: HoldAgainstBooks
    bind: BindBatch
    from_batch: CandidateFromBatch
    by_hand: CandidateByHand
    from_file: CandidateFromFile
    from_arrival: CandidateFromArrival
    register: RegisterIncoming
    stamp: StampArrival
    refuse: RefuseArrival
    discard_secret: DiscardSecret
    search: SearchCandidate
    search_packet: SearchPacket
    find_earlier: FindEarlier
    record_paper: RecordPaper
    forward: Forward
    people: OfficePeople
    handle: Handle
    settle: Settle
    settle_conflict: SettleConflict
    remind: Remind
    my_work: MyWork
    handling_sheet: PrintHandlingSheet
    follow_up: PrintFollowUp
    prepare_file: PrepareFile
    draft: DraftOutgoing
    approve: Approve
    allot: AllotNumber
    write_number: WriteNumber
    void_number: VoidNumber
    place: PlaceSignature
    sign: SignDocuments
    preview_signature: PreviewSignature
    seal_times: SealTimes
    flatten: FlattenFile
    issue: Issue
    issue_signed: IssueSigned
    paper_original: PaperOriginal
    change_issued: ChangeIssued
    answer_change: AnswerChange
    correct_entry: CorrectEntry
    remark: RemarkOnDraft
    compare: CompareVersions
    print_submission: PrintSubmission
    make_copy: MakeCopy
    print_copy: PrintCopy
    check: CheckSignatures
    keep_trust: KeepTrust
    fetch_trust: FetchTrust
    judge_again: JudgeAgain
    check_presentation: CheckPresentation
    notify: NotifyReceipt
    import_packets: ImportPackets
    export_packets: ExportPackets
    receipts: ReceiptNotices
    admit: AdmitFile
    watch: WatchOffice
    print_register: PrintRegister
    print_deliveries: PrintDeliveries
    change_directory: ChangeDirectory
    import_directory: ImportDirectory
    import_register: ImportRegister
    open_year: OpenYear
    found_entity: FoundEntity
    guard_clock: GuardClock
    close_book: CloseBook
    reconcile: Reconcile
    change_series: ChangeSeries
    export_rows: ExportRows
    saved_searches: SavedSearches
    paper_rules: PaperRules
    decide_paper: DecidePaper
    send_paper: SendPaper
    print_paper: PrintPaper
    paper_copy: PrintPaperCopy
    print_verdict: PrintVerdict
    keep_side_book: KeepSideBook
    access: KeepAccess
    keep_safe: KeepSafe
    look_at: LookAt
    line: LineMeter
    carry: CarryBundle
    colleagues: Colleagues
    how_far: HowFar
    legal_bases: LegalBases
    print_side_book: PrintSideBook
    counter: CounterDesk
    mail: MailDesk

    @property
    def today(self) -> date:
        """The calendar date in Viet Nam."""
        return local_date(self.clock())


def open_desk(
    store: Store, person: Person, devices: Devices, clock: Callable[[], datetime]
) -> Desk:
    """Ready every use case for `person`, and for whom he stands in today, on an open store."""
    access, guard = KeepAccess(store), GuardClock(clock)
    person = access.acting(person, local_date(clock()))
    seal_times = SealTimes(store, devices.tokens, clock)
    check = CheckSignatures(devices.checker, store.checks)
    keep_trust = KeepTrust(store.settings, devices.trust, clock)
    write_mails = WriteMails(store, devices.mail.codec, clock)
    codec = ArrivalPackets(devices.codec, devices.mail.codec)
    notify = NotifyReceipt(store, devices.codec, clock, write_mails)
    report = ReportProgress(store, notify)
    read = ReadBatch(store.spool, devices.reader, KnownToTheOffice(store))
    search = SearchPacket(store, codec, devices.reader)
    refuse = RefuseArrival(store, notify, check, search)
    place = PlaceSignature(store, devices.pdf_desk, clock)
    order = OrderSignature(store, place, clock)
    rules = OfficeRules(store.settings)
    people = OfficePeople(store, clock)
    decide_paper = DecidePaper(store, check, clock)
    issue = Issue(store, devices.codec, clock, decide_paper, write_mails)
    sign_packet = SignPacket(devices.tokens, devices.packet_signatures)
    check_packet = CheckPacket(devices.packet_signatures, devices.checker)
    from_arrival = CandidateFromArrival(
        store, codec, devices.reader, check, check_packet, search, clock
    )
    answer = AnswerChange(store, codec, notify, search, clock)
    bind = BindBatch(read, devices.workshop, store.files, made_by=person.full_name, clock=clock)
    tidy = TidyBatch(store.spool, devices.workshop)
    paper_original = PaperOriginal(store, bind, devices.reader)
    look_at = LookAt(store, clock)
    seen = store.seen_by(look_at.sight(person))
    remind = Remind(seen, devices.printer, clock)
    send_paper = SendPaper(seen, clock)
    carry = CarryBundle(store, devices.bundles, devices.new_key, clock)
    allot = AllotNumber(store, clock, guard)
    handling_sheet = PrintHandlingSheet(seen, devices.printer, clock)
    return Desk(
        store=seen,
        person=person,
        clock=clock,
        devices=devices,
        rules=rules,
        scan=ScanPages(devices.scanner, store.spool),
        read=read,
        tidy=tidy,
        order=OrderPile(store.spool),
        file_by_covers=FileByCovers(store, tidy, read, bind, paper_original),
        take_back_filing=TakeBackFiling(store, read),
        bind=bind,
        learn=LearnCorrections(store),
        against_books=HoldAgainstBooks(store, rules),
        from_batch=CandidateFromBatch(clock),
        by_hand=CandidateByHand(clock),
        from_file=CandidateFromFile(store, devices.reader, check, clock),
        from_arrival=from_arrival,
        register=RegisterIncoming(store, notify, clock, answer, guard, search, check),
        stamp=StampArrival(store, devices.pdf_desk),
        refuse=refuse,
        discard_secret=DiscardSecret(store, read, notify),
        search=SearchCandidate(search, check),
        search_packet=search,
        find_earlier=FindEarlier(store),
        record_paper=RecordPaper(store),
        forward=Forward(store.incoming, people, rules, clock, report),
        people=people,
        handle=Handle(store.incoming, people, clock, report),
        settle_conflict=SettleConflict(store),
        settle=Settle(store.incoming, store.outgoing, people, clock, report),
        remind=remind,
        my_work=MyWork(seen, people, remind, clock),
        handling_sheet=handling_sheet,
        follow_up=PrintFollowUp(seen, devices.printer),
        prepare_file=PrepareFile(store, devices.pdf_desk, devices.reader),
        draft=DraftOutgoing(store),
        approve=Approve(store.outgoing, store.ops),
        allot=allot,
        write_number=WriteNumber(store, devices.pdf_desk),
        void_number=VoidNumber(store),
        place=place,
        sign=SignDocuments(store, devices.tokens, order, seal_times, clock),
        preview_signature=PreviewSignature(store, devices.tokens, order),
        seal_times=seal_times,
        flatten=FlattenFile(store, devices.pdf_desk),
        issue=issue,
        issue_signed=IssueSigned(store, issue, sign_packet),
        paper_original=paper_original,
        change_issued=ChangeIssued(store, issue, clock, write_mails),
        answer_change=answer,
        correct_entry=CorrectEntry(store, clock),
        remark=RemarkOnDraft(seen),
        compare=CompareVersions(store, devices.reader),
        print_submission=PrintSubmission(store, devices.printer, clock),
        make_copy=MakeCopy(store, devices.pdf_desk, clock),
        print_copy=PrintCopy(store, devices.pdf_desk),
        check=check,
        keep_trust=keep_trust,
        fetch_trust=FetchTrust(keep_trust, devices.trust, store.checks, devices.crl_source, clock),
        judge_again=JudgeAgain(store, devices.trust, check),
        check_presentation=CheckPresentation(store, devices.pdf_desk),
        notify=notify,
        import_packets=ImportPackets(
            store, devices.codec, TakeIn(store, devices.codec, notify), clock
        ),
        export_packets=ExportPackets(store, clock),
        admit=AdmitFile(store.settings),
        receipts=ReceiptNotices(store, clock),
        watch=WatchOffice(seen, clock),
        print_register=PrintRegister(seen, devices.printer),
        print_deliveries=PrintDeliveries(seen, devices.printer),
        change_directory=ChangeDirectory(store.directory),
        import_directory=ImportDirectory(store.directory, devices.tables, legacy_reader),
        import_register=ImportRegister(store, clock, legacy_reader),
        open_year=OpenYear(store, clock),
        found_entity=FoundEntity(store),
        guard_clock=guard,
        close_book=CloseBook(store, clock),
        reconcile=Reconcile(store, devices.printer),
        change_series=ChangeSeries(store),
        export_rows=ExportRows(store, devices.table_files, clock),
        saved_searches=SavedSearches(store.settings),
        paper_rules=PaperRules(store.settings),
        decide_paper=decide_paper,
        send_paper=send_paper,
        print_paper=PrintPaper(store, devices.printer, send_paper),
        paper_copy=PrintPaperCopy(store, devices.pdf_desk, devices.printer),
        print_verdict=PrintVerdict(store, devices.printer),
        keep_side_book=KeepSideBook(store, clock, guard),
        access=access,
        keep_safe=KeepSafe(store, clock),
        look_at=look_at,
        line=LineMeter(store, clock),
        carry=carry,
        colleagues=colleagues_of(store, carry.own_sign_key, allot),
        how_far=HowFar(store),
        legal_bases=LegalBases(store),
        print_side_book=PrintSideBook(seen, devices.printer),
        counter=open_counter_desk(seen, bind, devices.tables, devices.printer, clock, guard),
        mail=open_mail_desk(store, devices.mail, clock, write_mails, from_arrival, handling_sheet),
    )
