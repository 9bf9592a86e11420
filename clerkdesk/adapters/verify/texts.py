"""What each finding of a signature check says to the clerk, and how much it weighs."""

from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.verdicts import Finding, Weight

FINDINGS: dict[str, tuple[Weight, str]] = {
    # --- the file
    "not-a-pdf": (Weight.DOUBT, N_("Tệp không phải là PDF hoặc bị hỏng, không đọc được.")),
    "encrypted": (
        Weight.DOUBT,
        N_("Tệp đặt mật khẩu nên không kiểm tra được. Đề nghị bên gửi gửi bản không đặt mật khẩu."),
    ),
    "encrypted-open": (
        Weight.NOTE,
        N_("Tệp có mã hóa nhưng mở được không cần mật khẩu; đã kiểm tra bình thường."),
    ),
    "damaged-structure": (
        Weight.DOUBT,
        N_("Cấu trúc tệp bị hỏng; mỗi phần mềm có thể hiển thị tệp này một khác."),
    ),
    "signed-but-damaged": (
        Weight.BAD,
        N_("Tệp có chữ ký số nhưng cấu trúc bị hỏng hoặc bị ghi thêm; nội dung đang hiển thị có thể không phải nội dung đã ký."),
    ),
    "too-complex": (
        Weight.DOUBT,
        N_("Tệp quá phức tạp, không kiểm tra hết được trong thời gian cho phép."),
    ),
    # --- bytes and mathematics of one signature
    "byte-range-shape": (Weight.BAD, N_("Phạm vi ký của chữ ký không bao trùm tệp đúng quy cách.")),
    "byte-range-gap": (Weight.BAD, N_("Phần tệp không được ký lớn hơn hoặc khác chỗ đặt chữ ký.")),
    "byte-range-beyond-file": (Weight.BAD, N_("Chữ ký nói đã ký phần không có trong tệp.")),
    "no-contents": (Weight.BAD, N_("Trường chữ ký không chứa giá trị chữ ký.")),
    "empty-signature": (Weight.BAD, N_("Trường chữ ký mới được chuẩn bị, chưa có chữ ký.")),
    "more-beside-signature": (
        Weight.DOUBT,
        N_("Cạnh giá trị chữ ký có dữ liệu khác mà không chữ ký nào bảo vệ."),
    ),
    "not-a-revision": (Weight.BAD, N_("Phần đã ký không phải là một tệp PDF trọn vẹn.")),
    "same-bytes-twice": (Weight.BAD, N_("Hai chữ ký cùng nhận một phần tệp.")),
    "cms-unreadable": (Weight.BAD, N_("Giá trị chữ ký bị hỏng, không đọc được.")),
    "cms-not-one-signer": (Weight.BAD, N_("Chữ ký có nhiều hơn hoặc không có người ký.")),
    "no-signer-certificate": (Weight.BAD, N_("Chữ ký không kèm chứng thư số của người ký.")),
    "no-message-digest": (Weight.BAD, N_("Chữ ký thiếu giá trị băm của văn bản.")),
    "digest-differs": (Weight.BAD, N_("Nội dung đã bị sửa sau khi ký: giá trị băm không khớp.")),
    "content-type-differs": (Weight.BAD, N_("Chữ ký không ghi đúng loại nội dung đã ký.")),
    "certificate-exchanged": (Weight.BAD, N_("Chứng thư số kèm theo không phải chứng thư đã ký.")),
    "signature-value-wrong": (Weight.BAD, N_("Giá trị chữ ký không đúng với chứng thư số.")),
    "unsupported-algorithm": (Weight.BAD, N_("Thuật toán của chữ ký không kiểm tra được.")),
    "unsupported-sub-filter": (Weight.BAD, N_("Kiểu chữ ký quá cũ, không kiểm tra được.")),
    "time-stamp-broken": (Weight.BAD, N_("Dấu thời gian không đúng với nội dung được đóng dấu.")),
    # --- what came after the signature
    "bytes-after-end": (
        Weight.BAD,
        N_("Có dữ liệu lạ nối vào sau phần đã ký; phần mềm khác có thể hiển thị nội dung khác."),
    ),
    "xref-points-back": (
        Weight.BAD,
        N_("Cuối tệp được nối thêm dữ liệu nhưng lại trỏ về phần cũ; tệp đã bị can thiệp."),
    ),
    "revision-unreadable": (Weight.BAD, N_("Không mở lại được bản đã ký bên trong tệp.")),
    "signature-dropped": (Weight.BAD, N_("Một chữ ký đã có trong tệp bị gỡ bỏ sau khi ký.")),
    "change-not-permitted": (Weight.BAD, N_("Người ký không cho phép thay đổi gì, nhưng tệp đã bị thay đổi.")),
    "catalog-changed": (Weight.BAD, N_("Phần gốc của tệp bị sửa sau khi ký.")),
    "form-changed": (Weight.BAD, N_("Biểu mẫu của tệp bị sửa sau khi ký.")),
    "names-changed": (Weight.BAD, N_("Tệp đính kèm hoặc mã lệnh bị thêm, bớt sau khi ký.")),
    "permissions-changed": (Weight.BAD, N_("Quyền thay đổi do người ký đặt đã bị sửa.")),
    "layers-changed": (Weight.BAD, N_("Các lớp hiển thị bị sửa sau khi ký.")),
    "action-added": (Weight.BAD, N_("Lệnh tự chạy được thêm vào sau khi ký.")),
    "structure-changed": (Weight.BAD, N_("Cấu trúc nội dung bị sửa sau khi ký.")),
    "pages-changed": (Weight.BAD, N_("Trang bị thêm hoặc bớt sau khi ký.")),
    "page-changed": (Weight.BAD, N_("Nội dung trang {pages} bị sửa sau khi ký.")),
    "annotation-added": (Weight.BAD, N_("Ghi chú hoặc hình được thêm vào trang {pages} sau khi ký.")),
    "annotation-changed": (Weight.BAD, N_("Ghi chú hoặc hình ở trang {pages} bị sửa sau khi ký.")),
    "annotation-removed": (Weight.BAD, N_("Ghi chú hoặc hình ở trang {pages} bị xóa sau khi ký.")),
    "annotation-drawn": (
        Weight.BAD,
        N_("Hình hoặc chữ được dán thêm vào trang {pages} sau chữ ký cuối cùng, trông như nội dung văn bản."),
    ),
    "widget-removed": (Weight.BAD, N_("Ô biểu mẫu ở trang {pages} bị xóa sau khi ký.")),
    "field-added": (Weight.BAD, N_("Ô biểu mẫu chưa ký được thêm vào sau khi ký.")),
    "field-changed": (Weight.BAD, N_("Ô biểu mẫu bị sửa cách hiển thị sau khi ký.")),
    "field-removed": (Weight.BAD, N_("Ô biểu mẫu bị xóa sau khi ký.")),
    "locked-field-changed": (Weight.BAD, N_("Ô đã được người ký khóa lại bị sửa.")),
    "signature-changed": (Weight.BAD, N_("Trường chữ ký bị sửa sau khi ký.")),
    "stray-object": (Weight.BAD, N_("Dữ liệu không dùng đến được giấu vào tệp sau khi ký.")),
    "ink-covered": (
        Weight.BAD,
        N_("Nội dung đã ký ở trang {pages} bị che hoặc bị viết đè. Đề nghị bên gửi gửi lại."),
    ),
    "looks-different": (
        Weight.BAD,
        N_("Trang {pages} hiển thị khác với bản đã ký. Đề nghị bên gửi gửi lại."),
    ),
    "unrenderable": (Weight.DOUBT, N_("Không vẽ được trang để so sánh bằng hình.")),
    "not-compared": (Weight.DOUBT, N_("Chưa so sánh hết các trang trong thời gian cho phép.")),
    "renderers-differ": (
        Weight.DOUBT,
        N_("Hai phần mềm đọc tệp này ra nội dung khác nhau; cần xem bản giấy hoặc hỏi bên gửi."),
    ),
    "marked-after-signing": (
        Weight.NOTE,
        N_("Có phần được ghi thêm trên chỗ trống ở trang {pages} sau khi ký (số, ngày, con dấu…)."),
    ),
    "filled-after-signing": (
        Weight.DOUBT,
        N_("Có ô được điền sau chữ ký cuối cùng, không chữ ký nào bảo đảm phần này."),
    ),
    "commented-after-signing": (
        Weight.DOUBT,
        N_("Có ghi chú thêm, sửa hoặc xóa sau chữ ký cuối cùng, không chữ ký nào bảo đảm."),
    ),
    # --- content
    "script": (Weight.DOUBT, N_("Tệp chứa mã lệnh JavaScript, có thể đổi nội dung khi mở.")),
    "launch": (Weight.DOUBT, N_("Tệp chứa lệnh mở chương trình trên máy.")),
    "program-attached": (Weight.DOUBT, N_("Tệp có đính kèm chương trình; không được mở.")),
    "file-attached": (Weight.NOTE, N_("Tệp có kèm tệp khác bên trong.")),
    "multimedia": (Weight.DOUBT, N_("Tệp chứa âm thanh, phim hoặc hình động.")),
    "sends-data": (Weight.DOUBT, N_("Tệp chứa lệnh gửi hoặc lấy dữ liệu qua mạng.")),
    "hidden-layer": (Weight.DOUBT, N_("Tệp có lớp nội dung đang ẩn, có thể hiện ra sau.")),
    "hidden-field-switch": (Weight.DOUBT, N_("Tệp chứa lệnh ẩn, hiện ô biểu mẫu.")),
    "hidden-content": (Weight.DOUBT, N_("Trang {pages} có chữ bị hình hoặc ô che khuất.")),
    "invisible-text": (
        Weight.DOUBT,
        N_("Trang {pages} có chữ trùng màu nền, trong suốt hoặc quá nhỏ, mắt không thấy được."),
    ),
    "off-page-text": (Weight.DOUBT, N_("Trang {pages} có chữ nằm ngoài khổ giấy, không hiện ra.")),
    "external-content": (
        Weight.DOUBT,
        N_("Một phần trang nằm ở tệp khác, ngoài tệp này; nội dung phần đó có thể đổi mà chữ ký vẫn đúng."),
    ),
    "opens-elsewhere": (
        Weight.DOUBT,
        N_("Khi mở, tệp tự chuyển sang trang mạng, tệp khác hoặc tệp kèm bên trong; nội dung hiện ra có thể không phải nội dung đã ký."),
    ),
    "hidden-annotation": (
        Weight.DOUBT,
        N_("Tệp có ghi chú hoặc hình đang ẩn, có thể hiện ra sau."),
    ),
    "two-faces": (
        Weight.DOUBT,
        N_("Tệp có hình hiện khác nhau khi xem, khi rê chuột hoặc khi in."),
    ),
    "field-outside-form": (
        Weight.DOUBT,
        N_("Trang có ô nhập nằm ngoài biểu mẫu của tệp; nội dung ô có thể bị tráo sau khi ký."),
    ),
    "prepared-content": (
        Weight.DOUBT,
        N_("Tệp chứa sẵn trang hoặc nội dung chưa dùng đến, có thể bị tráo sau khi ký."),
    ),
    "portfolio": (
        Weight.DOUBT,
        N_("Tệp là một tập tài liệu gộp; phần mềm đọc có thể hiện tệp bên trong thay cho các trang này."),
    ),
    "dynamic-form": (Weight.DOUBT, N_("Tệp là biểu mẫu động (XFA), nội dung do phần mềm tạo ra.")),
    "appearance-by-viewer": (
        Weight.DOUBT,
        N_("Nội dung ô biểu mẫu do từng phần mềm tự vẽ, có thể khác nhau."),
    ),
    # --- certificate and time
    "certificate-unreadable": (Weight.DOUBT, N_("Chứng thư số bị hỏng, không đọc hết được.")),
    "issuer-impostor": (
        Weight.BAD,
        N_("Chứng thư số mang tên nhà cung cấp quen thuộc nhưng không do nhà cung cấp đó cấp."),
    ),
    "name-control-marks": (
        Weight.DOUBT,
        N_("Tên trong chứng thư số có ký tự ẩn hoặc đảo chiều chữ, dễ gây đọc nhầm."),
    ),
    "name-look-alike": (
        Weight.DOUBT,
        N_("Tên trong chứng thư số có chữ cái của bảng chữ khác trông giống chữ thường."),
    ),
    "certificate-not-bound": (
        Weight.NOTE,
        N_("Chữ ký không ràng buộc chứng thư số của người ký (kiểu chữ ký cũ)."),
    ),
    "claimed-time": (Weight.NOTE, N_("Thời gian ký do máy của người ký khai báo.")),
    "no-time": (Weight.NOTE, N_("Chữ ký không ghi thời gian; lấy thời điểm kiểm tra.")),
    "time-stamp-untrusted": (
        Weight.NOTE,
        N_("Có dấu thời gian nhưng tổ chức cấp dấu chưa được tin cậy, nên không dùng làm căn cứ."),
    ),
    "local-time-as-utc": (
        Weight.NOTE,
        N_("Máy ký ghi giờ Việt Nam thành giờ quốc tế (lệch 7 giờ); đã tính lại."),
    ),
    "signed-in-future": (Weight.DOUBT, N_("Thời gian ký sau thời điểm kiểm tra.")),
    "revoked-later": (Weight.NOTE, N_("Chứng thư số bị thu hồi sau thời điểm ký đã được chứng thực.")),
    "revoked-after-claimed-time": (
        Weight.NOTE,
        N_("Chứng thư số đã bị thu hồi; giờ ký khai báo trước đó nhưng không có dấu thời gian chứng thực."),
    ),
    "no-revocation-data": (
        Weight.DOUBT,
        N_("Chưa kiểm tra được chứng thư số có bị thu hồi không: chưa có danh sách thu hồi (CRL) phù hợp."),
    ),
    "certificate-expired": (Weight.BAD, N_("Chứng thư số đã hết hạn vào lúc ký.")),
    "certificate-expired-since": (
        Weight.DOUBT,
        N_("Chứng thư số nay đã hết hạn và không có dấu thời gian chứng thực là đã ký khi còn hạn."),
    ),
    "certificate-not-yet": (Weight.BAD, N_("Chứng thư số chưa có hiệu lực vào lúc ký.")),
    "certificate-untrusted": (
        Weight.DOUBT,
        N_("Chứng thư số không do nhà cung cấp nào trong danh sách tin cậy của cơ quan cấp."),
    ),
    "certificate-weak": (Weight.DOUBT, N_("Khóa hoặc thuật toán của chữ ký quá yếu.")),
    "certificate-wrong-use": (Weight.BAD, N_("Chứng thư số không được cấp để ký văn bản.")),
    "certificate-revoked": (Weight.BAD, N_("Chứng thư số đã bị thu hồi.")),
    "only-time-stamp": (Weight.DOUBT, N_("Tệp chỉ có dấu thời gian, không có chữ ký của ai.")),
}  # fmt: skip
"""Code, weight and Vietnamese sentence of every finding."""


def finding(code: str, pages: frozenset[int] = frozenset()) -> Finding:
    """The finding `code`, with the pages (from 0) that it names."""
    names = ", ".join(str(page + 1) for page in sorted(pages)) or "—"
    return Finding(code, _(FINDINGS[code][1]).replace("{pages}", names))


def weight(code: str) -> Weight:
    """How much `code` weighs."""
    return FINDINGS[code][0]
