"""Attacks with the help of those who vouch for nothing (time-stamp authorities), with parts that stand in
other files, and with fields and objects that say two things."""

import asyncio
import hashlib
from collections.abc import Callable

from pyhanko.sign.fields import MDPPerm

from tests.fakes.attacks.bases import decision
from tests.fakes.attacks.update import Update
from tests.fakes.honest.kinds import filled
from tests.fakes.honest.kit import Kit
from tests.fakes.honest.raw import Habit, indefinite, put_in

BYSTANDERS: dict[str, Callable[[Kit], bytes]] = {}
"""Made after signing: never green."""
OTHERWISE: dict[str, Callable[[Update], object]] = {}
"""Made before signing: intact, and never valid."""
_STAMP = b"/Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161"


def _late(made: Callable[[Kit], bytes]) -> Callable[[Kit], bytes]:
    BYSTANDERS[made.__name__] = made
    return made


def _early(made: Callable[[Update], object]) -> Callable[[Update], object]:
    OTHERWISE[made.__name__] = made
    return made


def _look(update: Update, text: bytes = b"90.000.000") -> int:
    return update.drawing(b"0 g BT /F 16 Tf 0 5 Td (%s) Tj ET" % text, 128, 40)


def drawn_stamp(kit: Kit, pdf: bytes) -> bytes:
    """A document time stamp whose field draws a sum of money on blank paper."""
    update = Update(pdf)
    number = _look(update)
    update.rewrite_root({"/Metadata": None})
    carried = update.written()

    def stamp(covered: bytes) -> bytes:
        digest = hashlib.sha256(covered).digest()
        return bytes(asyncio.run(kit.stamper.async_timestamp(digest, "sha256")).dump())

    return put_in(
        carried,
        stamp,
        "Dau",
        entries=_STAMP,
        rect=b"[300 300 428 340]",
        widget=b"/AP << /N %d 0 R >>" % number,
        room=8000,
    )


@_late
def a_time_stamp_draws(kit: Kit) -> bytes:
    return drawn_stamp(kit, kit.sign(decision(), kit.leader))


@_late
def a_time_stamp_draws_on_what_was_certified_final(kit: Kit) -> bytes:
    return drawn_stamp(kit, kit.sign(decision(), kit.leader, certify=MDPPerm.NO_CHANGES))


@_late
def text_written_and_time_stamped(kit: Kit) -> bytes:
    update = Update(kit.sign(decision(), kit.leader, certify=MDPPerm.ANNOTATE))
    update.add_annotation(
        b"<< /Type /Annot /Subtype /FreeText /F 4 /Rect [300 300 428 340] /AP << /N %d 0 R >> >>"
        % _look(update)
    )
    return kit.time_stamp(update.written())


@_late
def a_page_stowed_with_the_validation_data(kit: Kit) -> bytes:
    update = Update(kit.sign(decision(), kit.leader))
    text = update.stream(b"BT /F 16 Tf 72 695 Td (90.000.000 dong) Tj ET")
    page = update.new(b"<< /Type /Page /Contents %d 0 R >>" % text)
    update.rewrite_root({"/DSS": b"<< /Type /DSS /X %d 0 R >>" % page})
    return update.written()


@_late
def a_text_stowed_with_a_programs_own_data(kit: Kit) -> bytes:
    update = Update(kit.sign(decision(), kit.leader))
    text = update.stream(b"BT /F 16 Tf 72 695 Td (90.000.000 dong) Tj ET")
    update.rewrite_page({"/PieceInfo": b"<< /X << /Private %d 0 R >> >>" % text})
    return update.written()


def filled_and_time_stamped(kit: Kit) -> bytes:
    """A field filled after the last signer; only a time stamp covers it."""
    return kit.time_stamp(filled(kit.sign(decision(), kit.leader), "So", "90"))


def noted_and_time_stamped(kit: Kit) -> bytes:
    """A comment that was allowed, after the last signer; only a time stamp covers it."""
    update = Update(kit.sign(decision(), kit.leader, certify=MDPPerm.ANNOTATE))
    update.add_annotation(
        b"<< /Type /Annot /Subtype /Text /F 4 /Rect [300 300 320 320] /Contents (90) >>"
    )
    return kit.time_stamp(update.written())


def rubbish_behind_indefinite_lengths(kit: Kit) -> bytes:
    """Bytes that nobody signed behind a CMS whose end only its marks tell."""
    rubbish = b"\xde\xad\xbe\xef" * 8
    return put_in(
        decision(), lambda covered: indefinite(Habit().made(kit.leader, covered)) + rubbish
    )


