"""S14, S16 (Điều 7.1.a, 7.2.b): edXML in and out works by files alone, in both directions, with every answer."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import NothingToExport, NotTheSender
from clerkdesk.domain.incoming import IncomingState
from clerkdesk.domain.outgoing import ChangeAnswer, OutgoingState
from clerkdesk.services.take_in import Taken
from tests.fakes.courier import Courier, real_office
from tests.fakes.office import DEPARTMENT
from tests.fakes.sample_documents import CLERK


@pytest.fixture
def courier(tmp_path: Path) -> Courier:
    return Courier(tmp_path)


def test_a_document_goes_out_is_registered_and_its_notices_come_back(courier: Courier) -> None:
    sent = courier.issued()
    (came,) = courier.to_department()
    assert came.taken is Taken.WAITS
    received = courier.registered()
    assert (received.code, received.entry.subject) == (sent.code, sent.entry.subject)
    main = received.main_file
    assert main is not None
    assert sent.main_file is not None
    assert main.sha256 == sent.main_file.sha256  # the signed PDF, byte for byte
    assert [one.taken for one in courier.to_commune()] == [Taken.RECORDED, Taken.RECORDED]
    (way,) = courier.commune.store.outgoing.get(sent.uid).deliveries
    assert way.status is DeliveryStatus.ACCEPTED
    assert [mark.code for mark in way.marks] == ["01", "03"]
    assert received.shown_number in way.description


def test_the_same_files_carried_twice_in_the_wrong_order_change_nothing(courier: Courier) -> None:
    sent = courier.issued()
    courier.to_department()
    courier.registered()
    files = courier.department.desk().export_packets.waiting(courier.stick, CLERK)
    desk = courier.commune.desk()
    for file in (*reversed(files), *files):
        desk.import_packets(file.name, file.read_bytes(), CLERK)
    (way,) = courier.commune.store.outgoing.get(sent.uid).deliveries
    assert way.status is DeliveryStatus.ACCEPTED
    assert [mark.code for mark in way.marks] == ["01", "03"]
    again = courier.to_department()
    assert [one.taken for one in again] == [Taken.KNOWN]
    assert courier.department.store.exchange.arrivals() == []


def test_a_recall_is_asked_and_agreed_to(courier: Courier) -> None:
    sent = courier.issued()
    courier.to_department()
    received = courier.registered()
    courier.to_commune()
    courier.commune.clock.now += timedelta(hours=2)
    courier.department.clock.now += timedelta(hours=3)
    courier.commune.desk().change_issued.recall(sent.uid, "Nhầm nơi nhận", CLERK)
    courier.to_department()
    courier.department.desk().answer_change.agree(courier.arrival(), CLERK)
    cancelled = courier.department.store.incoming.get(received.uid)
    assert cancelled.state is IncomingState.CANCELLED
    assert cancelled.shown_number == received.shown_number
    courier.to_commune()
    after = courier.commune.store.outgoing.get(sent.uid)
    (way,) = after.deliveries
    assert after.state is OutgoingState.RECALLED
    assert (way.answer, way.status) == (ChangeAnswer.AGREED, DeliveryStatus.ACCEPTED)
    assert [mark.code for mark in way.marks] == ["01", "03", "recall", "15"]


def test_an_update_is_declined_with_a_reason_and_nothing_changes_there(courier: Courier) -> None:
    sent = courier.issued()
    courier.to_department()
    received = courier.registered()
    courier.commune.desk().change_issued.update(sent.uid, "Sửa nơi nhận", CLERK)
    courier.to_department()
    courier.department.desk().answer_change.decline(courier.arrival(), "đã giải quyết", CLERK)
    assert courier.department.store.incoming.get(received.uid) == received
    courier.to_commune()
    (way,) = courier.commune.store.outgoing.get(sent.uid).deliveries
    assert (way.answer, way.answer_text) == (ChangeAnswer.DECLINED, "đã giải quyết")


def test_another_agency_cannot_recall_what_it_did_not_send(courier: Courier) -> None:
    sent = courier.issued()
    courier.to_department()
    courier.registered()
    courier.commune.desk().change_issued.recall(sent.uid, "Nhầm", CLERK)
    (file, *_rest) = [
        one
        for one in courier.commune.desk().export_packets.waiting(courier.stick, CLERK)
        if "thu hồi" in one.name
    ]
    own = courier.commune.office.code.encode()
    forged = file.read_bytes().replace(own + b"</edXML:OrganId>", b"H99.66</edXML:OrganId>")
    courier.department.desk().import_packets("gia-mao.edxml", forged, CLERK)
    with pytest.raises(NotTheSender):
        courier.department.desk().answer_change.agree(courier.arrival(), CLERK)


def test_a_torn_packet_is_kept_shown_and_answered(courier: Courier) -> None:
    sent = courier.issued()
    (file,) = courier.commune.desk().export_packets.of_document(sent.uid, courier.stick, CLERK)
    torn = file.read_bytes()[: -file.stat().st_size // 3]
    desk = courier.department.desk()
    came = desk.import_packets(file.name, torn, CLERK)
    assert came.taken is Taken.UNREADABLE
    arrival = courier.arrival()
    assert arrival.title.startswith(f"{sent.code} · ")
    assert courier.department.store.files.get(arrival.header.sha256) == torn
    assert desk.refuse(arrival, "gói tin hỏng, đề nghị gửi lại", CLERK)
    courier.to_commune()
    (way,) = courier.commune.store.outgoing.get(sent.uid).deliveries
    assert (way.status, way.description) == (
        DeliveryStatus.REFUSED,
        "gói tin hỏng, đề nghị gửi lại",
    )
    courier.to_department()  # sent again, whole this time
    assert courier.registered().code == sent.code


def test_every_stage_of_the_work_comes_back(courier: Courier) -> None:
    sent = courier.issued()
    courier.to_department()
    received, desk = courier.registered(), courier.department.desk()
    desk.forward(received.uid, "Lê Văn An", None, "Xem", CLERK)
    courier.department.clock.now += timedelta(hours=1)
    desk.settle(received.uid, CLERK, reason="để biết")
    courier.to_commune()
    (way,) = courier.commune.store.outgoing.get(sent.uid).deliveries
    assert way.status is DeliveryStatus.FINISHED
    assert [mark.code for mark in way.marks] == ["01", "03", "04", "06"]


def test_where_nothing_was_made_there_is_nothing_to_carry(courier: Courier) -> None:
    with pytest.raises(NothingToExport):
        courier.to_department()
    draft = courier.commune.sealed()
    with pytest.raises(NothingToExport):
        courier.commune.desk().export_packets.of_document(draft.uid, courier.stick, CLERK)


def test_names_of_exported_files_say_what_they_are_and_fit_every_disk(courier: Courier) -> None:
    sent = courier.issued()
    courier.to_department()
    courier.registered()
    names = {file.name for file in courier.stick.iterdir()}
    assert names == {f"{sent.code.replace('/', '-')}.edxml"}
    courier.to_commune()
    assert {f"status-{code} {sent.code.replace('/', '-')}.edxml" for code in ("01", "03")} <= {
        file.name for file in courier.stick.iterdir()
    }


def test_a_recall_with_an_identifier_of_its_own_finds_its_document(courier: Courier) -> None:
    sent = courier.issued()
    courier.to_department()
    received = courier.registered()
    courier.commune.desk().change_issued.recall(sent.uid, "Nhầm", CLERK)
    (file,) = [
        one
        for one in courier.commune.desk().export_packets.waiting(courier.stick, CLERK)
        if "thu hồi" in one.name
    ]
    own_id = received.entry.packet_id.encode()
    other = file.read_bytes().replace(own_id + b"</edXML:DocumentId>", b"0a1b</edXML:DocumentId>")
    courier.department.desk().import_packets("thu-hoi.edxml", other, CLERK)
    courier.department.desk().answer_change.agree(courier.arrival(), CLERK)
    cancelled = courier.department.store.incoming.get(received.uid)
    assert cancelled.state is IncomingState.CANCELLED


def test_a_packet_for_another_place_is_shown_as_such(courier: Courier) -> None:
    courier.issued()
    (file,) = courier.commune.desk().export_packets.waiting(courier.stick, CLERK)
    elsewhere = real_office(office=replace(DEPARTMENT, code="H13.77"))
    desk = elsewhere.desk()
    came = desk.import_packets(file.name, file.read_bytes(), CLERK)
    assert came.arrival is not None
    (warning,) = desk.from_arrival(came.arrival).file_warnings
    assert "không phải đơn vị này" in warning
    courier.to_department()
    assert courier.department.desk().from_arrival(courier.arrival()).file_warnings == ()


def test_an_office_that_has_no_code_yet_can_still_take_packets_in(courier: Courier) -> None:
    courier.issued()
    (file,) = courier.commune.desk().export_packets.waiting(courier.stick, CLERK)
    nameless = real_office(office=replace(DEPARTMENT, code=""))
    desk = nameless.desk()
    came = desk.import_packets(file.name, file.read_bytes(), CLERK)
    assert came.arrival is not None
    candidate = desk.from_arrival(came.arrival)
    assert desk.register(candidate, candidate.values, CLERK).document.shown_number
    assert nameless.store.exchange.waiting() == []
