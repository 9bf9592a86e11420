"""Words that made documents consist of: places, agencies, names, subjects, sentences."""

PROVINCES = (
    *("An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Đắk Lắk", "Điện Biên", "Đồng Nai"),
    *("Đồng Tháp", "Gia Lai", "Hà Tĩnh", "Hưng Yên", "Khánh Hòa", "Lai Châu", "Lạng Sơn"),
    *("Lào Cai", "Lâm Đồng", "Nghệ An", "Ninh Bình", "Phú Thọ", "Quảng Ngãi", "Quảng Ninh"),
    *("Quảng Trị", "Sơn La", "Tây Ninh", "Thái Nguyên", "Thanh Hóa", "Tuyên Quang", "Vĩnh Long"),
    *("Sóc Trăng", "Hậu Giang", "Bạc Liêu", "Trà Vinh", "Bến Tre", "Kiên Giang", "Bình Thuận"),
    *("Bà Rịa - Vũng Tàu", "Kon Tum", "Hòa Bình", "Yên Bái", "Quảng Nam", "Phú Yên"),
)
CITIES = ("Cần Thơ", "Hà Nội", "Hải Phòng", "Đà Nẵng", "Huế", "Hồ Chí Minh")
DISTRICTS = (
    *("Kế Sách", "Mỹ Xuyên", "Châu Thành", "Long Phú", "Trần Đề", "Thạnh Trị", "Cù Lao Dung"),
    *("Yên Khánh", "Hoằng Hóa", "Mộc Châu", "Nghĩa Đàn", "Đức Trọng", "Chư Sê", "Tân Hiệp"),
    *("Hồng Ngự", "Vũng Liêm", "Ba Tri", "Giồng Riềng", "Quế Võ", "Thuận Thành", "Bình Xuyên"),
)
COMMUNES = (
    *("An Thạnh", "Phú Tâm", "Liêu Tú", "Hòa Tú", "Thuận Hòa", "Gia Hòa", "Vĩnh Phước", "Lai Hòa"),
    *("Khánh Hòa", "Đại Ngãi", "Tân Thạnh", "Trường Khánh", "Nhơn Mỹ", "Xuân Hòa", "Ba Trinh"),
    *("Mường Phăng", "Nậm Xé", "Ea Kiết", "Quảng Phú", "Hoằng Lộc", "Nga Thủy", "Cẩm Duệ"),
    *("Đức Thọ", "Thượng Lâm", "Bình Hưng Hòa", "Tam Kỳ", "Phước Thuận", "Long Điền Đông"),
    *("Vĩnh Hải", "Phong Nẫm", "Kiến Thụy", "Giao Thủy", "Sông Đốc", "Hưng Phú", "Ngã Bảy"),
    *("Thới An Hội", "Cái Côn", "Tuân Tức", "Thạnh Thới An", "Tài Văn", "Viên An", "Mỹ Quới"),
)
DEPARTMENTS = (
    ("Nội vụ", "SNV", ("VTLT", "CCVC", "XDCQ", "TCBC")),
    ("Tư pháp", "STP", ("HCTP", "PBGDPL", "VB")),
    ("Tài chính", "STC", ("NS", "QLGCS", "TCHCSN")),
    ("Y tế", "SYT", ("NVY", "KHTC", "TCCB")),
    ("Xây dựng", "SXD", ("QLXD", "QHKT", "HTKT")),
    ("Công Thương", "SCT", ("QLTM", "QLNL")),
    ("Giáo dục và Đào tạo", "SGDĐT", ("GDTrH", "GDMN-TH", "QLCL", "TCCB")),
    ("Khoa học và Công nghệ", "SKHCN", ("CĐS", "QLCN", "BCVT")),
    ("Nông nghiệp và Môi trường", "SNNMT", ("TTBVTV", "QLĐĐ", "CNTY", "MT")),
    ("Văn hóa, Thể thao và Du lịch", "SVHTTDL", ("QLVHGĐ", "QLDL")),
    ("Thông tin và Truyền thông", "STTTT", ("CNTT", "TTBCXB")),
    ("Kế hoạch và Đầu tư", "SKHĐT", ("TH", "ĐKKD")),
    ("Lao động - Thương binh và Xã hội", "SLĐTBXH", ("BTXH", "NCC")),
    ("Dân tộc và Tôn giáo", "SDTTG", ("CSDT", "TG")),
    ("Tài nguyên và Môi trường", "STNMT", ("QLĐĐ", "VPĐK")),
    ("Giao thông vận tải", "SGTVT", ("QLKCHTGT", "VT")),
)
MINISTRIES = (
    ("Bộ Nội vụ", "BNV", ("CCVC", "TCBC", "CQĐP")),
    ("Bộ Tư pháp", "BTP", ("HTQTCT", "PLHSHC")),
    ("Bộ Tài chính", "BTC", ("NSNN", "QLCS", "TCT")),
    ("Bộ Y tế", "BYT", ("KCB", "DP", "BH")),
    ("Bộ Công Thương", "BCT", ("TTTN", "ĐTĐL")),
    ("Bộ Giáo dục và Đào tạo", "BGDĐT", ("GDPT", "NGCBQLGD")),
    ("Bộ Khoa học và Công nghệ", "BKHCN", ("CNS", "TĐC")),
    ("Bộ Nông nghiệp và Môi trường", "BNNMT", ("QLĐĐ", "TTBVTV", "TL")),
    ("Bộ Xây dựng", "BXD", ("QHKT", "KTXD")),
    ("Bộ Văn hóa, Thể thao và Du lịch", "BVHTTDL", ("DSVH", "TCCB")),
    ("Bộ Dân tộc và Tôn giáo", "BDTTG", ("CSDT", "KHTC")),
)
FAMILIES = (
    *("Nguyễn",) * 12,
    *("Trần",) * 5,
    *("Lê",) * 4,
    *("Phạm",) * 3,
    *("Huỳnh", "Hoàng", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý"),
    *("Đào", "Đoàn", "Vương", "Trịnh", "Trương", "Đinh", "Lâm", "Phùng", "Mai", "Tô", "Hà", "Tạ"),
    *("Thạch", "Sơn", "Danh", "Kim", "Quách", "Lò", "Vi", "Nông", "Hứa", "Tăng", "Lương", "Cao"),
)
MIDDLES = (
    *("Văn", "Văn", "Văn", "Thị", "Thị", "Hữu", "Minh", "Quốc", "Thanh", "Ngọc", "Đức", "Hoàng"),
    *("Công", "Xuân", "Hồng", "Trọng", "Mạnh", "Tiến", "Thành", "Kim", "Bá", "Đình", "Việt"),
    *("Thị Thu", "Thị Mỹ", "Thị Ngọc", "Thị Kim", "Hoàng Minh", "Thị Bích", "Vũ", "Phước", "Duy"),
)
GIVENS = (
    *("Anh", "Bình", "Bảo", "Cường", "Chiến", "Dũng", "Diễm", "Đạt", "Đức", "Giang", "Hà", "Hải"),
    *("Hạnh", "Hằng", "Hiếu", "Hiền", "Hòa", "Hoa", "Hùng", "Hưng", "Hương", "Khánh", "Khoa"),
    *("Kiệt", "Lan", "Lâm", "Liên", "Linh", "Loan", "Long", "Lợi", "Mai", "Mẫn", "Minh", "Nam"),
    *("Nga", "Ngân", "Nghĩa", "Nguyên", "Nhàn", "Nhung", "Phong", "Phúc", "Phương", "Quân"),
    *("Quang", "Quyên", "Sơn", "Tài", "Tâm", "Tân", "Thắng", "Thảo", "Thịnh", "Thọ", "Thủy"),
    *("Thư", "Tiến", "Toàn", "Trang", "Trí", "Trung", "Tú", "Tuấn", "Tuyết", "Uyên", "Vân"),
    *("Vinh", "Vỹ", "Xuyến", "Yến", "Quỳnh", "Thuận", "Trường", "Khởi", "Rươl", "Tha", "Đệ"),
)
HIGHLAND_NAMES = (
    *("Y Thanh Hà Niê Kđăm", "H'Lim Niê", "Giàng A Páo", "Lò Văn Mường", "Vàng Seo Cón"),
    *("Tôn Nữ Thị Ninh", "Nguyễn Phước Bửu Nam", "Âu Dương Quân", "Hạng A Chớ", "Rơ Châm Y Nga"),
)
TITLES = ("Thượng tá", "Đại tá", "Trung tá", "Thiếu tá", "Đại úy", "ThS.", "TS.", "BS.CKII.")
ACTIONS = (
    *("triển khai thực hiện", "tăng cường", "tiếp tục đẩy mạnh", "tổ chức", "báo cáo kết quả"),
    *(
        "rà soát, đề xuất",
        "chấn chỉnh",
        "kiểm tra",
        "góp ý dự thảo",
        "hướng dẫn",
        "đề nghị cung cấp",
    ),
    *("phối hợp thực hiện", "thống kê, tổng hợp", "đôn đốc", "cử cán bộ tham gia", "xin ý kiến về"),
)
SUBJECTS = (
    *(
        "công tác văn thư, lưu trữ",
        "công tác cải cách hành chính",
        "chuyển đổi số",
        "công tác dân vận",
    ),
    *(
        "công tác phòng cháy, chữa cháy và cứu nạn, cứu hộ",
        "công tác phòng, chống dịch bệnh mùa hè",
    ),
    *("Chương trình mục tiêu quốc gia xây dựng nông thôn mới", "Đề án 06 của Chính phủ"),
    *(
        "chế độ, chính sách đối với người có công với cách mạng",
        "việc chi trả trợ cấp xã hội hằng tháng",
    ),
    *("công tác quản lý đất đai, xây dựng", "công tác tiếp công dân, giải quyết khiếu nại, tố cáo"),
    *("việc sắp xếp, tổ chức lại đơn vị hành chính cấp xã", "quy tắc ứng xử của cán bộ, công chức"),
    *(
        "kế hoạch tuyển dụng viên chức",
        "công tác bảo đảm an toàn thực phẩm",
        "tháng hành động vì trẻ em",
    ),
    *(
        "công tác giảm nghèo bền vững",
        "phong trào toàn dân bảo vệ an ninh Tổ quốc",
        "hiến máu tình nguyện",
    ),
    *("công tác tuyển chọn, gọi công dân nhập ngũ", "việc thu thập hồ sơ, tài liệu tồn đọng"),
    *("hệ thống thông tin giải quyết thủ tục hành chính", "chữ ký số chuyên dùng công vụ"),
    *("vệ sinh môi trường, thu gom rác thải sinh hoạt", "phòng, chống hạn hán, xâm nhập mặn"),
    *(
        "dự toán thu, chi ngân sách nhà nước",
        "quyết toán kinh phí chi thường xuyên",
        "chống lãng phí",
    ),
    *(
        "việc cấp giấy chứng nhận quyền sử dụng đất",
        "hoạt động của Trung tâm Phục vụ hành chính công",
    ),
    *(
        "công tác bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân các cấp",
        "hội nghị trực tuyến",
    ),
    *("tình hình kinh tế - xã hội, quốc phòng - an ninh", "kế hoạch phát triển giáo dục mầm non"),
    *("tiêm chủng mở rộng", "khám sức khỏe định kỳ cho người cao tuổi", "bảo hiểm y tế toàn dân"),
    *("quản lý, sử dụng tài sản công", "đầu tư công trung hạn", "nạo vét kênh mương nội đồng"),
)
SCOPES = (
    *("", "", "", "trên địa bàn", "tại các cơ quan, đơn vị", "trong tình hình mới"),
    *(
        "đối với cán bộ, công chức, viên chức",
        "phục vụ Đại hội Đảng các cấp",
        "theo Nghị quyết số 57-NQ/TW",
    ),
)
TIMES = (
    *(
        "",
        "",
        "",
        "năm {y}",
        "quý I năm {y}",
        "quý III năm {y}",
        "6 tháng đầu năm {y}",
        "đợt 2 năm {y}",
    ),
    *("giai đoạn {y} - {z}", "năm học {y} - {w}", "nhân dịp Tết Nguyên đán", "tháng 9 năm {y}"),
)
MEETINGS = (
    *("họp giao ban tháng", "Hội nghị sơ kết công tác", "dự Lễ kỷ niệm Ngày thành lập"),
    *("họp Ban Chỉ đạo về", "Hội nghị tập huấn nghiệp vụ về", "họp triển khai"),
)
SENTENCES = (
    "Thực hiện chỉ đạo của cấp có thẩm quyền về việc nâng cao chất lượng phục vụ người dân và doanh nghiệp, các cơ quan, đơn vị cần khẩn trương rà soát nhiệm vụ được giao, xác định rõ người chịu trách nhiệm và thời hạn hoàn thành.",
    "Trong thời gian qua, công tác phối hợp giữa các ban, ngành và đoàn thể đã có nhiều chuyển biến tích cực; tuy nhiên vẫn còn một số hạn chế cần được khắc phục kịp thời.",
    "Đề nghị Thủ trưởng các đơn vị quán triệt đầy đủ nội dung văn bản này đến toàn thể cán bộ, công chức, viên chức và người lao động thuộc phạm vi quản lý.",
    "Kinh phí thực hiện được bố trí từ nguồn ngân sách nhà nước theo phân cấp hiện hành và các nguồn huy động hợp pháp khác.",
    "Giao Văn phòng chủ trì, phối hợp với các bộ phận liên quan theo dõi, đôn đốc việc thực hiện; định kỳ hằng tháng tổng hợp, báo cáo trước ngày 20.",
    "Hồ sơ gồm: đơn đề nghị theo mẫu, bản sao giấy tờ tùy thân và các tài liệu kèm theo (nếu có), nộp trực tiếp hoặc qua dịch vụ bưu chính công ích.",
    "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị phản ánh bằng văn bản để được xem xét, giải quyết theo thẩm quyền.",
    "Tỷ lệ hồ sơ giải quyết đúng hạn đạt 98,6%, tăng 2,1% so với cùng kỳ năm trước; không phát sinh đơn thư kéo dài, vượt cấp.",
    "Tổ chức tuyên truyền bằng nhiều hình thức phù hợp với từng nhóm đối tượng, chú trọng vùng sâu, vùng xa và vùng đồng bào dân tộc thiểu số.",
    "Các tài liệu được số hóa phải bảo đảm độ phân giải tối thiểu 200 dpi, có đầy đủ thông tin mô tả và được ký số theo quy định.",
    "Tiếp tục rà soát, cập nhật, làm sạch dữ liệu dân cư; kịp thời điều chỉnh sai sót khi có phản ánh của công dân.",
    "Chủ động xây dựng phương án ứng phó với mưa lớn, lốc xoáy, sạt lở bờ sông; chuẩn bị lực lượng, phương tiện theo phương châm bốn tại chỗ.",
    "Việc lấy ý kiến được tiến hành công khai, dân chủ, đúng trình tự, thủ tục và hoàn thành chậm nhất vào ngày 15 tháng sau.",
    "Thời gian: 08 giờ 00 phút, bắt đầu từ thứ Năm; địa điểm: Hội trường tầng 2, trụ sở cơ quan.",
    "Số lượng người tham dự: 45 người, gồm đại diện lãnh đạo và chuyên viên phụ trách; đề nghị gửi danh sách về bộ phận tổng hợp.",
    "Xử lý nghiêm các tổ chức, cá nhân lợi dụng chức vụ, quyền hạn để gây phiền hà, sách nhiễu; công khai kết quả xử lý theo luật định.",
    "Nội dung chi, mức chi áp dụng theo hướng dẫn của cơ quan tài chính cùng cấp; chứng từ thanh toán phải hợp lệ, đúng thời gian.",
    "Khuyến khích các hộ gia đình chuyển đổi cơ cấu cây trồng, vật nuôi, áp dụng giống lúa mới có khả năng chịu mặn và cho năng suất cao.",
    "Yêu cầu nhà trường phối hợp chặt chẽ với phụ huynh học sinh trong việc quản lý, giáo dục và bảo đảm an toàn cho trẻ em trong dịp nghỉ hè.",
    "Kết quả kiểm tra cho thấy phần lớn cơ sở đã chấp hành tốt; còn 07 cơ sở bị nhắc nhở và 02 cơ sở bị lập biên bản vi phạm.",
    "Trên đây là nội dung triển khai, đề nghị các đơn vị nghiêm túc thực hiện và gửi kết quả về cơ quan đúng thời gian quy định.",
    "Mọi chi tiết xin liên hệ đồng chí chuyên viên phụ trách, điện thoại 0299.3821234, thư điện tử vanthu@example.gov.vn.",
)
BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
    "Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024;",
    "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ;",
    "Căn cứ Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020 của Thủ tướng Chính phủ;",
    "Căn cứ Kế hoạch số 215/KH-UBND ngày 12 tháng 3 năm 2025 của Ủy ban nhân dân tỉnh;",
    "Thực hiện Công văn số 1893/UBND-NC ngày 24 tháng 4 năm 2025 của Ủy ban nhân dân tỉnh;",
    "Xét Tờ trình số 48/TTr-UBND ngày 02 tháng 12 năm 2024 của Ủy ban nhân dân;",
)
RECIPIENTS = (
    *("Như trên", "Như Điều 3", "Thường trực Đảng ủy", "Thường trực HĐND", "CT, các PCT UBND"),
    *("Các ban, ngành, đoàn thể", "Các ấp, khóm", "Cổng thông tin điện tử", "Sở Nội vụ (báo cáo)"),
    *("UBND tỉnh (b/c)", "Lãnh đạo cơ quan", "Trưởng các phòng chuyên môn", "Ban Giám hiệu"),
    *("Các trường học trên địa bàn", "Ủy ban Mặt trận Tổ quốc và các tổ chức chính trị - xã hội"),
)
COMPANIES = (
    ("CÔNG TY CỔ PHẦN", "CẤP NƯỚC {place}", "CTCN"),
    ("CÔNG TY ĐIỆN LỰC", "{place}", "PC"),
    ("CÔNG TY TNHH MỘT THÀNH VIÊN", "CÔNG TRÌNH ĐÔ THỊ {place}", "CTĐT"),
    ("CÔNG TY TNHH XÂY DỰNG", "VÀ THƯƠNG MẠI {name}", "CTY"),
    ("HỢP TÁC XÃ NÔNG NGHIỆP", "{name}", "HTX"),
    ("CÔNG TY CỔ PHẦN TƯ VẤN", "ĐẦU TƯ XÂY DỰNG {name}", "TVXD"),
)
MORE_COMMUNES = (
    *("Mỹ Hương", "Kế An", "Đắk Nhau", "Ia Grai", "Cư M'gar", "Krông Pắc", "Tà Rụt", "Pờ Tó"),
    *("Bản Xèo", "Sín Chéng", "Lũng Cú", "Y Tý", "Nà Phặc", "Phúc Trạch", "Xuân Trường", "Kim Sơn"),
    *(
        "Hòa Hiệp Trung",
        "Bình Chánh",
        "Tân Tạo A",
        "Vĩnh Lộc B",
        "Ô Chợ Dừa",
        "Cửa Nam",
        "Ngọc Lặc",
    ),
    *(
        "Quỳ Hợp",
        "Ea Súp",
        "Trảng Bom",
        "Củ Chi",
        "Tịnh Khê",
        "Phước Mỹ Trung",
        "Hưng Khánh Trung B",
    ),
    *("Thanh Thủy", "Hậu Thạnh Đông", "Vị Thủy", "Tri Tôn", "Sủng Là", "Nghĩa Hưng", "Yên Lạc"),
)
ISLANDS = ("Phú Quốc", "Thổ Châu", "Lý Sơn", "Côn Đảo", "Vân Đồn", "Cô Tô", "Cát Hải", "Phú Quý")
QUARTERS = (
    "Ninh Kiều",
    "Thốt Nốt",
    "Bình Thủy",
    "Ô Môn",
    "Cái Răng",
    "Long Biên",
    "Gò Vấp",
    "Tân Phú",
)
MORE_FAMILIES = (
    *("Nguyễn", "Trần", "Lê", "Châu", "Diệp", "Mạc", "Triệu", "Trầm", "Quan", "Khổng", "Nghiêm"),
    *("Từ", "Thái", "Ninh", "Liêu", "Giáp", "Đàm", "Tống", "La", "Lục", "Chu", "Bạch", "Đậu"),
)
MORE_MIDDLES = (
    *("Hải", "Nhật", "Gia", "Thế", "Chí", "Khắc", "Quang", "Như", "Tuấn", "Anh", "Sỹ", "Viết"),
    *(
        "Thị Hồng",
        "Thị Phương",
        "Thị Cẩm",
        "Ngọc Bảo",
        "Đăng",
        "Huy",
        "Tấn",
        "Bửu",
        "Thị Diệu",
        "Thiện",
    ),
)
MORE_GIVENS = (
    *(
        "Ánh",
        "Bằng",
        "Bích",
        "Châu",
        "Chí",
        "Chương",
        "Danh",
        "Diệu",
        "Dung",
        "Đăng",
        "Điền",
        "Đoàn",
    ),
    *("Hậu", "Hiệp", "Hoàn", "Huệ", "Huy", "Khang", "Khải", "Khiêm", "Lệ", "Lộc", "Luân", "Lượng"),
    *("Lý", "Mạnh", "Mỹ", "Ngọc", "Nhân", "Nhật", "Oanh", "Phát", "Phú", "Phước", "Phượng", "Quốc"),
    *("Quý", "Sang", "Sinh", "Sỹ", "Tấn", "Thanh", "Thành", "Thái", "Thiện", "Thoa", "Thơ", "Thúy"),
    *(
        "Tín",
        "Tính",
        "Trâm",
        "Trinh",
        "Trọng",
        "Trúc",
        "Tùng",
        "Tuyền",
        "Viên",
        "Việt",
        "Vũ",
        "Xuân",
    ),
)
MORE_HIGHLAND_NAMES = (
    *("Sa Y Khăm", "Lầu A Dếnh", "Kpă Y Hoan", "Điểu K'Ré", "Thạch Sà Phia", "Chau Sóc Kha"),
    *("Nông Thị Xíu", "Quàng Văn Pản", "Cầm Bá Ún", "Ksor H'Bơ Khắp", "Tẩn Lở Mẩy", "Danh Út Em"),
)
MORE_ACTIONS = (
    *(
        "phê duyệt",
        "ban hành",
        "điều chỉnh, bổ sung",
        "công bố, công khai",
        "thành lập Tổ công tác về",
    ),
    *("giao chỉ tiêu", "sơ kết 05 năm thực hiện", "kiện toàn Ban Chỉ đạo", "phân công nhiệm vụ về"),
    *(
        "trả lời kiến nghị của cử tri về",
        "khảo sát, đánh giá",
        "đăng ký nhu cầu",
        "cho phép gia hạn",
    ),
)
MORE_SUBJECTS = (
    *("tuyến đường giao thông nông thôn ấp 3 (giai đoạn 2)", "Lễ hội Oóc Om Bóc - Đua ghe Ngo"),
    *("dịch tả lợn Châu Phi", "Ngày hội Đại đoàn kết toàn dân tộc", "nước sạch nông thôn"),
    *(
        "hồ sơ bệnh án điện tử",
        'mô hình "Chính quyền thân thiện, vì Nhân dân phục vụ"',
        'quỹ "Vì người nghèo"',
    ),
    *(
        "phân cấp thẩm quyền giải quyết thủ tục hành chính",
        "dạy thêm, học thêm",
        "thu phí bảo vệ môi trường",
    ),
    *(
        "kỳ thi tốt nghiệp trung học phổ thông",
        "khai thác khoáng sản trái phép",
        "chợ đầu mối thủy sản",
    ),
    *(
        "sổ bảo hiểm xã hội của người lao động",
        "lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở",
    ),
    *(
        "ứng dụng định danh điện tử (VNeID)",
        "Bộ chỉ số cải cách hành chính (PAR INDEX)",
        "vùng trồng OCOP",
    ),
)
MORE_SENTENCES = (
    "Phạm vi điều chỉnh: Quy định này áp dụng đối với tổ chức, cá nhân có liên quan đến việc quản lý, khai thác và sử dụng nguồn nước ngầm.",
    "Nhà thầu trúng thầu ký kết hợp đồng trong thời hạn 10 ngày làm việc; giá trị hợp đồng là 1.254.300.000 đồng (đã gồm thuế).",
    "Chậm nhất 17 giờ 30 phút ngày thứ Sáu hằng tuần, cán bộ đầu mối gửi biểu mẫu số 02 qua trục liên thông văn bản quốc gia.",
    "Học sinh thuộc hộ nghèo, cận nghèo được miễn học phí; các trường hợp khác xem xét theo đơn của cha mẹ hoặc người giám hộ.",
    "Ghi nhận những đóng góp của các tập thể, cá nhân tiêu biểu; đề xuất khen thưởng đột xuất khi lập thành tích đặc biệt xuất sắc.",
    "Qua rà soát, còn 15 thửa đất chưa xác định rõ ranh giới; đề nghị đo đạc lại và niêm yết kết quả tại nhà văn hóa ấp.",
)
MORE_RECIPIENTS = (
    *("Chủ tịch, các Phó Chủ tịch", "Phòng Kinh tế (để t/h)", "Ông (bà) có tên trong danh sách"),
    *(
        "Website đơn vị",
        "Các thành viên Ban Chỉ đạo",
        "Hội đồng thi đua - khen thưởng",
        "Kho bạc Nhà nước (p/h)",
    ),
)
