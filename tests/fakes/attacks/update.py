"""An incremental update written byte by byte, so that it can be wrong wherever an attack wants it."""

from collections.abc import Callable, Mapping
from io import BytesIO

import pikepdf

Attack = Callable[[bytes], bytes]


def attack(book: dict[str, Attack]) -> Callable[[Attack], Attack]:
    """Enter a function under its own name."""

    def enter(made: Attack) -> Attack:
        book[made.__name__] = made
        return made

    return enter


class Update:
    """Objects to be appended to `pdf`; nothing is checked.

    `document` is the file as it is; objects of it are taken, changed as text and put back.
    """

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        self.document = pikepdf.open(BytesIO(pdf))
        self.root = self.document.Root
        self.page = self.document.pages[0].obj
        self.size = int(self.document.trailer.Size)
        self._objects: dict[int, bytes] = {}
        self._freed: list[int] = []
        self._in_stream: dict[int, bytes] = {}

    def field(self, name: str) -> pikepdf.Object:
        """The form field with this /T."""
        return next(one for one in self.root.AcroForm.Fields if str(one.get("/T", "")) == name)

    def put(self, number: int, content: bytes | pikepdf.Object) -> int:
        """Write object `number` anew."""
        if isinstance(content, pikepdf.Object):
            content = bytes(content.unparse(resolved=True))
        self._objects[number] = content
        return number

    def put_back(self, thing: pikepdf.Object) -> int:
        """Write an object of the document, changed in place, under its own number."""
        return self.put(thing.objgen[0], thing)

    def new(self, content: bytes | pikepdf.Object) -> int:
        """Write one more object and return its number."""
        number, self.size = self.size, self.size + 1
        return self.put(number, content)

    def stream(self, data: bytes, entries: bytes = b"", number: int | None = None) -> int:
        """Write a stream, as a new object or as `number`."""
        content = b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)
        return self.new(content) if number is None else self.put(number, content)

    def drawing(self, data: bytes, width: int, height: int, extra: bytes = b"") -> int:
        """A form XObject, with Helvetica as /F."""
        font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
        return self.stream(
            data,
            b"/Type /XObject /Subtype /Form /BBox [0 0 %d %d] /Resources << /Font << /F %s >> >> %s"
            % (width, height, font, extra),
        )

    def free(self, number: int) -> None:
        """Mark an object as deleted."""
        self._freed.append(number)

    def compressed(self, number: int, content: bytes) -> None:
        """Write an object into an object stream (asks for `with_stream`)."""
        self._in_stream[number] = content

    def add_annotation(self, content: bytes) -> int:
        """Put one more annotation on the first page."""
        number = self.new(content)
        kept = b" ".join(b"%d %d R" % one.objgen for one in self.page.get("/Annots", []))
        self.rewrite_page({"/Annots": b"[%s %d 0 R]" % (kept, number)})
        return number

    def rewrite(self, thing: pikepdf.Object, entries: Mapping[str, bytes | None]) -> None:
        """Write a dictionary with entries exchanged, added, or (None) left out."""
        body = dict(_entries(thing))
        pending = self._objects.get(thing.objgen[0])
        if pending is not None:
            body = dict(_entries(pikepdf.Object.parse(pending)))
        for key, value in entries.items():
            body.pop(key, None)
            if value is not None:
                body[key] = value
        text = b"\n".join(key.encode() + b" " + value for key, value in body.items())
        self.put(thing.objgen[0], b"<< " + text + b" >>")

    def rewrite_page(self, entries: Mapping[str, bytes | None]) -> None:
        """`rewrite` for the first page."""
        self.rewrite(self.page, entries)

    def rewrite_root(self, entries: Mapping[str, bytes | None]) -> None:
        """`rewrite` for the catalog."""
        self.rewrite(self.root, entries)

    def rewrite_form(self, entries: Mapping[str, bytes | None]) -> None:
        """`rewrite` for the AcroForm, wherever it stands."""
        form = self.root.AcroForm
        if form.is_indirect:
            self.rewrite(form, entries)
            return
        body = {key: value for key, value in _entries(form) if key not in entries}
        body |= {key: value for key, value in entries.items() if value is not None}
        text = b" ".join(key.encode() + b" " + value for key, value in body.items())
        self.rewrite_root({"/AcroForm": b"<< " + text + b" >>"})

    def bodies(self, start: int) -> tuple[bytes, dict[int, int]]:
        """The objects as bytes, and where each begins."""
        written, places = b"", {}
        for number, content in self._objects.items():
            places[number] = start + len(written)
            written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        return written, places

    def written(
        self,
        *,
        end: bytes = b"%%EOF\n",
        start: int | None = None,
        root: int | None = None,
        previous: int | None = None,
        trailer: bytes = b"",
        before: bytes = b"",
    ) -> bytes:
        """The file with the update behind it, with a table.

        Args:
            end: instead of `%%EOF`.
            start: instead of the right number after `startxref`.
            root, previous: instead of the right /Root and /Prev.
            trailer: more entries.
            before: bytes between the old file and the update.
        """
        base = self.pdf if self.pdf.endswith(b"\n") else self.pdf + b"\n"
        base += before
        body, places = self.bodies(len(base))
        table = len(base) + len(body)
        rows = [b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in places.items()]
        rows += [b"%d 1\n0000000000 00001 f \n" % number for number in self._freed]
        entries = b"/Size %d /Root %d 0 R /Prev %d %s" % (
            self.size,
            root or self.root.objgen[0],
            self.last_start() if previous is None else previous,
            trailer,
        )
        where = table if start is None else start
        return (
            base
            + body
            + b"xref\n0 0\n"
            + b"".join(rows)
            + b"trailer\n<< %s >>\nstartxref\n%d\n%s" % (entries, where, end)
        )

    def with_stream(self, *, trailer: bytes = b"") -> bytes:
        """The file with the update behind it, with a cross-reference stream."""
        base = self.pdf if self.pdf.endswith(b"\n") else self.pdf + b"\n"
        holder = None
        if self._in_stream:
            bodies = list(self._in_stream.values())
            offsets = [sum(len(one) + 1 for one in bodies[:place]) for place in range(len(bodies))]
            head = b" ".join(b"%d %d" % pair for pair in zip(self._in_stream, offsets, strict=True))
            holder = self.stream(
                head + b"\n" + b"\n".join(bodies),
                b"/Type /ObjStm /N %d /First %d" % (len(bodies), len(head) + 1),
            )
        number, self.size = self.size, self.size + 1
        body, places = self.bodies(len(base))
        places[number] = len(base) + len(body)
        rows = {one: (1, place, 0) for one, place in places.items()}
        if holder is not None:
            rows |= {one: (2, holder, place) for place, one in enumerate(self._in_stream)}
        data = b"".join(
            kind.to_bytes(1, "big") + where.to_bytes(4, "big") + last.to_bytes(2, "big")
            for _one, (kind, where, last) in sorted(rows.items())
        )
        index = b" ".join(b"%d 1" % one for one in sorted(rows))
        entries = (
            b"/Type /XRef /W [1 4 2] /Index [%s] /Size %d /Root %d 0 R /Prev %d %s /Length %d"
            % (index, self.size, self.root.objgen[0], self.last_start(), trailer, len(data))
        )
        return (
            base
            + body
            + b"%d 0 obj\n<< %s >>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
            % (number, entries, data, places[number])
        )

    def last_start(self) -> int:
        """The number after the file's last `startxref`."""
        return int(self.pdf[self.pdf.rindex(b"startxref") + 9 :].split()[0])


def _entries(thing: pikepdf.Object) -> list[tuple[str, bytes]]:
    return [
        (key, bytes(value.unparse()) if isinstance(value, pikepdf.Object) else _plain(value))
        for key, value in thing.items()
    ]


def _plain(value: object) -> bytes:
    if isinstance(value, bool):
        return b"true" if value else b"false"
    return str(value).encode()
