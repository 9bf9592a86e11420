"""What every failure of pyHanko, of a time-stamp authority and of a revocation list means: the one table."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from pyhanko.config import errors as config
from pyhanko.pdf_utils import content, layout, misc, xref
from pyhanko.pdf_utils.crypt import api as crypt
from pyhanko.pdf_utils.crypt import pdfmac, pubkey
from pyhanko.pdf_utils.metadata import xmp_xml
from pyhanko.sign import general
from pyhanko.sign.diff_analysis import policy_api
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.validation import errors as validation
from pyhanko.sign.validation.qualified import assess, tsp
from pyhanko_certvalidator import errors as path
from pyhanko_certvalidator import name_trees, policy_graph
from pyhanko_certvalidator.ltv import errors as ltv

from clerkdesk.domain.errors import NoTimeStamp
from clerkdesk.domain.texts import N_, _

_TORN = N_("tệp PDF bị hỏng hoặc không đúng chuẩn")
_LOCKED = N_("tệp PDF được khóa bằng mật khẩu hoặc mã hóa")
_CHANGED = N_("chữ ký số có trước trong tệp không còn nguyên vẹn hoặc không cho phép ký thêm")
_SIGNATURE = N_("chữ ký số trong tệp không đúng cấu trúc chuẩn")
_PROGRAM = N_("chương trình chưa dựng được phần hiển thị của chữ ký")
_CHAIN = N_("không dựng được đường dẫn từ chứng thư đến chứng thư gốc tin cậy")
_LISTS = N_("danh sách thu hồi (CRL) không dùng được")
_ONLINE = N_("câu trả lời về thu hồi (OCSP) không dùng được")
_WEAK = N_("thuật toán của chứng thư hoặc chữ ký quá yếu hoặc không được hỗ trợ")
_LINE = N_("không kết nối được máy chủ")
_SLOW = N_("máy chủ trả lời quá chậm")
_NONSENSE = N_("máy chủ trả lời không đúng giao thức")
_ADDRESS = N_("địa chỉ máy chủ khai báo không đúng")

REASONS: dict[type[BaseException], str] = {
    # --- reading and writing PDF
    config.ConfigurationError: _PROGRAM,
    content.ResourceManagementError: _PROGRAM,
    layout.LayoutError: _PROGRAM,
    layout.BoxSpecificationError: _PROGRAM,
    xmp_xml.XmpXmlProcessingError: N_("phần mô tả (XMP) của tệp PDF bị hỏng"),
    misc.PdfError: _TORN,
    misc.PdfReadError: _TORN,
    misc.PdfStrictReadError: _TORN,
    misc.PdfStreamError: _TORN,
    misc.IndirectObjectExpected: _TORN,
    misc.PdfDecodeLimitError: N_("tệp PDF nén bất thường, mở ra quá lớn"),
    xref.ObjectHeaderReadError: _TORN,
    misc.PdfWriteError: N_("không ghi thêm được vào tệp PDF"),
    misc.FormFillingError: N_("ô biểu mẫu trong tệp không điền được"),
    crypt.PdfKeyNotAvailableError: _LOCKED,
    pubkey.InappropriateCredentialError: _LOCKED,
    pdfmac.PdfMacValidationError: _LOCKED,
    # --- signatures that are there, and the one that is being made
    general.SigningError: _CHANGED,
    general.UnacceptableSignerError: N_("tệp chỉ cho phép ký bằng một chứng thư khác"),
    general.ValueErrorWithMessage: _SIGNATURE,
    general.CMSExtractionError: _SIGNATURE,
    general.CMSStructuralError: _SIGNATURE,
    general.MultivaluedAttributeError: _SIGNATURE,
    general.NonexistentAttributeError: _SIGNATURE,
    policy_api.SuspiciousModification: _CHANGED,
    validation.SignatureValidationError: _CHANGED,
    validation.CMSAlgorithmProtectionError: _SIGNATURE,
    validation.DisallowedAlgorithmError: _WEAK,
    validation.SigSeedValueValidationError: N_("tệp đặt điều kiện ký mà chứng thư không đáp ứng"),
    validation.TSTDigestNotAvailableError: N_("dấu thời gian có trước trong tệp không đọc được"),
    validation.ValidationInfoReadingError: N_("phần bằng chứng (DSS) có trong tệp không đọc được"),
    validation.NoDSSFoundError: N_("tệp chưa có phần bằng chứng (DSS)"),
    assess.QualificationPolicyError: _CHAIN,
    tsp.TSPServiceParsingError: N_("danh sách tổ chức tin cậy không đọc được"),
    # --- certificates
    path.PathError: _CHAIN,
    path.PathBuildingError: _CHAIN,
    path.CertificateFetchError: N_("không tải được chứng thư của tổ chức cấp chứng thư số"),
    path.ValidationError: _CHAIN,
    path.PathValidationError: _CHAIN,
    path.InvalidCertificateError: N_("chứng thư không dùng được để ký"),
    path.InvalidAttrCertificateError: N_("chứng thư thuộc tính không dùng được"),
    path.ExpiredError: N_("chứng thư đã hết hạn"),
    path.NotYetValidError: N_("chứng thư chưa có hiệu lực, hoặc đồng hồ của máy bị sai"),
    path.RevokedError: N_("chứng thư đã bị thu hồi"),
    path.InsufficientRevinfoError: N_("chưa đủ thông tin để biết chứng thư có bị thu hồi không"),
    path.StaleRevinfoError: N_("danh sách thu hồi (CRL) đã quá hạn"),
    path.InsufficientPOEError: N_("chưa chứng minh được thời điểm ký"),
    path.DisallowedAlgorithmError: _WEAK,
    path.AlgorithmNotSupported: _WEAK,
    path.DSAParametersUnavailable: _WEAK,
    path.PSSParameterMismatch: _WEAK,
    name_trees.NameConstraintError: _CHAIN,
    name_trees.UnsupportedNameTypeError: _CHAIN,
    policy_graph.PolicyGraphSizeExceeded: _CHAIN,
    ltv.PastValidatePrecheckFailure: N_("chứng thư không kiểm tra lại được tại thời điểm ký"),
    ltv.TimeSlideFailure: N_("không xác định được thời điểm ký từ các bằng chứng đang có"),
    # --- revocation
    path.CRLValidationError: _LISTS,
    path.CRLFetchError: N_("không tải được danh sách thu hồi (CRL)"),
    path.CRLNoMatchesError: N_("danh sách thu hồi (CRL) không phải của tổ chức cấp chứng thư này"),
    path.CRLValidationIndeterminateError: _LISTS,
    path.OCSPValidationError: _ONLINE,
    path.OCSPFetchError: N_("không hỏi được máy chủ OCSP"),
    path.OCSPNoMatchesError: N_("câu trả lời OCSP không phải của chứng thư này"),
    path.OCSPValidationIndeterminateError: _ONLINE,
    # --- time-stamp authority and the line to it
    TimestampRequestError: N_("máy chủ dấu thời gian (TSA) từ chối hoặc trả lời sai"),
    httpx.HTTPError: _LINE,
    httpx.HTTPStatusError: N_("máy chủ báo lỗi HTTP"),
    httpx.RequestError: _LINE,
    httpx.TransportError: _LINE,
    httpx.NetworkError: _LINE,
    httpx.ConnectError: _LINE,
    httpx.ReadError: N_("đường truyền bị ngắt khi đang nhận câu trả lời"),
    httpx.WriteError: N_("đường truyền bị ngắt khi đang gửi yêu cầu"),
    httpx.CloseError: _LINE,
    httpx.ProxyError: N_("máy chủ trung gian (proxy) không cho đi qua"),
    httpx.TimeoutException: _SLOW,
    httpx.ConnectTimeout: _SLOW,
    httpx.ReadTimeout: _SLOW,
    httpx.WriteTimeout: _SLOW,
    httpx.PoolTimeout: _SLOW,
    httpx.ProtocolError: _NONSENSE,
    httpx.LocalProtocolError: _NONSENSE,
    httpx.RemoteProtocolError: _NONSENSE,
    httpx.DecodingError: _NONSENSE,
    httpx.TooManyRedirects: _NONSENSE,
    httpx.UnsupportedProtocol: _ADDRESS,
    httpx.InvalidURL: _ADDRESS,
    OSError: _LINE,
    ValueError: _NONSENSE,
    TypeError: _NONSENSE,
    AttributeError: _NONSENSE,
}

REFUSALS = {
    "bad_alg": N_("máy chủ dấu thời gian không nhận thuật toán băm SHA-256"),
    "bad_request": N_("máy chủ dấu thời gian không nhận loại yêu cầu này"),
    "bad_data_format": N_("máy chủ dấu thời gian cho rằng yêu cầu sai định dạng"),
    "time_not_available": N_("máy chủ dấu thời gian đang không có giờ chuẩn"),
    "unaccepted_policy": N_("máy chủ dấu thời gian không nhận chính sách được yêu cầu"),
    "unaccepted_extensions": N_("máy chủ dấu thời gian không nhận phần mở rộng của yêu cầu"),
    "add_info_not_available": N_("máy chủ dấu thời gian thiếu thông tin để trả lời"),
    "system_failure": N_("máy chủ dấu thời gian đang gặp sự cố"),
    "rejection": N_("máy chủ dấu thời gian từ chối yêu cầu"),
    "waiting": N_("máy chủ dấu thời gian bảo chờ, chưa cấp dấu"),
    "granted_with_mods": N_("máy chủ dấu thời gian sửa yêu cầu trước khi cấp dấu"),
    "revocation_warning": N_("chứng thư của máy chủ dấu thời gian sắp bị thu hồi"),
    "revocation_notification": N_("chứng thư của máy chủ dấu thời gian đã bị thu hồi"),
}
"""PKIStatus and PKIFailureInfo of RFC 3161, 2.4.2."""


class StampRefused(TimestampRequestError):
    """An authority's answer that we do not take; `why` is a Vietnamese clause."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def reason(error: BaseException) -> str:
    """Why it failed, as a Vietnamese clause; the nearest class of the table says it.

    Raises:
        KeyError: the table has no word for it: a defect.
    """
    if isinstance(error, StampRefused):
        return _(error.why)
    if isinstance(error, httpx.HTTPStatusError):
        return _("máy chủ báo lỗi HTTP {code}").format(code=error.response.status_code)
    for kind in type(error).__mro__:
        if kind in REASONS:
            return _(REASONS[kind])
    raise KeyError(type(error).__name__)


@contextmanager
def explained_stamping() -> Iterator[None]:
    """Turn failures of time stamps and revocation lists into the wait for a better line.

    Raises:
        NoTimeStamp: with the reason.
    """
    try:
        yield
    except (httpx.HTTPError, TimestampRequestError, path.CRLValidationError) as error:
        raise NoTimeStamp(reason(error)) from error