def _listed(update: Update, field: bytes, drawn: bytes) -> None:
    look = update.drawing(b"/Tx BMC q BT /F 12 Tf 2 5 Td (%s) Tj ET Q EMC" % drawn, 128, 20)
    number = update.add_annotation(
        b"<< /Type /Annot /Subtype /Widget /T (Chon) /F 4 /Rect [300 600 428 620] "
        b"/DA (/Helv 12 Tf 0 g) /AP << /N %d 0 R >> %s >>" % (look, field)
    )
    kept = b" ".join(b"%d %d R" % one.objgen for one in update.root.AcroForm.Fields)
    update.rewrite_form({"/Fields": b"[%s %d 0 R]" % (kept, number)})


_LIST = b"/FT /Ch /Ff 131072 /Opt [[(1) (10.000.000)] [(9) (90.000.000)]] /V (%s)"


def list_that_shows_what_it_holds(update: Update) -> None:
    """The honest one: the value's own words."""
    _listed(update, _LIST % b"1", b"10.000.000")


@_early
def list_that_shows_other_words(update: Update) -> None:
    _listed(update, _LIST % b"9", b"10.000.000")


@_early
def check_box_that_holds_yes_and_shows_no(update: Update) -> None:
    update.rewrite(update.field("Dong_y"), {"/V": b"/Yes", "/AS": b"/Off"})


@_early
def text_that_stands_in_another_file(update: Update) -> None:
    number = update.stream(b"BT ET", b"/F << /Type /Filespec /FS /URL /F (http://x/a) >>")
    update.rewrite_page({"/Contents": b"[4 0 R %d 0 R]" % number})


def _drawn(update: Update, extra: bytes) -> None:
    form = update.drawing(b"0 g BT /F 16 Tf 0 5 Td (10) Tj ET", 128, 40, extra)
    text = update.stream(b"q 1 0 0 1 300 300 cm /X Do Q")
    kinds = b"<< /Font << /F 5 0 R >> /XObject << /X %d 0 R >> >>" % form
    update.rewrite_page({"/Contents": b"[4 0 R %d 0 R]" % text, "/Resources": kinds})


@_early
def drawing_that_stands_for_a_page_elsewhere(update: Update) -> None:
    _drawn(update, b"/Ref << /F (khac.pdf) /Page 0 >>")


@_early
def picture_that_printers_exchange(update: Update) -> None:
    _drawn(update, b"/OPI << /2.0 << /Type /OPI /Version 2.0 /F (a.tif) >> >>")


@_early
def file_inside_that_opens_instead(update: Update) -> None:
    update.rewrite_root({"/OpenAction": b"<< /S /GoToE /T << /R /C /N (a.pdf) >> >>"})


@_early
def other_file_that_opens_instead(update: Update) -> None:
    first = b"<< /S /GoTo /D [3 0 R /Fit] /Next << /S /GoToR /F (khac.pdf) /D [0 /Fit] >> >>"
    update.rewrite_root({"/OpenAction": first})


@_early
def page_that_calls_home(update: Update) -> None:
    update.rewrite_page({"/AA": b"<< /O << /S /URI /URI (http://x/) >> >>"})


@_early
def step_of_a_show_that_calls_home(update: Update) -> None:
    update.rewrite_page({"/PresSteps": b"<< /Type /NavNode /NA << /S /URI /URI (http://x) >> >>"})


def _layer(update: Update, usage: bytes, rules: bytes = b"") -> None:
    group = update.new(b"<< /Type /OCG /Name (x) /Usage << %s >> >>" % usage)
    text = update.stream(b"/OC /L BDC BT /F 16 Tf 300 300 Td (90.000.000) Tj ET EMC")
    names = b"<< /Font << /F 5 0 R >> /Properties << /L %d 0 R >> >>" % group
    update.rewrite_page({"/Contents": b"[4 0 R %d 0 R]" % text, "/Resources": names})
    shown = b"/AS [<< /Event /View /Category [%s] /OCGs [%d 0 R] >>]" % (rules, group)
    update.rewrite_root({"/OCProperties": b"<< /OCGs [%d 0 R] /D << %s >> >>" % (group, shown)})


@_early
def layer_for_readers_of_one_language(update: Update) -> None:
    _layer(update, b"/Language << /Lang (vi-VN) /Preferred /ON >>", b"/Language")


@_early
def layer_for_one_reader(update: Update) -> None:
    _layer(update, b"/User << /Type /Ind /Name (An) >>", b"/User")


@_early
def layer_that_is_not_exported(update: Update) -> None:
    _layer(update, b"/Export << /ExportState /OFF >>")


@_early
def text_with_a_length_that_is_too_short(update: Update) -> None:
    start = b"BT /F 16 Tf 72 760 Td (QUYET DINH) Tj ET\n"
    more = b"BT /F 16 Tf 72 695 Td (90.000.000) Tj ET\n"
    number = update.new(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(start), start + more))
    update.rewrite_page({"/Contents": b"%d 0 R" % number})
