"""What QCVN 102:2016 fixes: namespaces, lengths, codes (DOMAIN §2.3)."""

from collections.abc import Mapping

from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.texts import N_

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
OLD_NAMESPACE = "http://www.e-doc.vn/Schema/"
"""Used before QCVN 102:2016; still met in archives."""

SPELLINGS: Mapping[str, frozenset[str]] = {
    tag: frozenset(others.split())
    for tag, others in {
        "Bussiness": "business",
        "BussinessDocType": "businessdoctype",
        "BussinessDocReason": "businessdocreason",
        "BussinessDocumentInfo": "businessdocumentinfo",
        "edXMLHeader": "header",
        "edXMLBody": "body",
        "edXMLManifest": "manifest",
        "MessageHeader": "status",
        "PromulgationDate": "date",
        "DocumentType": "type",
        "Type": "value",
        "TypeName": "description",
        "SignerInfo": "author",
        "Position": "function",
        "FullName": "signer",
        "Timestamp": "time",
        "AttachmentName": "filename name",
        "ContentType": "filetype",
        "ContentTransferEncoded": "content value data",
    }.items()
}
"""Other names of an element, in small letters: «business» without its second s, the SOAP form before
QCVN 102:2016 (Công văn 512/BTTTT-ƯDCNTT), and the flat envelopes of small integrators. Looked for only
where the element itself is not there."""

LENGTHS: Mapping[str, int] = {
    "OrganId": 35,
    "OrganName": 200,
    "OrganizationInCharge": 200,
    "CodeNumber": 11,
    "CodeNotation": 30,
    "Place": 50,
    "TypeName": 100,
    "Subject": 500,
    "Content": 500,
    "SphereOfPromulgation": 100,
    "TyperNotation": 10,
    "Position": 100,
    "FullName": 50,
}
"""Longest text of an element in letters (NFC). OrganId: QĐ 20/2020; names of agencies: DOMAIN §8.2
(QCVN gives none); the rest DOMAIN §2.3. Errors when written, warnings when read."""

TITLES: Mapping[str, str] = {
    "OrganId": N_("mã định danh cơ quan"),
    "OrganName": N_("tên cơ quan"),
    "OrganizationInCharge": N_("cơ quan chủ quản"),
    "DocumentId": N_("mã định danh văn bản"),
    "CodeNumber": N_("số văn bản"),
    "CodeNotation": N_("ký hiệu văn bản"),
    "Place": N_("nơi ban hành"),
    "PromulgationDate": N_("ngày ban hành"),
    "Type": N_("mã loại văn bản"),
    "TypeName": N_("tên loại văn bản"),
    "Subject": N_("trích yếu"),
    "Content": N_("tóm tắt nội dung"),
    "SphereOfPromulgation": N_("lĩnh vực ban hành"),
    "TyperNotation": N_("ký hiệu người soạn thảo"),
    "Position": N_("chức vụ người ký"),
    "FullName": N_("họ tên người ký"),
    "Competence": N_("thẩm quyền ký"),
    "DueDate": N_("thời hạn"),
    "Timestamp": N_("thời điểm"),
    "BussinessDocReason": N_("lý do"),
    "StatusCode": N_("mã trạng thái"),
    "Description": N_("nội dung trạng thái"),
    "PageAmount": N_("số trang"),
    "Staff": N_("người xử lý"),
    "Department": N_("bộ phận xử lý"),
    "AttachmentName": N_("tên tệp đính kèm"),
    "Email": N_("thư điện tử"),
    "To": N_("nơi nhận"),
    "From": N_("nơi gửi"),
}
"""Elements as a clerk calls them."""

KIND_CODES: Mapping[str, PacketKind] = {
    "0": PacketKind.NEW,
    "1": PacketKind.RECALL,
    "2": PacketKind.UPDATE,
    "3": PacketKind.REPLACE,
}
"""BussinessDocType."""

NEW_REASON = "Văn bản điện tử mới"
"""BussinessDocReason of a new document, where the clerk gives none (as in VXP samples)."""

KNOWN_STATUSES = frozenset({"01", "02", "03", "04", "05", "06", "13", "15", "16"})
"""The nine codes with a meaning (DOMAIN §2.4); any other is shown as it was written."""

MAX_PACKET_BYTES = 128 * 1024 * 1024
"""A bigger packet is refused unread; integrators speak of 50 MB of attachments (DOMAIN §2.5)."""
MAX_UNPACKED_BYTES = 192 * 1024 * 1024
"""All attachments of one packet together, unpacked."""
