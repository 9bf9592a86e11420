"""S24 (Điều 10.1.a; NĐ 30 Điều 21.1, 21.2): a verdict says what is known; when more is known it is judged
again, the record keeps both, and what only the registry sees takes the green away without stopping anybody."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clerkdesk.adapters.verify.checker import ChildSignatureChecker
from clerkdesk.adapters.verify.trust_folder import TrustFolder
from clerkdesk.domain.incoming import Channel, Incoming
from clerkdesk.domain.packets import PacketFile
from clerkdesk.domain.reading import ReadField
from clerkdesk.domain.verdicts import LegalClass, SignatureResult
from clerkdesk.services.candidates import Candidate
from clerkdesk.ui.incoming.entry_words import finding_lines, warnings
from tests.fakes.inbox import arrive
from tests.fakes.office import INCOMING_VALUES, FakeOffice
from tests.fakes.office_window import open_window
from tests.fakes.pages import FakePageWorkshop
from tests.fakes.sample_documents import ADMIN, CLERK
from tests.fakes.trust import PINNED, trust_file
from tests.fakes.verify_authority import DAY, NOW, Authority, page, sign

COMMUNE = "Ủy ban nhân dân xã An Mẫu"
"""The sender of `tests.fakes.packets.NEW`."""


@pytest.fixture
def authority() -> Authority:
    return Authority("CA phục vụ các cơ quan Nhà nước (G2)")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[FakeOffice]:
    """Fakes all round, but trust and checker are the real ones."""
    trust = TrustFolder(tmp_path / "trust", tmp_path / "marks")
    made = FakeOffice(
        workshop=FakePageWorkshop(fields={"issuing_org": ReadField(COMMUNE, 0.97)}),
        checker=ChildSignatureChecker(trust.bundle),  # type: ignore[arg-type] # the real one
        trust=trust,  # type: ignore[arg-type] # the real one
    )
    made.clock.now = NOW
    made.desk().keep_trust.pin(PINNED, ADMIN)
    yield made
    made.desk().devices.checker.close()


def signed_by(
    authority: Authority, organisation: str = COMMUNE, crl_place: str = ""
) -> tuple[bytes, int]:
    """A document with both signatures, and the serial of the leader's certificate."""
    leader = authority.issue("Nguyễn Văn An", organisation=organisation, crl_place=crl_place)
    seal = authority.issue(organisation, organisation=organisation, crl_place=crl_place)
    return sign(sign(page(), leader), seal, "Dau"), leader.certificate.serial_number


def come(office: FakeOffice, pdf: bytes) -> Candidate:
    desk = office.desk()
    candidate = desk.from_file("van-ban.pdf", pdf, Channel.MAIL)
    desk.search(
        candidate, told=lambda _name, _place, _of: None, stop=lambda: False
    )  # as the form does
    return candidate


def registered(office: FakeOffice, pdf: bytes) -> Incoming:
    values = {**INCOMING_VALUES, "channel": "mail", "issuing_org": COMMUNE}
    return office.desk().register(come(office, pdf), values, CLERK).document


def result(office: FakeOffice, document: Incoming) -> SignatureResult:
    return office.store.incoming.get(document.uid).entry.signature_result


def judge_waiting(office: FakeOffice, name: str, content: bytes) -> int:
    desk = office.desk()
    news = desk.keep_trust.load(name, content, CLERK)
    files = desk.judge_again.waiting(news)
    for sha256 in files:
        desk.judge_again(sha256, news)
    return len(files)


def test_a_verdict_opens_with_nothing_known_and_settles_step_by_step(
    office: FakeOffice, authority: Authority
) -> None:
    pdf, serial = signed_by(authority)
    document = registered(office, pdf)
    assert result(office, document) is SignatureResult.INDETERMINATE
    assert judge_waiting(office, "tinh.cdtrust", trust_file(1, [authority])) == 1
    assert result(office, document) is SignatureResult.INDETERMINATE, "no revocation list yet"
    assert judge_waiting(office, "g2.crl", authority.crl()) == 1
    assert result(office, document) is SignatureResult.VALID
    assert document.main_file is not None
    checks = office.store.checks.all_of(document.main_file.sha256)
    assert [check.result for check in checks] == [
        SignatureResult.INDETERMINATE,
        SignatureResult.INDETERMINATE,
        SignatureResult.VALID,
    ]
    assert checks[-1].legal_class is LegalClass.ORIGINAL
    assert [one.trust_list for one in checks[-1].signatures] == ["official", "official"]
    assert [crl.this_update for crl in checks[-1].crls] == [NOW - DAY]
    authority.revoked.append((serial, NOW - 3 * DAY))
    assert judge_waiting(office, "g2.crl", authority.crl(made=NOW)) == 1
    assert result(office, document) is SignatureResult.INVALID
    (fallen,) = office.store.checks.fallen()
    assert fallen.before is SignatureResult.VALID
    said = [line.what for line in office.store.ops.history("incoming", document.uid)]
    assert [line for line in said if line.startswith("Kiểm tra lại")] == [
        f"Kiểm tra lại chữ ký số: «Chưa xác định» thành «Hợp lệ», có danh sách thu hồi mới của {authority.name}",
        f"Kiểm tra lại chữ ký số: «Hợp lệ» thành «Không hợp lệ», có danh sách thu hồi mới của {authority.name}",
    ]


