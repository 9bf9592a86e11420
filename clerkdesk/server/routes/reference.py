"""The API reference at /docs, written from the OpenAPI text; needs nothing from the internet."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

router = APIRouter(include_in_schema=False)
_STYLE = """
body { font: 15px/1.5 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em }
h2 { border-top: 1px solid; padding-top: 1em } code { font-size: 95% }
table { border-collapse: collapse } td, th { padding: .15em .8em .15em 0; text-align: left }
"""


@router.get("/docs")
def reference(request: Request) -> HTMLResponse:
    """The reference as one page."""
    api = request.app.openapi()
    title = escape(f"{api['info']['title']} {api['info']['version']}")
    parts = [f"<h1>{title}</h1>", _paragraphs(api["info"]["description"])]
    parts.append('<p>As OpenAPI: <a href="openapi.json">openapi.json</a></p>')
    for path, methods in api["paths"].items():
        for method, operation in methods.items():
            parts += _operation(method, path, operation)
    parts.append("<h1>Messages</h1>")
    for name, schema in api["components"]["schemas"].items():
        parts += _message(name, schema)
    page = "\n".join(parts)
    return HTMLResponse(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body>{page}</body></html>",
        headers={"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"},
    )


def _operation(method: str, path: str, operation: Mapping[str, object]) -> Iterator[str]:
    yield f"<h2><code>{method.upper()} {escape(path)}</code></h2>"
    yield _paragraphs(str(operation.get("description", "")))
    parameters = operation.get("parameters")
    if isinstance(parameters, list):
        rows = [
            (each["name"], each["in"], _type(each["schema"]), each.get("description", ""))
            for each in parameters
        ]
        yield _table(("Parameter", "In", "Type", ""), rows)
    body = operation.get("requestBody")
    if isinstance(body, Mapping):
        for media_type, content in body["content"].items():
            yield f"<p>Body: {escape(media_type)}, {_type(content['schema'])}</p>"
    responses = operation.get("responses")
    if isinstance(responses, Mapping):
        yield _table(
            ("Answer", ""),
            [(status, answer["description"]) for status, answer in responses.items()],
        )


def _message(name: str, schema: Mapping[str, object]) -> Iterator[str]:
    yield f'<h2 id="{escape(name)}">{escape(name)}</h2>'
    yield _paragraphs(str(schema.get("description", "")))
    members = schema.get("properties")
    if isinstance(members, Mapping):
        rows = [
            (member, _type(value), value.get("description", ""))
            for member, value in members.items()
        ]
        yield _table(("Member", "Type", ""), rows)


class _Html(str):
    """Text that is HTML already."""


def _type(schema: Mapping[str, object]) -> _Html:
    """A schema in a few words; messages are links."""
    if "$ref" in schema:
        name = escape(str(schema["$ref"]).rpartition("/")[2])
        return _Html(f'<a href="#{name}">{name}</a>')
    choices = schema.get("anyOf")
    if isinstance(choices, list):
        return _Html(" or ".join(_type(choice) for choice in choices))
    items = schema.get("items")
    if isinstance(items, Mapping):
        return _Html(f"list of {_type(items)}")
    return _Html(escape(str(schema.get("type", "any"))))


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = ["<tr>" + "".join(f"<th>{escape(cell)}</th>" for cell in head) + "</tr>"]
    for row in rows:
        cells = (cell if isinstance(cell, _Html) else escape(str(cell)) for cell in row)
        lines.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    return "<table>" + "".join(lines) + "</table>"


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in text.strip().split("\n\n") if part)
