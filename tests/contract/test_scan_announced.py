"""A network scanner that announces itself is found, by the protocol that real ones speak."""

import socket

import pytest

from clerkdesk.adapters.scanner.escl_driver import announced_addresses

zeroconf = pytest.importorskip("zeroconf", reason="zeroconf is not installed")


def test_an_announced_scanner_is_found_with_its_path() -> None:
    kind = "_uscan._tcp.local."
    told = zeroconf.ServiceInfo(
        kind,
        f"ClerkDesk test.{kind}",
        addresses=[socket.inet_aton("127.0.0.1")],
        port=8123,
        properties={"rs": "eSCL", "ty": "ClerkDesk test"},
        server="clerkdesk-test.local.",
    )
    try:
        announcer = zeroconf.Zeroconf()
    except OSError:
        pytest.skip("this machine has no network that could be announced on")
    try:
        announcer.register_service(told)
        found = {address for _try in range(3) for address in announced_addresses()}
    finally:
        announcer.unregister_service(told)
        announcer.close()
    assert "http://127.0.0.1:8123/eSCL" in found
