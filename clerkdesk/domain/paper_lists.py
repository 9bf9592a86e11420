"""The lists that the paper rule asks: each line with its article and its days, as the law gives them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clerkdesk.domain.outgoing import RecipientKind
from clerkdesk.domain.texts import N_

_SEED = "QĐ 15/2016/QĐ-UBND"
_EXCEPTION_BASIS = f"{_SEED}, Điều 9.2"
_PAPER_BASIS = f"{_SEED}, Điều 9.1"
SIGNED_BASIS = f"{_SEED}, Điều 5.4 và 9.2; QĐ 28/2018/QĐ-TTg, Điều 5.3"
CATCH_ALL_BASIS = _PAPER_BASIS
NO_LINE_BASIS = "QĐ 28/2018/QĐ-TTg, Điều 21.2"


class PaperList(StrEnum):
    """Which list a line belongs to."""

    NOT_ON_NETWORK = "not_on_network"
    ELECTRONIC = "electronic"
    EXCEPTION = "exception"
    WITH_PAPER = "with_paper"


PAPER_LIST_NAMES = {
    PaperList.NOT_ON_NETWORK: N_("Không được gửi qua mạng (Điều 1.2): chỉ giấy"),
    PaperList.ELECTRONIC: N_("Hoàn toàn qua mạng (Điều 8): chỉ điện tử"),
    PaperList.EXCEPTION: N_("Ngoại lệ của Điều 9.2: điện tử kèm giấy"),
    PaperList.WITH_PAPER: N_("Danh mục Điều 9.1: kèm giấy nếu chưa ký số"),
}


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A line of a list: a document is meant that fits every condition that is given.

    `words` are looked for in field and subject, any of them, with their diacritics.
    """

    key: str
    of: PaperList
    title: str
    basis: str
    doc_types: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    kinds: frozenset[RecipientKind] = frozenset()
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def conditions(self) -> bool:
        """Whether it says which documents it means; a line that does not means none."""
        return bool(self.doc_types or self.words or self.kinds)

    def in_force(self, on: date) -> bool:
        """Whether the line holds on that day; both its days are inside."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on <= self.valid_to)


_SINCE = date(2016, 7, 25)


def _row(
    key: str,
    of: PaperList,
    title: str,
    *words: str,
    types: tuple[str, ...] = (),
) -> PaperRow:
    basis = _EXCEPTION_BASIS if of is PaperList.EXCEPTION else _PAPER_BASIS
    return PaperRow(key, of, title, basis, frozenset(types), words, valid_from=_SINCE)


USUAL_ROWS = (
    _row(
        "9.2-tthc",
        PaperList.EXCEPTION,
        N_("Tài liệu thực hiện thủ tục hành chính"),
        "giải quyết thủ tục hành chính",
        "kết quả thủ tục hành chính",
        "hồ sơ thủ tục hành chính",
        "hồ sơ TTHC",
        "một cửa",
    ),
    _row(
        "9.2-quyet-dinh-ca-biet",
        PaperList.EXCEPTION,
        N_("Quyết định cá biệt"),
        types=("Quyết định cá biệt",),
    ),
    _row(
        "9.2-quyet-dinh-ve-mot-nguoi",
        PaperList.EXCEPTION,
        N_("Quyết định cá biệt"),
        *("ông", "bà", "bổ nhiệm", "điều động", "nâng bậc lương", "nghỉ hưu", "khen thưởng"),
        *("tặng", "kỷ luật", "công nhận", "trợ cấp", "thu hồi đất", "giao đất", "cưỡng chế"),
        types=("Quyết định",),
    ),
    _row(
        "9.2-ke-khai",
        PaperList.EXCEPTION,
        N_("Kê khai tài sản"),
        "kê khai tài sản",
        "kê khai tài sản, thu nhập",
        "bản kê khai",
    ),
    _row(
        "9.2-thanh-tra",
        PaperList.EXCEPTION,
        N_("Kết luận thanh tra"),
        "kết luận thanh tra",
    ),
    _row(
        "9.2-viec-ca-biet",
        PaperList.EXCEPTION,
        N_("Văn bản giải quyết công việc cá biệt"),
        "giải quyết khiếu nại",
        "giải quyết tố cáo",
        "xử phạt vi phạm hành chính",
    ),
    _row(
        "9.2-tai-chinh",
        PaperList.EXCEPTION,
        N_("Hồ sơ, chứng từ tài chính"),
        "chứng từ",
        "quyết toán",
        "thanh toán",
    ),
    _row(
        "9.1-chi-dao",
        PaperList.WITH_PAPER,
        N_("Văn bản chỉ đạo điều hành"),
        types=("Chỉ thị", "Công điện"),
    ),
    _row(
        "9.1-vbqppl", PaperList.WITH_PAPER, N_("Văn bản quy phạm pháp luật"), types=("Nghị quyết",)
    ),
    _row("9.1-quyet-dinh", PaperList.WITH_PAPER, N_("Quyết định"), types=("Quyết định",)),
    _row("9.1-to-trinh", PaperList.WITH_PAPER, N_("Tờ trình"), types=("Tờ trình",)),
    _row(
        "9.1-du-an",
        PaperList.WITH_PAPER,
        N_("Hồ sơ hành chính, tài chính, dự án"),
        types=("Dự án", "Đề án"),
    ),
)
"""Điều 9 as it is printed. Điều 8 refers to QĐ 17/2014/QĐ-UBND, whose text is not at hand, and to what
the province's chairman may yet issue: that list begins empty and the office fills it in."""

OFFICIAL_AUTHORITIES = (
    "CA phục vụ các cơ quan Nhà nước",
    "CA phục vụ các cơ quan Đảng",
    "Cơ quan chứng thực số chuyên dùng Chính phủ",
    "RootCA chuyên dùng Chính phủ",
)
"""Authorities of Ban Cơ yếu Chính phủ, as their certificates name them (DOMAIN §3.3)."""
