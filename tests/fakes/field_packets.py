"""Packets as systems of the field build them; the shapes were learnt from public builders, the words are ours.

Each is the same document, or the same status, in another dress.
"""

import base64
import io
import zipfile

PDF = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\n%%EOF\n"
SUBJECT = "V/v rà soát sổ đăng ký văn bản & chữ ký số"
NS = "http://www.mic.gov.vn/TBT/QCVN_102_2016"


def zipped(name: str, content: bytes = PDF) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


_SAFE = SUBJECT.replace("&", "&amp;")

LANG_SON = f"""<?xml version="1.0" encoding="utf-8"?>
<edXML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns="{NS}">
 <edXML:edXMLEnvelope xmlns:edXML="{NS}"><edXML:edXMLHeader>
  <edXML:MessageHeader>
   <edXML:From><edXML:OrganId>H37.DN.001</edXML:OrganId><edXML:OrganizationInCharge>Công ty Mẫu</edXML:OrganizationInCharge><edXML:OrganName>Công ty Mẫu</edXML:OrganName></edXML:From>
   <edXML:To><edXML:OrganId>H13.99.1</edXML:OrganId><edXML:OrganizationInCharge>UBND thành phố</edXML:OrganizationInCharge><edXML:OrganName>UBND xã An Mẫu</edXML:OrganName></edXML:To>
   <edXML:Code><edXML:CodeNumber>123</edXML:CodeNumber><edXML:CodeNotation>UBND-VP</edXML:CodeNotation></edXML:Code>
   <edXML:PromulgationInfo><edXML:Place>N/A</edXML:Place><edXML:PromulgationDate>2026/11/05</edXML:PromulgationDate></edXML:PromulgationInfo>
   <edXML:DocumentType><edXML:Type>18</edXML:Type><edXML:TypeName>Công văn</edXML:TypeName><edXML:TypeDetail>0</edXML:TypeDetail></edXML:DocumentType>
   <edXML:Subject>{_SAFE}</edXML:Subject><edXML:Content>{_SAFE}</edXML:Content>
   <edXML:SignerInfo><edXML:Competence>Truc tiep</edXML:Competence><edXML:Position>Giám đốc</edXML:Position><edXML:FullName>Lê Thị Mẫu</edXML:FullName></edXML:SignerInfo>
   <edXML:DueDate>2026/11/20</edXML:DueDate><edXML:ToPlaces><edXML:Place>UBND xã</edXML:Place></edXML:ToPlaces>
   <edXML:OtherInfo><edXML:Priority>0</edXML:Priority><edXML:PageAmount>1</edXML:PageAmount><edXML:Appendixes><edXML:Appendix></edXML:Appendix></edXML:Appendixes></edXML:OtherInfo>
   <edXML:SteeringType>0</edXML:SteeringType>
   <edXML:DocumentId>H37.DN.001,2026/11/05,123/UBND-VP</edXML:DocumentId>
  </edXML:MessageHeader>
  <edXML:TraceHeaderList id="3f9a11bc" version="1.0" mustUnderstand="1" actor="http://schemas.xmlsoap.org/soap/actor/next">
   <edXML:TraceHeader><edXML:OrganId>H37.DN.001</edXML:OrganId><edXML:Timestamp>2026/11/05 08:15:00</edXML:Timestamp></edXML:TraceHeader>
   <edXML:Bussiness><edXML:BussinessDocType>0</edXML:BussinessDocType><edXML:BussinessDocReason>Van ban dien tu moi</edXML:BussinessDocReason><edXML:StaffInfo><edXML:Department>N/A</edXML:Department><edXML:Staff>A</edXML:Staff><edXML:Mobile></edXML:Mobile></edXML:StaffInfo><edXML:Paper>0</edXML:Paper></edXML:Bussiness>
  </edXML:TraceHeaderList><edXML:DigitalSignature/></edXML:edXMLHeader>
  <edXML:edXMLBody><edXML:edXMLManifest version="1.0">
   <edXML:Reference xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="cid:11" xlink:role="XLinkRole" xlink:type="simple"><edXML:Description>File dinh kem 1</edXML:Description><edXML:AttachmentName>123.pdf</edXML:AttachmentName><edXML:ContentType>application/pdf</edXML:ContentType><edXML:ContentId>cid:11</edXML:ContentId></edXML:Reference>
  </edXML:edXMLManifest></edXML:edXMLBody></edXML:edXMLEnvelope>
 <AttachmentEncoded><Attachment><ContentType>application/pdf</ContentType><ContentId>11</ContentId><Description>File dinh kem 1</Description><ContentTransferEncoded>{text(PDF)}</ContentTransferEncoded><AttachmentName>123.pdf</AttachmentName></Attachment></AttachmentEncoded>
</edXML>"""

