"""How a page of the console is written: layout, tables, forms; every text is escaped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from starlette.responses import HTMLResponse

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.texts import N_, _

STYLE = """
* { box-sizing: border-box }
body { margin: 0; font: 14px/1.45 "Segoe UI", "Noto Sans", sans-serif; color: #1b2430; background: #f5f7fa }
header { background: #10253f; color: #d5e0ee; display: flex; flex-wrap: wrap; align-items: center; padding: 0 24px }
header b { margin-right: 24px; padding: 14px 0 } header a { color: #d5e0ee; padding: 14px 12px; text-decoration: none }
header a[aria-current] { background: #1f4573; color: #fff } header form { margin-left: auto }
main { max-width: 1180px; margin: 0 auto; padding: 20px 24px }
h1 { font-size: 20px; margin: 0 0 16px } h2 { font-size: 15px; margin: 28px 0 8px }
.card { background: #fff; border: 1px solid #e2e7ee; border-radius: 8px; overflow-x: auto }
table { border-collapse: collapse; width: 100% } th { text-align: left; color: #5b6778; font-size: 12px; font-weight: 600 }
th, td { padding: 9px 14px; border-bottom: 1px solid #e2e7ee; vertical-align: top } tr:last-child td { border-bottom: 0 }
td.n, th.n { text-align: right; white-space: nowrap } .muted { color: #5b6778 } a { color: #0b5cad }
.good { color: #1b7f4b } .warn { color: #8a5c00 } .bad { color: #b3261e }
.note { padding: 10px 14px; border-radius: 8px; margin: 0 0 16px; background: #e5f5ec; color: #1b7f4b }
.note.bad { background: #fdecea; color: #b3261e } .empty { padding: 18px 14px; color: #5b6778 }
form.row { display: flex; flex-wrap: wrap; gap: 10px; align-items: end; padding: 12px 14px }
td form.row { padding: 0 } td form { display: inline-block; margin-right: 8px } td form.row { display: flex }
.card > form:not(.row) { padding: 12px 14px } .card + .card { margin-top: 10px }
label { display: block; font-size: 12px; color: #5b6778 } input { font: inherit; padding: 6px 8px; border: 1px solid #b9c3d0; border-radius: 6px; min-width: 90px }
button { font: inherit; padding: 7px 14px; border-radius: 6px; border: 1px solid #0b5cad; background: #0b5cad; color: #fff; cursor: pointer; white-space: nowrap }
button.plain { background: #fff; color: #0b5cad } header button { background: transparent; border-color: #d5e0ee; color: #d5e0ee }
:focus-visible { outline: 3px solid #9cc3ea; outline-offset: 1px }
.code { font: 600 20px/1.4 monospace; letter-spacing: 1px }
@media (prefers-color-scheme: dark) {
  body { background: #131a22; color: #e6ebf1 } .card { background: #1b2430; border-color: #33404f }
  th, td { border-color: #33404f } th, label, .muted, .empty { color: #a5b1c0 } a { color: #7db7ee }
  input { background: #131a22; color: inherit; border-color: #4a5868 } button.plain { background: #1b2430; color: #7db7ee }
  .good { color: #6fd09b } .warn { color: #e2b75a } .bad { color: #f0908a }
  .note { background: #17382a; color: #8fe0b4 } .note.bad { background: #47211f; color: #f4b3ae } }
"""
_PLACES = (
    ("/admin/agencies", N_("Cơ quan")),
    ("/admin/acts", N_("Chờ người thứ hai")),
    ("/admin/conflicts", N_("Xung đột")),
    ("/admin/statistics", N_("Thống kê")),
    ("/admin/audit", N_("Nhật ký")),
)
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Html:
    """Text that is HTML already."""

    text: str


Cell = Html | str | int


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; numbers stand right."""

    title: str
    number: bool = False


def show(value: Cell) -> str:
    """A value as HTML."""
    return value.text if isinstance(value, Html) else escape(str(value))


def respond(
    title: str,
    parts: Iterable[Html],
    *,
    here: str = "",
    token: str = "",
    note: str = "",
    bad: str = "",
    status: int = 200,
) -> HTMLResponse:
    """A whole page.

    Args:
        here: address of the place in the navigation; empty before login.
        token: of the session; without it there is no navigation.
        note, bad: what was just done, or why it was not.
    """
    navigation = ""
    if token:
        links = "".join(
            f'<a href="{path}"{" aria-current=page" if path == here else ""}>{escape(_(name))}</a>'
            for path, name in _PLACES
        )
        leave = button("/admin/logout", token, _("Đăng xuất")).text
        navigation = f"<nav>{links}</nav>{leave}"
    notes = "".join(
        f'<p class="note{kind}" role="status">{escape(text)}</p>'
        for text, kind in ((note, ""), (bad, " bad"))
        if text
    )
    body = "".join(part.text for part in parts)
    return HTMLResponse(
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{escape(title)} – ClerkDesk</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/admin/style.css"></head><body>'
        f"<header><b>ClerkDesk – {escape(_('Máy chủ tỉnh'))}</b>{navigation}</header>"
        f"<main><h1>{escape(title)}</h1>{notes}{body}</main></body></html>",
        status,
        _HEADERS,
    )


def heading(text: str) -> Html:
    """A heading within the page."""
    return Html(f"<h2>{escape(text)}</h2>")


def paragraph(text: str) -> Html:
    """A line of explanation."""
    return Html(f'<p class="muted">{escape(text)}</p>')


def table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], empty: str) -> Html:
    """A table in a card; where it has no row it says what that means."""
    if not rows:
        return Html(f'<div class="card"><p class="empty">{escape(empty)}</p></div>')
    head = "".join(f"<th{_side(column)}>{escape(column.title)}</th>" for column in columns)
    lines = "".join(
        "<tr>"
        + "".join(
            f"<td{_side(column)}>{show(cell)}</td>"
            for column, cell in zip(columns, row, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return Html(
        f'<div class="card"><table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>'
    )


def link(address: str, text: str) -> Html:
    """A link within the console."""
    return Html(f'<a href="{escape(address)}">{escape(text)}</a>')


def state(text: str, kind: str) -> Html:
    """A word in the colour of its meaning: good, warn or bad."""
    return Html(f'<span class="{kind}">{escape(text)}</span>')


def field(name: str, title: str, value: str = "", kind: str = "text", size: int = 20) -> Html:
    """One labelled input."""
    return Html(
        f'<label>{escape(title)}<br><input name="{escape(name)}" type="{kind}" size="{size}" '
        f'value="{escape(value)}" required autocomplete="off"></label>'
    )


def hidden(name: str, value: object) -> Html:
    """What the form says without being asked."""
    return Html(f'<input type="hidden" name="{escape(name)}" value="{escape(str(value))}">')


def form(
    address: str, token: str, parts: Iterable[Html], submit: str, *, plain: bool = False
) -> Html:
    """A form that only this session can send."""
    inner = "".join(part.text for part in parts)
    look = ' class="plain"' if plain else ""
    return Html(
        f'<form class="row" method="post" action="{escape(address)}">{hidden("token", token).text}'
        f"{inner}<button{look}>{escape(submit)}</button></form>"
    )


def button(address: str, token: str, text: str, *, plain: bool = True) -> Html:
    """A form of one button."""
    look = ' class="plain"' if plain else ""
    return Html(
        f'<form method="post" action="{escape(address)}">{hidden("token", token).text}'
        f"<button{look}>{escape(text)}</button></form>"
    )


def card(part: Html) -> Html:
    """A white card around it."""
    return Html(f'<div class="card">{part.text}</div>')


def moment(iso: str) -> str:
    """An instant as the administrator reads it; «chưa» for never."""
    if not iso:
        return _("chưa")
    return f"{datetime.fromisoformat(iso).astimezone(VIETNAM_TIME):%d/%m/%Y %H:%M}"


def _side(column: Column) -> str:
    return ' class="n"' if column.number else ""
