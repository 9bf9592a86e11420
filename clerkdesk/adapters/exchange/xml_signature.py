"""XML-DSig over a whole edXML packet: what the token signs, the element around it, and its check.

One enveloped reference (URI="") with SHA-256; the signature stands last in edXMLHeader, where the samples
of QCVN 102:2016 have it. Canonical form is exclusive, so that it does not change when an exchange
axis wraps the packet into another document.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence

from asn1crypto import algos, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_der_public_key
from lxml import etree

from clerkdesk.adapters.exchange import schema, xml_guard
from clerkdesk.domain.errors import BadPacket, UnfitPacket
from clerkdesk.domain.packet_seals import PacketSignatureState
from clerkdesk.domain.texts import _
from clerkdesk.ports.packet_signatures import PacketSignature, UnsignedPacket

DSIG = "http://www.w3.org/2000/09/xmldsig#"
_ENVELOPED = f"{DSIG}enveloped-signature"
_EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
_INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_RSA = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
_ECDSA = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"


class XmlPacketSignatures:
    """The `PacketSignatures` of edXML; holds no state."""

    def prepare(self, name: str, content: bytes, certificate: bytes) -> UnsignedPacket:
        """Put the signature element in, all but its value.

        Raises:
            BadPacket: `content` is no edXML.
            UnfitPacket: it carries a signature already, or has no header.
        """
        root = _parsed(name, content)
        header = root.find(f".//{{{schema.NAMESPACE}}}edXMLHeader")
        if header is None:
            raise UnfitPacket(name, _("gói tin không có phần đầu (edXMLHeader)"))
        if _signatures(root):
            raise UnfitPacket(name, _("gói tin đã có chữ ký số"))
        digest = hashlib.sha256(_canonical(root, _EXCLUSIVE)).digest()
        key = x509.Certificate.load(certificate).public_key
        signature = _element(_RSA if key.algorithm == "rsa" else _ECDSA, digest)
        header.append(signature)
        (info,) = signature.iterchildren(f"{{{DSIG}}}SignedInfo")
        # What is hashed must be what a reader finds: text behind the last element is part of it.
        return UnsignedPacket(name, _written(root), _canonical(info, _EXCLUSIVE))

    def finish(self, packet: UnsignedPacket, signature: bytes, chain: Sequence[bytes]) -> bytes:
        """Fill in the token's answer; the packet is checked before it is returned.

        Args:
            signature: RSA, or ECDSA as DER.
            chain: certificates, DER; the signer's first.

        Raises:
            UnfitPacket: the signature does not hold.
        """
        root = _parsed(packet.name, packet.content)
        (element,) = _signatures(root)
        key = x509.Certificate.load(chain[0]).public_key
        value = signature
        if key.algorithm == "ec":  # XML-DSig wants r and s side by side (RFC 4050)
            value = algos.DSASignature.load(signature).to_p1363()
        etree.SubElement(element, f"{{{DSIG}}}SignatureValue").text = _base64(value)
        info = etree.SubElement(element, f"{{{DSIG}}}KeyInfo")
        data = etree.SubElement(info, f"{{{DSIG}}}X509Data")
        for certificate in chain:
            etree.SubElement(data, f"{{{DSIG}}}X509Certificate").text = _base64(certificate)
        written = _written(root)
        if self.check(packet.name, written).state is not PacketSignatureState.INTACT:
            raise UnfitPacket(packet.name, _("chữ ký số vừa tạo không qua được bước tự kiểm tra"))
        return written

    def check(self, name: str, content: bytes) -> PacketSignature:
        """Whether the packet's own signature holds; says nothing about trust in its signer.

        Only a signature over the whole packet counts; anything else is UNKNOWN, never intact.

        Raises:
            BadPacket: `content` is no edXML.
        """
        tree = _tree(name, content)
        root = tree.root
        found = _signatures(root)
        if not found:
            return PacketSignature(PacketSignatureState.NONE)
        if len(found) > 1 or tree.mended:
            return PacketSignature(PacketSignatureState.UNKNOWN)
        try:
            return _judged(root, found[0])
        except (ValueError, TypeError, KeyError, AttributeError, UnsupportedAlgorithm):
            return PacketSignature(PacketSignatureState.UNKNOWN)


def _judged(root: etree._Element, signature: etree._Element) -> PacketSignature:
    (info,) = signature.findall(f"{{{DSIG}}}SignedInfo")
    (reference,) = info.findall(f"{{{DSIG}}}Reference")
    form = _attribute(info, "CanonicalizationMethod")
    method = _attribute(info, "SignatureMethod")
    transforms = [one.get("Algorithm") for one in reference.iter(f"{{{DSIG}}}Transform")]
    whole = reference.get("URI") == "" and transforms[:1] == [_ENVELOPED]
    others = transforms[1:] or [_INCLUSIVE]
    known = {_EXCLUSIVE, _INCLUSIVE}
    if not whole or len(others) > 1 or others[0] not in known or form not in known:
        return PacketSignature(PacketSignatureState.UNKNOWN)
    if _attribute(reference, "DigestMethod") != _SHA256 or method not in (_RSA, _ECDSA):
        return PacketSignature(PacketSignatureState.UNKNOWN)
    signed = _canonical(info, str(form))
    value = _decoded(signature, "SignatureValue")
    digest = _decoded(reference, "DigestValue")
    certificates = tuple(
        base64.b64decode(one.text or "", validate=False)
        for one in signature.iter(f"{{{DSIG}}}X509Certificate")
    )
    key = load_der_public_key(x509.Certificate.load(certificates[0]).public_key.dump())
    held = _holds(key, value, signed)
    parent = signature.getparent()
    assert parent is not None
    _take_out(parent, signature)
    same = hmac.compare_digest(digest, hashlib.sha256(_canonical(root, others[0])).digest())
    state = PacketSignatureState.INTACT if held and same else PacketSignatureState.CHANGED
    return PacketSignature(state, certificates)


def _holds(key: object, value: bytes, signed: bytes) -> bool:
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(value, signed, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            half = len(value) // 2
            numbers = (int.from_bytes(part, "big") for part in (value[:half], value[half:]))
            key.verify(encode_dss_signature(*numbers), signed, ec.ECDSA(hashes.SHA256()))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _element(method: str, digest: bytes) -> etree._Element:
    signature = etree.Element(f"{{{DSIG}}}Signature", nsmap={None: DSIG})  # type: ignore[dict-item] # lxml-stubs lack the default namespace
    info = etree.SubElement(signature, f"{{{DSIG}}}SignedInfo")
    etree.SubElement(info, f"{{{DSIG}}}CanonicalizationMethod", Algorithm=_EXCLUSIVE)
    etree.SubElement(info, f"{{{DSIG}}}SignatureMethod", Algorithm=method)
    reference = etree.SubElement(info, f"{{{DSIG}}}Reference", URI="")
    transforms = etree.SubElement(reference, f"{{{DSIG}}}Transforms")
    for algorithm in (_ENVELOPED, _EXCLUSIVE):
        etree.SubElement(transforms, f"{{{DSIG}}}Transform", Algorithm=algorithm)
    etree.SubElement(reference, f"{{{DSIG}}}DigestMethod", Algorithm=_SHA256)
    etree.SubElement(reference, f"{{{DSIG}}}DigestValue").text = _base64(digest)
    return signature


def _take_out(parent: etree._Element, signature: etree._Element) -> None:
    """Remove the element and nothing else: text behind it stays where it was."""
    before, tail = signature.getprevious(), signature.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(signature)


def _parsed(name: str, content: bytes) -> etree._Element:
    return _tree(name, content).root


def _tree(name: str, content: bytes) -> xml_guard.Tree:
    try:
        return xml_guard.parse(content)
    except xml_guard.Refused as error:
        raise BadPacket(name, str(error)) from error


def _signatures(root: etree._Element) -> list[etree._Element]:
    return list(root.iter(f"{{{DSIG}}}Signature"))


def _canonical(element: etree._Element, form: str) -> bytes:
    return bytes(
        etree.tostring(
            element,
            method="c14n",
            exclusive=form == _EXCLUSIVE,
            with_comments=False,
            with_tail=False,
        )
    )


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _attribute(parent: etree._Element, tag: str) -> str | None:
    (child,) = parent.findall(f"{{{DSIG}}}{tag}")
    return child.get("Algorithm")


def _decoded(parent: etree._Element, tag: str) -> bytes:
    (child,) = parent.findall(f"{{{DSIG}}}{tag}")
    return base64.b64decode(child.text or "")


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