FLAT = f"""<?xml version="1.0" encoding="UTF-8"?><edXML:edXMLEnvelope xmlns:edXML="{NS}"><edXML:MessageHeader>
<edXML:From><edXML:OrganId>H37.DN.001</edXML:OrganId><edXML:OrganName>Công ty Mẫu</edXML:OrganName></edXML:From>
<edXML:To><edXML:OrganId>H13.99.1</edXML:OrganId><edXML:OrganName>UBND xã An Mẫu</edXML:OrganName></edXML:To>
<edXML:Code><edXML:CodeNumber>123</edXML:CodeNumber><edXML:CodeNotation>UBND-VP</edXML:CodeNotation></edXML:Code>
<edXML:PromulgationInfo><edXML:PromulgationDate>2026/11/05</edXML:PromulgationDate></edXML:PromulgationInfo>
<edXML:DocumentType><edXML:Type>2</edXML:Type><edXML:TypeName>Công văn</edXML:TypeName></edXML:DocumentType>
<edXML:Subject>{_SAFE}</edXML:Subject>
<edXML:SignerInfo><edXML:Competence>Truc tiep</edXML:Competence><edXML:Position>Giám đốc</edXML:Position><edXML:FullName>Lê Thị Mẫu</edXML:FullName></edXML:SignerInfo>
<edXML:OtherInfo><edXML:Priority>0</edXML:Priority><edXML:PageAmount>1</edXML:PageAmount></edXML:OtherInfo>
<edXML:SteeringType>0</edXML:SteeringType><edXML:DocumentId>ab535a99-cb2a-404f-8fe8-a762bf4010cc</edXML:DocumentId></edXML:MessageHeader>
<edXML:TraceHeaderList><edXML:TraceHeader><edXML:OrganId>H37.DN.001</edXML:OrganId><edXML:Timestamp>2026/11/05 08:15:00</edXML:Timestamp></edXML:TraceHeader></edXML:TraceHeaderList>
<edXML:Attachment><edXML:FileName>123.pdf</edXML:FileName><edXML:FileType>application/pdf</edXML:FileType><edXML:Content>{text(PDF)}</edXML:Content></edXML:Attachment></edXML:edXMLEnvelope>"""

OTHER_NAMESPACE = f"""<?xml version="1.0" encoding="UTF-8"?><EdXMLEnvelope xmlns="http://www.go.vn/eDoc"><MessageHeader>
<From><OrganId>H37.DN.001</OrganId><OrganName>Công ty Mẫu</OrganName></From><To><OrganId>H13.99.1</OrganId><OrganName>UBND xã An Mẫu</OrganName></To>
<Code><CodeNumber>123</CodeNumber><CodeNotation>UBND-VP</CodeNotation></Code>
<PromulgationInfo><Promulgator>Lê Thị Mẫu</Promulgator><PromulgationDate>2026-11-05T00:00:00.000Z</PromulgationDate></PromulgationInfo>
<DocumentType>Công văn</DocumentType><Subject>{_SAFE}</Subject>
<SignerInfo><Signer>Lê Thị Mẫu</Signer><Position>Giám đốc</Position><Competence>Truc tiep</Competence></SignerInfo>
<OtherInfo><PageAmount>1</PageAmount><Appendix/></OtherInfo><DocumentId>ab535a99-cb2a-404f-8fe8-a762bf4010cc</DocumentId>
<TraceHeaderList><TraceHeader><Time>2026-11-05T01:15:00.000Z</Time><Path><From>H37.DN.001</From><To>H13.99.1</To></Path></TraceHeader></TraceHeaderList>
</MessageHeader><Manifest><Attachment><Content>{text(PDF)}</Content><FileName>123.pdf</FileName><FileType>application/pdf</FileType></Attachment></Manifest></EdXMLEnvelope>"""

_SOAP_HEADER = f"""<edXML:MessageHeader OriginalBodyRequested="false" ImmediateResponseRequired="true">
<edXML:From><edXML:OrganId edXML:type="edXMLString">H37.DN.001</edXML:OrganId><edXML:OrganizationInCharge/><edXML:OrganName>Công ty Mẫu</edXML:OrganName></edXML:From>
<edXML:To><edXML:OrganId edXML:type="edXMLString">H13.99.1</edXML:OrganId><edXML:OrganName>UBND xã An Mẫu</edXML:OrganName></edXML:To>
<edXML:DocumentId>
   4711
</edXML:DocumentId>
<edXML:Code><edXML:CodeNumber>123</edXML:CodeNumber><edXML:CodeNotation>123/UBND-VP</edXML:CodeNotation></edXML:Code>
<edXML:PromulgationInfo><edXML:Place/><edXML:Date>05/11/2026 00:00:00</edXML:Date></edXML:PromulgationInfo>
<edXML:type><value>3</value><description>Công văn</description></edXML:type>
<edXML:Subject>{_SAFE}</edXML:Subject>
<edXML:Author><edXML:Competence/><edXML:Function>Giám đốc</edXML:Function><edXML:FullName>Lê Thị Mẫu</edXML:FullName></edXML:Author>
<edXML:OtherInfo><edXML:Priority>0</edXML:Priority><edXML:PageAmount>1</edXML:PageAmount></edXML:OtherInfo></edXML:MessageHeader>"""
_SOAP_OPEN = (
    '<soap-env:Envelope xmlns:soap-env="http://schemas.xmlsoap.org/soap/envelope/"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:edXML="http://www.e-doc.vn/Schema/">'
    f"<soap-env:Header>{_SOAP_HEADER}</soap-env:Header><soap-env:Body>"
    '<edXML:Manifest edXML:version="1.0"><edXML:Reference xlink:href="cid:tep1@example.com">'
    "<edXML:AttachmentName>123.pdf</edXML:AttachmentName><edXML:ContentType>application/zip"
    "</edXML:ContentType></edXML:Reference></edXML:Manifest></soap-env:Body>"
)
SOAP_INLINE = (
    _SOAP_OPEN + '<edXML:document><edXML:attach><edXML:attachment Content-Type="application/zip"'
    ' Content-Transfer-Encoding="base64"><name>123.pdf</name><value>\n    '
    + text(zipped("x.pdf"))
    + "\n</value></edXML:attachment></edXML:attach></edXML:document></soap-env:Envelope>"
)
SOAP_MIME = (
    '--Boundary\r\nContent-Type: text/xml; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n'
    "Content-ID: <Start>\r\n\r\n"
    + _SOAP_OPEN
    + "</soap-env:Envelope>\r\n--Boundary\r\nContent-Type: application/zip\r\n"
    "Content-Transfer-Encoding: base64\r\nContent-ID: <tep1@example.com>\r\n\r\n"
    + text(zipped("x.pdf"))
    + "\r\n--Boundary--\r\n"
)

