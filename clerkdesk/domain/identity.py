"""Names of records that any desk may make offline: UUID version 7 (RFC 9562)."""

import uuid


def uuid7(milliseconds: int, random: bytes) -> str:
    """Compose a UUIDv7, which sorts by its time of making.

    Args:
        milliseconds: Unix time of making.
        random: 10 random bytes.
    """
    value = (milliseconds & 0xFFFFFFFFFFFF) << 80 | int.from_bytes(random[:10], "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))
