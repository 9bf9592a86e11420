"""Bad days with files: torn, locked and foreign ones dropped on the real window."""

from pathlib import Path

import pikepdf
import pytest

from clerkdesk.ports.registers import IncomingFilter
from clerkdesk.ui.incoming.page import IncomingPage
from clerkdesk.ui.shell import workplaces
from tests.fakes.drafts import make_draft, make_word_draft
from tests.fakes.real_office import RealOffice, drop, real_office

pytestmark = pytest.mark.usefixtures("qapp")


def incoming(office: RealOffice) -> IncomingPage:
    page = office.office.window.go_to(workplaces.INCOMING)
    assert isinstance(page, IncomingPage)
    return page


def test_a_torn_pdf_is_named_and_the_next_file_still_opens(tmp_path: Path) -> None:
    torn, good = tmp_path / "cong-van-rach.pdf", tmp_path / "to-trinh.pdf"
    torn.write_bytes(make_draft()[:300])
    good.write_bytes(make_draft())
    with real_office(tmp_path / "office") as office:
        before, page = office.log(), incoming(office)
        drop(page.listing, torn)
        assert office.wait_for_error() == (
            "Tệp «cong-van-rach.pdf» bị hỏng hoặc không đúng định dạng, không mở được.",
            "Đề nghị bên gửi gửi lại tệp, hoặc quét lại bản giấy."
            " Tệp nhận được vẫn được giữ nguyên.",
        )
        assert page.currentWidget() is page.listing
        assert office.log() == before
        assert office.store.incoming.count(IncomingFilter()) == 0
        assert torn.read_bytes() == make_draft()[:300]
        office.office.window.clear_notice()
        drop(page.listing, torn, good)
        assert "cong-van-rach.pdf" in office.wait_for_error()[0]
        office.hand.wait("the second file", page.entry.is_read)
        assert page.currentWidget() is page.entry
        assert page.entry.form.values()["subject"] != ""
        assert office.store.incoming.count(IncomingFilter()) == 0


def test_files_that_cannot_be_taken_in_say_why(tmp_path: Path) -> None:
    word, gone = tmp_path / "to-trinh.pdf", tmp_path / "da-xoa.pdf"
    locked, folder = tmp_path / "khoa.pdf", tmp_path / "thu-muc.pdf"
    word.write_bytes(make_word_draft())
    folder.mkdir()
    (tmp_path / "mo.pdf").write_bytes(make_draft())
    with pikepdf.open(tmp_path / "mo.pdf") as opened:
        opened.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    expected = {
        word: "Không dùng được tệp «to-trinh.pdf» ở đây.",
        gone: "Không đọc được tệp «da-xoa.pdf»: tệp không còn ở đó.",
        locked: "Tệp «khoa.pdf» bị khóa bằng mật khẩu.",
        folder: "Không đọc được tệp «thu-muc.pdf»",
    }
    with real_office(tmp_path / "office") as office:
        before, page = office.log(), incoming(office)
        for file, sentence in expected.items():
            office.office.window.clear_notice()
            drop(page.listing, file)
            happened, advice = office.wait_for_error()
            assert happened.startswith(sentence)
            assert advice
            assert page.currentWidget() is page.listing
        assert office.log() == before
