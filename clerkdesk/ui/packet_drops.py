"""Which dropped files are for the exchange."""

from pathlib import Path

from clerkdesk.services.import_packets import PACKET_SUFFIX, is_packet

_HEAD_BYTES = 65_536


def are_packets(path: Path) -> bool:
    """Whether what was dropped is for the exchange: a packet, or a folder with packets in it."""
    if path.suffix.lower() == PACKET_SUFFIX:
        return True
    try:
        if path.is_dir():
            return any(True for _file in path.glob(f"*{PACKET_SUFFIX}"))
        if path.suffix.lower() != ".xml":
            return False
        with path.open("rb") as file:
            return is_packet(path.name, file.read(_HEAD_BYTES))
    except OSError:
        return False