def test_revocation_lists_come_by_themselves_while_there_is_a_line(
    office: FakeOffice, authority: Authority
) -> None:
    url = "http://ca.example/g2.crl"
    pdf, _serial = signed_by(authority, crl_place=url)
    document = registered(office, pdf)
    desk = office.desk()
    assert not desk.fetch_trust().news.any, "a stranger's certificate sends us nowhere"
    assert office.crl_source.asked == []
    judge_waiting(office, "tinh.cdtrust", trust_file(1, [authority]))
    office.crl_source.lists[url] = authority.crl()
    news = desk.fetch_trust().news
    assert [one.source for one in news.crls] == [url]
    for sha256 in desk.judge_again.waiting(news):
        desk.judge_again(sha256, news)
    assert result(office, document) is SignatureResult.VALID
    desk.fetch_trust()
    assert office.crl_source.asked == [url], "a fresh list is not asked for again"


def test_a_seal_of_another_agency_is_not_green_and_stops_nobody(
    office: FakeOffice, authority: Authority
) -> None:
    content = trust_file(1, [authority], crls=[authority.crl()])
    office.desk().keep_trust.load("tinh.cdtrust", content, CLERK)
    honest, _serial = signed_by(authority)
    assert come(office, honest).signature_result is SignatureResult.VALID
    forged, _serial = signed_by(authority, "Công ty TNHH Mẫu")
    candidate = come(office, forged)
    assert candidate.signature_result is SignatureResult.INDETERMINATE
    assert candidate.check is not None
    assert "seal-of-other-agency" in {one.code for one in candidate.check.registry}
    assert any(line.startswith("⚠ Con dấu số là của") for line in finding_lines(candidate))
    (grave,) = warnings(candidate)
    assert grave.startswith("Con dấu số là của «Công ty TNHH Mẫu»"), "said over the form"
    values = {**INCOMING_VALUES, "channel": "mail"}
    document = office.desk().register(candidate, values, CLERK).document
    assert document.entry.signature_result is SignatureResult.INDETERMINATE


def test_the_packet_is_held_against_the_page(office: FakeOffice, authority: Authority) -> None:
    content = trust_file(1, [authority], crls=[authority.crl()])
    office.desk().keep_trust.load("tinh.cdtrust", content, CLERK)
    pdf, _serial = signed_by(authority)
    files = (PacketFile("41_TTr-UBND.pdf", "application/pdf", pdf, ""),)
    office.workshop.fields |= {
        "code_number": ReadField("41", 0.99),
        "code_notation": ReadField("TTr-UBND", 0.99),
    }
    same = office.desk().from_arrival(arrive(office, files=files))
    assert same.check is not None
    assert same.check.registry == ()
    assert same.signature_result is SignatureResult.VALID
    other = office.desk().from_arrival(arrive(office, number="42", files=files))
    assert other.check is not None
    assert [one.code for one in other.check.registry] == ["number-not-packet"]
    assert "«41/TTr-UBND», gói tin ghi «42/TTr-UBND»" in other.check.registry[0].text
    assert other.signature_result is SignatureResult.INDETERMINATE


def test_another_key_under_a_known_name_is_an_alarm(
    office: FakeOffice, authority: Authority
) -> None:
    content = trust_file(1, [authority], crls=[authority.crl()])
    office.desk().keep_trust.load("tinh.cdtrust", content, CLERK)
    honest, _serial = signed_by(authority)
    come(office, honest)
    stranger, _serial = signed_by(Authority("CA tự lập"))
    for _again in range(2):
        candidate = come(office, stranger)
        assert candidate.check is not None
        codes = [one.code for one in candidate.check.registry]
        assert codes == ["same-name-other-key", "same-name-other-key"]
    renewed, _serial = signed_by(authority)
    candidate = come(office, renewed)
    assert candidate.check is not None
    assert {one.code for one in candidate.check.registry} == {"same-name-new-key"}
    assert candidate.signature_result is SignatureResult.VALID


def test_the_window_judges_again_behind_the_clerks_back_and_says_so(
    office: FakeOffice, authority: Authority, qtbot: QtBot, tmp_path: Path
) -> None:
    pdf, _serial = signed_by(authority)
    document = registered(office, pdf)
    window = open_window(office, qtbot)
    file = tmp_path / "tinh.cdtrust"
    file.write_bytes(trust_file(1, [authority], crls=[authority.crl()]))
    with qtbot.waitSignal(window.trust.settled) as settled:
        window.load_trust([file])
    assert settled.args == [1]
    assert result(office, document) is SignatureResult.VALID
    assert "1 văn bản có kết quả mới" in window.window.notice.happened.text()
    window.trust.stop()


def test_a_list_grown_old_is_said_but_takes_nothing_away(
    office: FakeOffice, authority: Authority
) -> None:
    content = trust_file(1, [authority], crls=[authority.crl()])
    office.desk().keep_trust.load("tinh.cdtrust", content, CLERK)
    pdf, _serial = signed_by(authority)
    document = registered(office, pdf)
    assert result(office, document) is SignatureResult.VALID
    standing = office.desk().keep_trust.standing()
    assert [one.in_force(NOW + timedelta(days=8)) for one in standing.crls] == [False]
    assert document.main_file is not None
    again = office.desk().judge_again.at_once(document.main_file.sha256, CLERK)
    assert again is not None
    assert result(office, document) is SignatureResult.VALID
