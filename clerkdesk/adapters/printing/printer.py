"""`ports.documents.FormPrinter`: one PDF that is preview, print and file."""

import html
import re
import threading
from collections.abc import Mapping, Sequence
from io import BytesIO

import pymupdf

from clerkdesk.adapters.printing.dossier_labels import bars_png, paint_dossier_labels, qr_png
from clerkdesk.adapters.printing.envelope_pages import paint_envelopes, paint_labels
from clerkdesk.adapters.printing.register_pages import paint_register
from clerkdesk.domain.dossier_sheets import DossierLabel
from clerkdesk.domain.envelopes import Envelope, EnvelopeSize, LabelSheet
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.documents import FormTable
from clerkdesk.process.drawn_pdf import finished
from clerkdesk.process.resources import font_file, resource

_PAPER = "a4"
_MARGINS = (85.0, 57.0, -43.0, -57.0)
"""Left 30, top 20, right 15, bottom 20 mm (NĐ 30/2020, Phụ lục I)."""
_PLACEHOLDER = re.compile(r"\{([a-z_]+)(?::(\d))?\}")
"""«{subject}», or «{leader_opinion:3}»: three dotted lines where it is empty."""
_ROWS = re.compile(r"\{rows:([a-z_]+)\}")
"""«{rows:components}»: rows of a table, a cell a text."""
_CODE = re.compile(r"\{(bars|qr):([a-z_]+)\}")
"""«{bars:code}» is a Code 128, «{qr:code}» a QR code; an empty value draws nothing."""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DOTS = "…" * 11
"""Printed for an empty field: it is filled in by hand."""
_DOTTED_LINE = "…" * 38
"""As wide as the text of an A4 page at 13 pt."""
_FACES = (
    ("normal", "normal", "Tinos-Regular.ttf"),
    ("bold", "normal", "Tinos-Bold.ttf"),
    ("normal", "italic", "Tinos-Italic.ttf"),
)
_QR_SIZE = 'width="70" height="70"'
_STYLE = """
body { font-family: Tinos; font-size: 13pt; line-height: 1.3; }
h1 { font-size: 14pt; text-align: center; margin-top: 18pt; margin-bottom: 12pt; }
h2 { font-size: 13pt; margin-top: 12pt; margin-bottom: 2pt; }
p { margin-top: 3pt; margin-bottom: 3pt; }
table { width: 100%; }
td { text-align: center; vertical-align: top; padding-bottom: 6pt; font-size: 11pt; }
table.grid { border-collapse: collapse; margin-top: 4pt; margin-bottom: 6pt; }
.grid td, .grid th { border: 0.6pt solid black; padding: 3pt; font-size: 11pt; text-align: left; }
.grid th { text-align: center; font-weight: bold; }
.state { padding-left: 14pt; }
.centre { text-align: center; }
.key { text-align: center; font-size: 18pt; font-weight: bold; margin-top: 18pt; margin-bottom: 18pt; }
"""

_mupdf = threading.Lock()
"""MuPDF takes one thread at a time, and every printer of the program shares it."""


class StoryPrinter:
    """Forms from HTML templates through MuPDF's Story, registers by our own row painter.

    Works in the caller's process: what it prints is the office's own content.
    """

    def register(self, title: str, subtitle: str, table: FormTable, mark: str = "") -> bytes:
        """A register on A4 landscape with its head on every page and page numbers.

        Args:
            subtitle: e.g. «Năm 2026 · Từ số 01 đến số 125»; may be empty.
            mark: stands at the foot of every page, e.g. who printed it (F6k).

        Raises:
            ValueError: the table has no column, or a row of another length.
        """
        with _mupdf:
            return paint_register(title, subtitle, table, mark)

    def sheet(self, template: str, values: Mapping[str, object], text: str = "") -> bytes:
        """A form from `resources/forms/<template>.html`; an empty value prints dots.

        Values are plain text; a line break in one stays one. `text` is the office's own text of the
        form, in place of ours.

        Raises:
            ResourceMissing: there is no such form.
            KeyError: a field of the form has no value at all.
        """
        text = _COMMENT.sub("", text or self.form_text(template))
        pictures: dict[str, bytes] = {}
        text = _CODE.sub(lambda match: _picture(match, values, pictures), text)
        text = _ROWS.sub(lambda match: _rows(values[match[1]]), text)
        content = _PLACEHOLDER.sub(
            lambda match: _written(values[match[1]], int(match[2] or 0)), text
        )
        with _mupdf:
            return _printed(content, pictures)

    def form_text(self, template: str) -> str:
        """Our text of a form, for an office that wants to change it.

        Raises:
            ResourceMissing: there is no such form.
        """
        return resource(f"forms/{template}.html").read_text(encoding="utf-8")

    def dossier_labels(self, labels: Sequence[DossierLabel]) -> bytes:
        """Labels of what is not digitised, one a page of the label printer."""
        with _mupdf:
            return paint_dossier_labels(labels)

    def envelopes(self, envelopes: Sequence[Envelope], size: EnvelopeSize) -> bytes:
        """Envelopes, one a page of their true size."""
        with _mupdf:
            return paint_envelopes(envelopes, size)

    def labels(self, labels: Sequence[Envelope], sheet: LabelSheet, first: int = 1) -> bytes:
        """Address labels, from the place `first` of the sheet on."""
        with _mupdf:
            return paint_labels(labels, sheet, first)


def _written(value: object, lines: int) -> str:
    text = nfc(str(value)).strip() if value is not None else ""
    empty = "<br>".join([_DOTTED_LINE] * lines) or _DOTS
    return html.escape(text).replace("\n", "<br>") or empty


def _rows(value: object) -> str:
    if not isinstance(value, list | tuple):
        raise TypeError("rows of a form are a list")
    rows = [[html.escape(nfc(str(cell))).replace("\n", "<br>") for cell in row] for row in value]
    return "\n".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)


def _picture(match: re.Match[str], values: Mapping[str, object], pictures: dict[str, bytes]) -> str:
    words = nfc(str(values[match[2]])).strip()
    draw, size = (bars_png, 'width="170" height="26"') if match[1] == "bars" else (qr_png, _QR_SIZE)
    if not words.isascii() or not words:
        return ""
    name = f"{match[1]}-{len(pictures)}.png"
    pictures[name] = draw(words)
    return f'<img src="{name}" {size}>'


def _printed(content: str, pictures: Mapping[str, bytes]) -> bytes:
    archive = pymupdf.Archive()
    for name, picture in pictures.items():
        archive.add(picture, name)
    faces = ""
    for weight, style, file in _FACES:
        archive.add(font_file(file).read_bytes(), file)
        faces += (
            f"@font-face {{ font-family: Tinos; font-weight: {weight}; font-style: {style}; "
            f"src: url({file}); }}\n"
        )
    story = pymupdf.Story(content, user_css=faces + _STYLE, archive=archive)
    paper = pymupdf.paper_rect(_PAPER)
    output = BytesIO()
    writer = pymupdf.DocumentWriter(output)
    more = True
    while more:
        device = writer.begin_page(paper)
        more, _filled = story.place(paper + _MARGINS)
        story.draw(device)
        writer.end_page()
    writer.close()
    with pymupdf.open(stream=output.getvalue(), filetype="pdf") as document:
        return finished(document)
