"""Well-formed later revisions that change what the page shows, or what a reader does with it."""

from tests.fakes.attacks.appended import FORGED
from tests.fakes.attacks.update import Attack, Update, attack

CONTENT: dict[str, Attack] = {}
_WHITE_BOX = b"1 g 70 690 300 25 re f"


@attack(CONTENT)
def text_exchanged(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.stream(FORGED, number=update.page.Contents.objgen[0])
    return update.written()


@attack(CONTENT)
def text_exchanged_by_a_table_stream(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.stream(FORGED, number=update.page.Contents.objgen[0])
    return update.with_stream()


@attack(CONTENT)
def page_exchanged_in_an_object_stream(pdf: bytes) -> bytes:
    update = Update(pdf)
    forged = update.stream(FORGED)
    page = bytes(update.page.unparse(resolved=True)).replace(
        b"/Contents %d 0 R" % update.page.Contents.objgen[0], b"/Contents %d 0 R" % forged
    )
    update.compressed(update.page.objgen[0], page)
    return update.with_stream()


@attack(CONTENT)
def contents_become_an_array(pdf: bytes) -> bytes:
    update = Update(pdf)
    more = update.stream(_WHITE_BOX)
    update.rewrite_page({"/Contents": b"[%d 0 R %d 0 R]" % (update.page.Contents.objgen[0], more)})
    return update.written()


@attack(CONTENT)
def hybrid_table_hides_the_forged_page(pdf: bytes) -> bytes:
    """/XRefStm: readers of old tables see nothing, the others the forged text."""
    update = Update(pdf)
    number = update.page.Contents.objgen[0]
    base = update.pdf + b"\n"
    body = b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        number,
        len(FORGED),
        FORGED,
    )
    place, hidden = len(base), len(base) + len(body)
    row = b"\1" + place.to_bytes(4, "big") + b"\0\0"
    stream = (
        b"%d 0 obj\n<< /Type /XRef /W [1 4 2] /Index [%d 1] /Size %d /Length 7 >>\nstream\n%s\n"
        b"endstream\nendobj\n" % (update.size, number, update.size + 1, row)
    )
    table = hidden + len(stream)
    return (
        base
        + body
        + stream
        + b"xref\n0 0\ntrailer\n<< /Size %d /Root %d 0 R /Prev %d /XRefStm %d >>\n"
        % (update.size + 1, update.root.objgen[0], update.last_start(), hidden)
        + b"startxref\n%d\n%%%%EOF\n" % table
    )


@attack(CONTENT)
def page_key_twice(pdf: bytes) -> bytes:
    update = Update(pdf)
    forged = update.stream(FORGED)
    page = bytes(update.page.unparse(resolved=True))
    update.put(update.page.objgen[0], page[:-2] + b" /Contents %d 0 R >>" % forged)
    return update.written()


@attack(CONTENT)
def page_key_twice_the_good_one_last(pdf: bytes) -> bytes:
    update = Update(pdf)
    forged = update.stream(FORGED)
    page = bytes(update.page.unparse(resolved=True))
    update.put(update.page.objgen[0], b"<< /Contents %d 0 R " % forged + page[2:])
    return update.written()


@attack(CONTENT)
def page_exchanged_in_the_tree(pdf: bytes) -> bytes:
    update = Update(pdf)
    forged = update.stream(FORGED)
    page = bytes(update.page.unparse(resolved=True)).replace(
        b"/Contents %d 0 R" % update.page.Contents.objgen[0], b"/Contents %d 0 R" % forged
    )
    number = update.new(page)
    update.rewrite(update.root.Pages, {"/Kids": b"[%d 0 R]" % number})
    return update.written()


@attack(CONTENT)
def page_added(pdf: bytes) -> bytes:
    update = Update(pdf)
    forged = update.stream(FORGED)
    tree = update.root.Pages
    number = update.new(
        b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R >>"
        % (tree.objgen[0], forged)
    )
    kept = update.page.objgen[0]
    update.rewrite(tree, {"/Kids": b"[%d 0 R %d 0 R]" % (kept, number), "/Count": b"2"})
    return update.written()


@attack(CONTENT)
def new_tree_of_pages(pdf: bytes) -> bytes:
    update = Update(pdf)
    forged = update.stream(FORGED)
    tree = update.size + 1
    page = update.new(
        b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R >>"
        % (tree, forged)
    )
    update.new(b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % page)
    update.rewrite_root({"/Pages": b"%d 0 R" % tree})
    return update.written()


@attack(CONTENT)
def new_catalog(pdf: bytes) -> bytes:
    update = Update(pdf)
    forged = update.stream(FORGED)
    page = update.new(
        b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R >>"
        % (update.size + 1, forged)
    )
    tree = update.new(b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % page)
    form = update.root.AcroForm
    given = b"%d 0 R" % form.objgen[0] if form.is_indirect else bytes(form.unparse())
    root = update.new(b"<< /Type /Catalog /Pages %d 0 R /AcroForm %s >>" % (tree, given))
    return update.written(root=root)


@attack(CONTENT)
def page_turned(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite_page({"/Rotate": b"180"})
    return update.written()


@attack(CONTENT)
def page_turned_from_its_parent(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite(update.root.Pages, {"/Rotate": b"90"})
    return update.written()


@attack(CONTENT)
def page_cropped(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite_page({"/CropBox": b"[0 0 595 730]"})
    return update.written()


@attack(CONTENT)
def font_exchanged(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.put(5, b"<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>")
    return update.written()


@attack(CONTENT)
def encoding_exchanged(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.put(
        5,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
        b"/Encoding << /Type /Encoding /Differences [48 /nine /eight] >> >>",
    )
    return update.written()


@attack(CONTENT)
def letters_mapped_anew(pdf: bytes) -> bytes:
    """Only copying and searching change: /ToUnicode."""
    update = Update(pdf)
    table = update.stream(
        b"/CIDInit /ProcSet findresource begin 1 beginbfchar <31> <0039> endbfchar end"
    )
    update.put(
        5,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding "
        b"/ToUnicode %d 0 R >>" % table,
    )
    return update.written()


@attack(CONTENT)
def font_exchanged_from_the_page(pdf: bytes) -> bytes:
    update = Update(pdf)
    font = update.new(b"<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>")
    update.rewrite_page({"/Resources": b"<< /Font << /F %d 0 R >> >>" % font})
    return update.written()


@attack(CONTENT)
def content_deleted(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.free(update.page.Contents.objgen[0])
    return update.written()


@attack(CONTENT)
def layers_added(pdf: bytes) -> bytes:
    update = Update(pdf)
    group = update.new(b"<< /Type /OCG /Name (a) >>")
    update.rewrite_root(
        {"/OCProperties": b"<< /OCGs [%d 0 R] /D << /OFF [%d 0 R] >> >>" % (group, group)}
    )
    return update.written()


@attack(CONTENT)
def script_on_opening(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite_root({"/OpenAction": b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"})
    return update.written()


@attack(CONTENT)
def script_on_closing(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite_root({"/AA": b"<< /WC << /S /JavaScript /JS (x) >> >>"})
    return update.written()


@attack(CONTENT)
def script_on_turning_to_the_page(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite_page({"/AA": b"<< /O << /S /JavaScript /JS (x) >> >>"})
    return update.written()


@attack(CONTENT)
def script_in_the_name_tree(pdf: bytes) -> bytes:
    update = Update(pdf)
    script = update.new(b"<< /S /JavaScript /JS (x) >>")
    update.rewrite_root({"/Names": b"<< /JavaScript << /Names [(a) %d 0 R] >> >>" % script})
    return update.written()


@attack(CONTENT)
def script_hung_on_a_field(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite(update.field("So"), {"/AA": b"<< /F << /S /JavaScript /JS (x) >> >>"})
    return update.written()


@attack(CONTENT)
def script_hung_on_the_parent_of_a_field(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite(update.field("cha"), {"/AA": b"<< /F << /S /JavaScript /JS (x) >> >>"})
    return update.written()


@attack(CONTENT)
def program_started_on_opening(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite_root({"/OpenAction": b"<< /S /Launch /F (cmd.exe) >>"})
    return update.written()


@attack(CONTENT)
def program_attached(pdf: bytes) -> bytes:
    update = Update(pdf)
    file = update.stream(b"MZ\0\0", b"/Type /EmbeddedFile")
    given = update.new(b"<< /Type /Filespec /F (x.exe) /EF << /F %d 0 R >> >>" % file)
    update.rewrite_root({"/Names": b"<< /EmbeddedFiles << /Names [(x) %d 0 R] >> >>" % given})
    return update.written()


@attack(CONTENT)
def outline_added(pdf: bytes) -> bytes:
    update = Update(pdf)
    first = update.size + 1
    outlines = update.new(
        b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count 1 >>" % (first, first)
    )
    update.new(b"<< /Title (Dieu 2. Cap them) /Parent %d 0 R >>" % outlines)
    update.rewrite_root({"/Outlines": b"%d 0 R" % outlines})
    return update.written()


@attack(CONTENT)
def pages_numbered_anew(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite_root({"/PageLabels": b"<< /Nums [0 << /S /D /St 7 >>] >>"})
    return update.written()


@attack(CONTENT)
def named_place_moved(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite_root({"/Dests": b"<< /a [%d 0 R /Fit] >>" % update.page.objgen[0]})
    return update.written()


@attack(CONTENT)
def portfolio_made_of_it(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite_root({"/Collection": b"<< /Type /Collection /View /T >>"})
    return update.written()


@attack(CONTENT)
def unused_page_stowed_away(pdf: bytes) -> bytes:
    update = Update(pdf)
    forged = update.stream(FORGED)
    update.new(b"<< /Type /Page /MediaBox [0 0 595 842] /Contents %d 0 R >>" % forged)
    return update.written()


@attack(CONTENT)
def encrypted_afterwards(pdf: bytes) -> bytes:
    update = Update(pdf)
    lock = update.new(
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"00" * 32, b"00" * 32)
    )
    return update.written(trailer=b"/Encrypt %d 0 R /ID [<00> <00>]" % lock)
