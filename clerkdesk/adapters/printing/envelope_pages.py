"""Envelopes and address labels as pages of their true size, laid out by `resources/forms/envelopes.json`."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import pymupdf

from clerkdesk.domain.envelopes import URGENCY_STAMPS, Envelope, EnvelopeSize, LabelSheet
from clerkdesk.domain.stamps import POINTS_PER_MM
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.process.drawn_pdf import finished
from clerkdesk.process.resources import font_file, resource

_RED = (0.86, 0.0, 0.0)
_BLACK = (0.0, 0.0, 0.0)
_LEADING = 1.22
_SMALLEST = 6.5
"""Points: below it nobody reads an address, so what does not fit then is cut."""

Line = tuple[str, pymupdf.Font, float]
"""Words, their font, and their share of the block's size."""


def paint_envelopes(envelopes: Sequence[Envelope], size: EnvelopeSize) -> bytes:
    """One page an envelope; call with MuPDF's lock held."""
    plans = _plans()
    plan = plans["envelopes"][size.value]
    fonts = _Fonts()
    with pymupdf.open() as document:
        for envelope in envelopes:
            page = _page(document, plan)
            _block(page, plan["sender"], _sender(envelope, fonts), plan["size"] - 2)
            _block(page, plan["codes"], _codes(envelope, fonts), plan["size"] - 1)
            _block(page, plan["recipient"], _recipient(envelope, fonts), plan["size"])
            _stamp(page, plan["stamp"], envelope, plans["stamps"], fonts)
        return finished(document)


def paint_labels(labels: Sequence[Envelope], sheet: LabelSheet, first: int) -> bytes:
    """Labels side by side; `first` is the place on the sheet where they begin, counted from 1."""
    plans = _plans()
    plan = plans["labels"][sheet.value]
    fonts = _Fonts()
    places = plan["across"] * plan["down"]
    start = (max(first, 1) - 1) % places
    with pymupdf.open() as document:
        page = None
        for number, label in enumerate(labels, start=start):
            if page is None or number % places == 0:
                page = _page(document, plan)
            row, column = divmod(number % places, plan["across"])
            left = plan["left"] + column * (plan["width"] + plan["gap"][0]) + plan["padding"]
            top = plan["top"] + row * (plan["height"] + plan["gap"][1]) + plan["padding"]
            inner = (plan["width"] - 2 * plan["padding"], plan["height"] - 2 * plan["padding"])
            _block(page, [left, top, *inner], _label(label, fonts), plan["size"])
        return finished(document)


class _Fonts:
    def __init__(self) -> None:
        self.regular, self.bold, self.italic = (
            pymupdf.Font(fontfile=str(font_file(f"Tinos-{face}.ttf")))
            for face in ("Regular", "Bold", "Italic")
        )


def _plans() -> dict[str, Any]:
    plans: dict[str, Any] = json.loads(resource("forms/envelopes.json").read_text("utf-8"))
    return plans


def _page(document: pymupdf.Document, plan: dict[str, Any]) -> pymupdf.Page:
    width, height = plan["page"]
    return document.new_page(width=width * POINTS_PER_MM, height=height * POINTS_PER_MM)


def _sender(envelope: Envelope, fonts: _Fonts) -> list[Line]:
    lines = [(envelope.sender.upper(), fonts.bold, 1.0)]
    if envelope.sender_address:
        lines.append(
            (_("Địa chỉ: {place}").format(place=envelope.sender_address), fonts.regular, 0.9)
        )
    return lines


def _codes(envelope: Envelope, fonts: _Fonts) -> list[Line]:
    codes = ", ".join(envelope.codes)
    return [(_("Số: {codes}").format(codes=codes), fonts.regular, 1.0)]


def _recipient(envelope: Envelope, fonts: _Fonts) -> list[Line]:
    lines = [
        (_("Kính gửi:"), fonts.italic, 1.0),
        (envelope.recipient, fonts.bold, 1.15),
    ]
    if envelope.address:
        lines.append((_("Địa chỉ: {place}").format(place=envelope.address), fonts.regular, 1.0))
    return lines


def _label(label: Envelope, fonts: _Fonts) -> list[Line]:
    sender: list[Line] = [(label.sender, fonts.italic, 0.75)]
    urgent = URGENCY_STAMPS.get(label.urgency)
    codes = ", ".join(label.codes)
    last = f"{_('Số')}: {codes}" + (f"  ·  {_(urgent)}" if urgent else "")
    return [*sender, *_recipient(label, fonts), (last, fonts.regular, 0.8)]


def _block(page: pymupdf.Page, box: Sequence[float], lines: Sequence[Line], size: float) -> None:
    """Write lines into a box of millimetres, smaller until they fit; what never fits is cut."""
    left, top, width, height = (side * POINTS_PER_MM for side in box)
    while True:
        wrapped = [
            (part, font, size * share)
            for text, font, share in lines
            for part in _wrap(nfc(text), width, _measure(font, size * share))
        ]
        if (
            sum(points * _LEADING for _part, _font, points in wrapped) <= height
            or size <= _SMALLEST
        ):
            break
        size = max(size - 0.5, _SMALLEST)
    writer = pymupdf.TextWriter(page.rect, color=_BLACK)
    y, bottom = top, top + height
    for part, font, points in wrapped:
        if y + points * _LEADING > bottom + 0.5:
            break
        if part:
            writer.append((left, y + points), part, font=font, fontsize=points)
        y += points * _LEADING
    writer.write_text(page)


def _measure(font: pymupdf.Font, size: float) -> Callable[[str], float]:
    return lambda text: float(font.text_length(text, fontsize=size))


def _wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Lines no wider than `width`; a word that is wider alone is cut between letters."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if measure(longer) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if lines[-1] and measure(lines[-1] + letter) > width:
                lines.append("")
            lines[-1] += letter
    return lines


def _stamp(
    page: pymupdf.Page,
    corner: Sequence[float],
    envelope: Envelope,
    sizes: dict[str, list[float]],
    fonts: _Fonts,
) -> None:
    """The red frame of urgency at its lawful size; nothing on what is not urgent."""
    words = URGENCY_STAMPS.get(envelope.urgency)
    if words is None:
        return
    x, y = (side * POINTS_PER_MM for side in corner)
    width, height = (side * POINTS_PER_MM for side in sizes[words])
    shape = page.new_shape()
    shape.draw_rect(pymupdf.Rect(x, y, x + width, y + height))
    shape.finish(color=_RED, width=1.4)
    shape.commit()
    size = 14.0
    while fonts.bold.text_length(_(words), fontsize=size) > width - 5:
        size -= 0.5
    length = fonts.bold.text_length(_(words), fontsize=size)
    writer = pymupdf.TextWriter(page.rect, color=_RED)
    place = (x + (width - length) / 2, y + height / 2 + size * 0.35)
    writer.append(place, _(words), font=fonts.bold, fontsize=size)
    writer.write_text(page)
