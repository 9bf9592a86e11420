"""edXML packets of 2 MB read one after the other: processor time, and whether memory stays flat.

`CLERKDESK_PACKETS` (1,000) packets, each other bytes than the last, are made ten at a time; only
the reading is timed, hashes of the attachments included, as `clerkdesk edxml read --json` makes them.
"""

import gc
import os
import random
import resource
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.domain.packets import DocumentPacket, PacketFile
from tests.bench.figures import Figure, at_most
from tests.fakes.packets import NEW

PACKET_BYTES = 2 * 2**20
_WARM = 20


def measure() -> Mapping[str, Figure]:
    count = int(os.environ.get("CLERKDESK_PACKETS", "1000"))
    codec = EdxmlCodec()
    spent, slowest, memory_warm = 0.0, 0.0, 0
    for number, packet in enumerate(_packets(codec, count)):
        started = time.process_time()
        read = codec.read("goi.edxml", packet)
        assert isinstance(read, DocumentPacket)
        for file in read.files:
            sha256(file.content).hexdigest()
        took = time.process_time() - started
        spent, slowest = spent + took, max(slowest, took)
        if number == _WARM:
            gc.collect()
            memory_warm = _resident_kb()
    gc.collect()
    grown = (_resident_kb() - memory_warm) / 1024
    return {
        "exchange.read_1000_packets": at_most(spent * 1000 / count, unit="s CPU", must=60, aim=30),
        "exchange.slowest_packet": at_most(slowest * 1000, unit="ms CPU", must=500, aim=150),
        "exchange.memory_growth": at_most(grown, unit="MB", must=20, aim=5),
        "exchange.peak_memory": at_most(
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, unit="MB", must=400, aim=200
        ),
    }


def _packets(codec: EdxmlCodec, count: int) -> Iterator[bytes]:
    chance = random.Random(102)
    for number in range(count):
        # What a scan is: bytes that no longer shrink. Base64 of 1.5 MB is 2 MB of packet.
        scan = b"%PDF-1.7\n" + chance.randbytes(PACKET_BYTES * 3 // 4)
        file = PacketFile(f"{number}.pdf", "application/pdf", scan, "Văn bản chính")
        yield codec.write(replace(NEW, files=(file,)))


def _resident_kb() -> int:
    with Path("/proc/self/statm").open(encoding="ascii") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
