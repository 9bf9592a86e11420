"""What eSCL writes on the wire: capabilities, status and the job ticket as XML.

Source: the eSCL Technical Specification 2.97 (Mopria Alliance).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from clerkdesk.domain.scans import ColourMode, ScanSettings

PWG = "http://www.pwg.org/schemas/2010/12/sm"
SCAN = "http://schemas.hp.com/imaging/escl/2011/05/03"
_NAMES = {"pwg": PWG, "scan": SCAN}
PLATEN, FEEDER = "Platen", "Feeder"
"""The words of `pwg:InputSource`, and so our names of the paper sources."""
UNITS_AN_INCH = 300
"""`escl:ThreeHundredthsOfInches`, the one unit that every device knows."""
_COLOUR_WORDS = {
    ColourMode.COLOUR: ("RGB24", "RGB48", "Grayscale8"),
    ColourMode.GREY: ("Grayscale8", "Grayscale16", "RGB24"),
    ColourMode.BLACK_WHITE: ("BlackAndWhite1", "Grayscale8", "RGB24"),
}
_FORMATS = ("image/jpeg", "application/pdf")


class NotEscl(Exception):
    """What came is not a message of eSCL."""


@dataclass(frozen=True, slots=True)
class InputCaps:
    """What one paper source can do; lengths in 1/300 inch, 0 where nothing is told."""

    source: str
    resolutions: tuple[int, ...]
    colours: tuple[str, ...]
    formats: tuple[str, ...]
    max_width: int
    max_height: int
    duplex: bool = False


@dataclass(frozen=True, slots=True)
class Capabilities:
    """A device: its name and its paper sources, a feeder first."""

    title: str
    version: str
    inputs: tuple[InputCaps, ...]

    def input(self, source: str) -> InputCaps:
        """The named source, else the first."""
        return next((i for i in self.inputs if i.source == source), self.inputs[0])


@dataclass(frozen=True, slots=True)
class Status:
    """What the device says of itself: «Idle», «Processing», …, and of its feeder."""

    state: str
    feeder: str


def read_capabilities(xml: bytes) -> Capabilities:
    """Read `ScannerCapabilities`.

    Raises:
        NotEscl: it is something else, or names no paper source.
    """
    root = _root(xml, "ScannerCapabilities")
    inputs = []
    adf = root.find("scan:Adf", _NAMES)
    if adf is not None:
        simplex = _first(adf, ("scan:AdfSimplexInputCaps", "scan:AdfDuplexInputCaps"))
        if simplex is not None:
            duplex = adf.find("scan:AdfDuplexInputCaps", _NAMES) is not None
            inputs.append(_input(simplex, FEEDER, duplex))
    platen = root.find("scan:Platen/scan:PlatenInputCaps", _NAMES)
    if platen is not None:
        inputs.append(_input(platen, PLATEN, False))
    if not inputs:
        raise NotEscl("no paper source")
    title = _text(root, "pwg:MakeAndModel") or "eSCL"
    return Capabilities(title, _text(root, "pwg:Version") or "2.0", tuple(inputs))


def read_status(xml: bytes) -> Status:
    """Read `ScannerStatus`.

    Raises:
        NotEscl: it is something else.
    """
    root = _root(xml, "ScannerStatus")
    return Status(_text(root, "pwg:State"), _text(root, "scan:AdfState"))


def ticket(capabilities: Capabilities, settings: ScanSettings) -> tuple[bytes, int]:
    """The `ScanSettings` to post, and the resolution that is asked for in them."""
    of = capabilities.input(settings.source)
    dpi = _nearest(settings.dpi, of.resolutions)
    wide, high = (round(mm / 25.4 * UNITS_AN_INCH) for mm in settings.paper.millimetres)
    root = etree.Element(f"{{{SCAN}}}ScanSettings", nsmap=_NAMES)
    _add(root, "pwg:Version", capabilities.version)
    _add(root, "scan:Intent", "Document")
    regions = etree.SubElement(root, f"{{{PWG}}}ScanRegions")
    region = etree.SubElement(regions, f"{{{PWG}}}ScanRegion")
    _add(region, "pwg:Height", str(min(high, of.max_height or high)))
    _add(region, "pwg:ContentRegionUnits", "escl:ThreeHundredthsOfInches")
    _add(region, "pwg:Width", str(min(wide, of.max_width or wide)))
    _add(region, "pwg:XOffset", "0")
    _add(region, "pwg:YOffset", "0")
    _add(root, "pwg:InputSource", of.source)
    _add(root, "scan:ColorMode", _known(_COLOUR_WORDS[settings.colour], of.colours))
    _add(root, "scan:XResolution", str(dpi))
    _add(root, "scan:YResolution", str(dpi))
    wanted = _known(_FORMATS, of.formats)
    _add(root, "pwg:DocumentFormat", wanted)
    _add(root, "scan:DocumentFormatExt", wanted)
    if of.source == FEEDER:
        _add(root, "scan:Duplex", "true" if settings.duplex and of.duplex else "false")
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return xml, dpi


def _root(xml: bytes, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise NotEscl(str(error)) from error
    if root.tag != f"{{{SCAN}}}{name}":
        raise NotEscl(str(root.tag))
    return root


def _input(caps: etree._Element, source: str, duplex: bool) -> InputCaps:
    return InputCaps(
        source,
        tuple(sorted({_whole(e.text) for e in caps.iterfind(".//scan:XResolution", _NAMES)})),
        _texts(caps, ".//scan:ColorMode"),
        _texts(caps, ".//scan:DocumentFormatExt") or _texts(caps, ".//pwg:DocumentFormat"),
        _whole(_text(caps, "scan:MaxWidth")),
        _whole(_text(caps, "scan:MaxHeight")),
        duplex,
    )


def _nearest(asked: int, offered: Sequence[int]) -> int:
    """What was asked, else the next finer one, else the finest."""
    usable = sorted(dpi for dpi in offered if dpi > 0)
    if not usable:
        return asked
    return next((dpi for dpi in usable if dpi >= asked), usable[-1])


def _known(wanted: Sequence[str], offered: Sequence[str]) -> str:
    return next((word for word in wanted if word in offered), wanted[0])


def _first(parent: etree._Element, paths: Sequence[str]) -> etree._Element | None:
    return next((e for path in paths if (e := parent.find(path, _NAMES)) is not None), None)


def _texts(parent: etree._Element, path: str) -> tuple[str, ...]:
    return tuple((e.text or "").strip() for e in parent.iterfind(path, _NAMES))


def _text(parent: etree._Element, path: str) -> str:
    return (parent.findtext(path, "", _NAMES) or "").strip()


def _whole(text: str | None) -> int:
    digits = (text or "").strip()
    return int(digits) if digits.isdecimal() else 0


def _add(parent: etree._Element, name: str, text: str) -> None:
    prefix, _colon, local = name.partition(":")
    etree.SubElement(parent, f"{{{_NAMES[prefix]}}}{local}").text = text
