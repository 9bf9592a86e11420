"""Habits of other programs: how they make their CMS and how they write it into the file."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519

from tests.fakes.honest import papers
from tests.fakes.honest.kit import Kit
from tests.fakes.honest.raw import Habit, indefinite, put_in, tlv
from tests.fakes.verify_authority import NOW, Identity

Kind = Callable[[Kit], bytes]
HABITS: dict[str, Kind] = {}
_POLICY, _COMMITMENT, _REFERENCES = (f"1.2.840.113549.1.9.16.2.{number}" for number in (15, 16, 21))
_ADOBE = "1.2.840.113583.1.1.8"


def _kind(made: Kind) -> Kind:
    HABITS[made.__name__] = made
    return made


def _by(kit: Kit, habit: Habit, who: Identity | None = None) -> bytes:
    return put_in(papers.letter(), lambda covered: habit.made(who or kit.leader, covered))


def _written(kit: Kit, hole: Callable[[str], str]) -> bytes:
    return put_in(papers.letter(), lambda covered: Habit().made(kit.leader, covered), hole=hole)


@_kind
def certificate_named_by_the_old_attribute(kit: Kit) -> bytes:
    return _by(kit, Habit(bound=1))


@_kind
def time_in_the_dictionary_alone(kit: Kit) -> bytes:
    entries = b"/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (D:%s+07'00')"
    said = (NOW + timedelta(hours=7)).strftime("%Y%m%d%H%M%S").encode()
    habit = Habit(time=None)
    return put_in(
        papers.letter(), lambda covered: habit.made(kit.leader, covered), entries=entries % said
    )


@_kind
def indefinite_lengths(kit: Kit) -> bytes:
    return put_in(papers.letter(), lambda covered: indefinite(Habit().made(kit.leader, covered)))


@_kind
def indefinite_lengths_and_a_time_stamp_later(kit: Kit) -> bytes:
    return kit.time_stamp(indefinite_lengths(kit))


@_kind
def no_signed_attributes(kit: Kit) -> bytes:
    return _by(kit, Habit(attributes=False))


@_kind
def scheme_named_by_the_key_alone(kit: Kit) -> bytes:
    return _by(kit, Habit(algorithm="rsassa_pkcs1v15"))


@_kind
def pss_with_sha_512(kit: Kit) -> bytes:
    return _by(kit, Habit(digest="sha512", algorithm="rsassa_pss"))


@_kind
def p384_with_sha_512(kit: Kit) -> bytes:
    who = kit.by_curve(ec.SECP384R1(), hashes.SHA384())
    return _by(kit, Habit(digest="sha512"), who)


@_kind
def curve_of_brainpool(kit: Kit) -> bytes:
    return _by(kit, Habit(), kit.by_curve(ec.BrainpoolP256R1(), hashes.SHA256()))


@_kind
def digest_sha_3(kit: Kit) -> bytes:
    who = kit.by_curve(ec.SECP256R1(), hashes.SHA256())
    return _by(kit, Habit(digest="sha3_256", algorithm="sha3_256_ecdsa"), who)


@_kind
def edwards_25519(kit: Kit) -> bytes:
    who = kit.authority.issue("Đỗ Văn Em", key=ed25519.Ed25519PrivateKey.generate())
    return _by(kit, Habit(digest="sha512"), who)


@_kind
def edwards_448(kit: Kit) -> bytes:
    who = kit.authority.issue("Đỗ Văn Em", key=ed448.Ed448PrivateKey.generate())
    return _by(kit, Habit(digest="sha512"), who)


@_kind
def attributes_written_and_signed_unsorted(kit: Kit) -> bytes:
    def backwards(attributes: Sequence[bytes]) -> list[bytes]:
        return list(attributes)[::-1]

    return _by(kit, Habit(order=backwards))


@_kind
def attributes_written_unsorted_and_signed_sorted(kit: Kit) -> bytes:
    def made(covered: bytes) -> bytes:
        kept: list[bytes] = []

        def keep(attributes: list[bytes]) -> list[bytes]:
            kept.extend(attributes)
            return attributes

        der = Habit(order=keep).made(kit.leader, covered)
        return der.replace(b"".join(kept), b"".join(kept[::-1]))

    return put_in(papers.letter(), made)


@_kind
def capital_hexadecimal(kit: Kit) -> bytes:
    return _written(kit, str.upper)


@_kind
def hexadecimal_in_lines(kit: Kit) -> bytes:
    def lines(digits: str) -> str:
        cut = "\n".join(digits[at : at + 64] for at in range(0, len(digits), 64))
        return cut[: len(digits)]

    return _written(kit, lines)


@_kind
def filled_up_with_blanks(kit: Kit) -> bytes:
    def blanks(digits: str) -> str:
        used = digits.rstrip("0")
        return (used + "0" * (len(used) % 2)).ljust(len(digits))

    return _written(kit, blanks)


@_kind
def figures_of_the_range_with_noughts(kit: Kit) -> bytes:
    return put_in(
        papers.letter(),
        lambda covered: Habit().made(kit.leader, covered),
        range_text=b"/ByteRange[0000000000 %010d %010d %010d]",
    )


@_kind
def references_and_policy(kit: Kit) -> bytes:
    policy = [
        (_POLICY, b"\5\0"),
        (_COMMITMENT, tlv(0x30, bytes.fromhex("060b2a864886f70d0109100601"))),
    ]
    return _by(kit, Habit(more=policy, unsigned=[(_REFERENCES, tlv(0x30, b""))]))


@_kind
def lists_inside_as_adobe_puts_them(kit: Kit) -> bytes:
    crl = kit.authority.crl()
    archive = tlv(0x30, tlv(0xA0, tlv(0x30, crl)))
    return _by(kit, Habit(more=[(_ADOBE, archive)], crls=[crl]))


@_kind
def issuer_before_the_signer(kit: Kit) -> bytes:
    return _by(kit, Habit(first=[kit.authority.identity]))


@_kind
def cross_reference_streams(kit: Kit) -> bytes:
    return put_in(
        papers.as_streams(papers.letter(2)),
        lambda covered: Habit().made(kit.leader, covered),
        streams=True,
    )


@_kind
def local_time_as_utc(kit: Kit) -> bytes:
    return _by(kit, Habit(time=NOW + timedelta(hours=7)))