GATEWAY = (
    LANG_SON.replace(
        LANG_SON[LANG_SON.index("<edXML:Bussiness>") : LANG_SON.index("</edXML:TraceHeaderList>")],
        "",
    )
    .replace(
        "<edXML:Timestamp>",
        "<edXML:Business><edXML:BusinessName>Gửi văn bản</edXML:BusinessName><edXML:BusinessCode>"
        "sendEdoc</edXML:BusinessCode></edXML:Business><edXML:StaffInfo><edXML:StaffName>A"
        "</edXML:StaffName></edXML:StaffInfo><edXML:Timestamp>",
    )
    .replace(_SAFE, SUBJECT)  # its builder escapes nothing
)

AS_DOCUMENTS = {
    "Lang Son": LANG_SON.encode(),
    "flat envelope": FLAT.encode(),
    "other namespace": OTHER_NAMESPACE.encode(),
    "SOAP with the files inside": SOAP_INLINE.encode(),
    "SOAP in MIME": SOAP_MIME.encode(),
    "gateway without escapes": GATEWAY.encode(),
    "axis wrapped it": (
        '<?xml version="1.0"?><axis:Message xmlns:axis="urn:axis"><axis:Payload>'
        + LANG_SON.split("?>", 1)[1]
        + "</axis:Payload></axis:Message>"
    ).encode(),
    "UTF-16 declared, UTF-8 written": LANG_SON.replace('"utf-8"', '"utf-16"').encode(),
    "UTF-16 without BOM": LANG_SON.encode("utf-16-le"),
    "UTF-16 the other way": LANG_SON.encode("utf-16-be"),
    "in a ZIP": zipped("edoc.edxml", LANG_SON.encode()),
    "as base64": base64.encodebytes(LANG_SON.encode()),
    "junk with brackets": b"<<< 1212 >>>"
    + LANG_SON.split("?>", 1)[1].strip().encode()
    + b"\n</x>\x00",
    "break of Word in the subject": LANG_SON.replace("rà soát", "rà\x0bsoát").encode(),
    "forbidden reference": LANG_SON.replace("rà soát", "rà&#11;soát").encode(),
    "HTML entity": LANG_SON.replace("rà soát", "rà&nbsp;soát").encode(),
    "small letters": LANG_SON.replace("edXML:MessageHeader", "edXML:messageHeader")
    .replace("edXML:OrganId", "edXML:organid")
    .replace("AttachmentName", "attachmentName")
    .encode(),
    "without business s": LANG_SON.replace("Bussiness", "Business").encode(),
}
"""All of them are document 123/UBND-VP of 5 November 2026, with one PDF."""

BKAV_STATUS = f"""<?xml version="1.0" encoding="UTF-8"?><edXML xmlns="{NS}"><edXML:edXMLEnvelope xmlns:edXML="{NS}"><edXML:edXMLHeader>
<ns2:Status xmlns:ns2="{NS}"><From><OrganId>000.00.00.H41</OrganId><OrganName>UBND tỉnh Mẫu</OrganName></From>
<ResponseFor><OrganId>000.00.00.G22</OrganId><Code>7816/VPCP-TTĐT</Code><PromulgationDate>2015/09/30</PromulgationDate><DocumentId>000.00.00.G22,2015/09/30,7816/VPCP-TTĐT</DocumentId></ResponseFor>
<StaffInfo><Department>Văn thư văn phòng</Department><Staff>Nguyễn Thị Mẫu</Staff></StaffInfo>
<StatusCode>01</StatusCode><Description>Đã đến - Phần mềm QLVB đã nhận nhưng văn thư chưa xử lý</Description><Timestamp>2015/10/01 08:00:00</Timestamp></ns2:Status>
</edXML:edXMLHeader></edXML:edXMLEnvelope></edXML>"""
