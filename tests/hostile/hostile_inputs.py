"""Some two hundred bad inputs, each with what has to come of it. Nothing of them is stored; every one is made here."""

from __future__ import annotations

import codecs
import gzip
import io
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from hostile_containers import (
    LAUGH,
    LAUGHS,
    OFFICE,
    PROSE,
    SECRET_ENTITY,
    docx,
    docx_parts,
    encrypted,
    epub,
    odt,
    overlapping,
    paragraph,
    said_to_unpack_to,
    zipped,
)

from panelrecord.errors import (
    DamagedInput,
    EmptyInput,
    EncryptedInput,
    ForeignInput,
    InputError,
    InputTooLarge,
    NestedTooDeeply,
    ParseFailed,
    UndecodableInput,
)

Outcome = type[InputError] | tuple[str, ...]
SAFER = ("safer-reader",)


@dataclass(frozen=True)
class Bad:
    """An input: its name, its bytes made when they are asked for, and its outcome.

    The outcome is the class of the error, or the codes of those notices of a record that are about its reading.
    """

    name: str
    make: Callable[[], bytes]
    outcome: Outcome


def text(name: str, content: str, outcome: Outcome = ()) -> Bad:
    return Bad(name, content.encode, outcome)


def raw(name: str, content: bytes, outcome: Outcome) -> Bad:
    return Bad(name, lambda: content, outcome)


def all_bad() -> tuple[Bad, ...]:
    return (
        *archives(),
        *xml(),
        *pages(),
        *foreign(),
        *encodings(),
        *texts(),
        *metadata(),
        *never_ending(),
        *nested(),
        *rtf(),
        *by_chance(),
    )


OTHER_WORDS = frozenset(
    {
        *("wide.epub", "own-entities.nxml", "shift-jis.txt", "no-spaces.txt", "no-spaces.md", "items.txt", "items.md"),
        *("people.txt", "dates.txt", "halves.rtf", "fallbacks.rtf", "controls.rtf", "object.rtf", "include.rtf"),
        *("table.rtf", "behind.rtf", "spurious.rtf", "chance-1-a.html", "chance-1-a.md"),
        *("chance-2-a.md", "chance-2-a.tex"),
    }
)
"""The inputs that become a record and do not hold the beginning of `PROSE`."""
SAYS = {
    "mac.txt": "“Déjà vu,” she said.",
    "halves.txt": "“Nobody asked the millers,” she added.\ufffd end.",
    "cesu-8.txt": "she added.🙂",
    "mixed.txt": "café “x” “ü”",
    "wrong-bom.txt": "“Nobody asked the millers,”",
    "utf-16.docx": "“Nobody asked the millers,”",
    "own-entities.nxml": "Ana Ruiz said that the wells are dry. é",
    "chance-0-a.html": "“„obody asked the millers,” she added.",
    "chance-3-a.html": "“Nobody asked te millers,” she added.",
    "characters.html": "she added.\n\n",
}
"""Words that some of them must hold."""
WHOLE = {
    "halves.rtf": "Wells � are � dry 𘚟.",
    "fallbacks.rtf": "Wells are dry “",
    "controls.rtf": "Wells are dry.",
    "object.rtf": "Wells are dry.",
    "include.rtf": "b Wells are dry.",
    "behind.rtf": "Wells are dry.",
    "spurious.rtf": "Wells are dry.",
    "table.rtf": "\n\n".join("x" * 300),
}
"""The whole text of some."""


# ------------------------------------------------------------------ containers


def archives() -> Iterator[Bad]:
    sound = docx()
    yield raw("no-zip.docx", bytes(range(256)) * 40, DamagedInput)
    yield raw("text.docx", PROSE.encode(), ("format-mismatch",))
    yield raw("page.docx", f"<html><body><p>{PROSE}</p></body></html>".encode(), ("format-mismatch",))
    yield raw("nothing.docx", b"", EmptyInput)
    yield raw("half.docx", sound[: len(sound) // 2], DamagedInput)
    yield raw("no-directory.docx", sound[: sound.index(b"PK\x01\x02")], DamagedInput)
    yield raw("no-end.docx", sound[:-22], DamagedInput)
    yield raw("hole.docx", sound[:60] + bytes(60) + sound[120:], DamagedInput)
    yield raw("two-in-one.docx", sound + sound, ())
    yield raw("start-only.docx", b"PK\x03\x04", DamagedInput)
    yield raw("empty-archive.docx", zipped([]), ForeignInput)
    yield raw("encrypted.docx", encrypted(sound, "word/document.xml"), EncryptedInput)
    yield raw("office-password.docx", OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedInput)
    yield raw("password.odt", odt(manifest="<encryption-data/>"), EncryptedInput)
    protection = '<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/>'
    yield raw("protected.epub", epub(parts={"META-INF/encryption.xml": protection}), EncryptedInput)
    yield Bad("flat-bomb.docx", lambda: docx(parts={"word/document.xml": b" " * (65 << 20)}), InputTooLarge)
    yield Bad("flat-bomb.epub", lambda: epub(parts={"t.xhtml": b" " * (65 << 20)}), InputTooLarge)
    yield Bad("picture-bomb.docx", lambda: docx(parts={"word/media/a.png": bytes(65 << 20)}), ())
    huge = said_to_unpack_to(docx(parts={"word/media/a.png": b"a"}), "word/media/a.png", 0xFFFFFFF0)
    yield raw("declared-bomb.docx", huge, InputTooLarge)
    yield Bad("lying-bomb.docx", lambda: lying_bomb(20 << 20), DamagedInput)
    yield raw("overlapping.docx", overlapping(2000, 1 << 20), InputTooLarge)
    yield raw("many.docx", zipped([(f"word/{n}.xml", b"") for n in range(10_001)]), InputTooLarge)
    yield raw(
        "archive-in-archive.docx", docx(parts={"word/embeddings/a.docx": docx(), "b.zip": zipped([("c", b"d")])}), ()
    )
    yield raw("nested.zip", zipped([("a.zip", zipped([("b.zip", zipped([("c.txt", PROSE)]))]))]), ForeignInput)
    outside = {"/etc/passwd": "x", "../../a.xml": "x", "word/../../b.xml": "x", "C:\\c.xml": "x", "..\\d.xml": "x"}
    yield raw("names-outside.docx", docx(parts=outside), ())
    yield raw(
        "control-names.docx", docx(parts={"word/\x1b[2J\n.xml": "x", "\u202etxt.xml": "x", "é" * 300 + ".xml": "x"}), ()
    )
    yield raw("repeated.docx", repeated(), ("repeated-part",))
    yield raw("lzma.docx", zipped(docx_parts(paragraph(PROSE)).items(), zipfile.ZIP_LZMA), DamagedInput)
    yield raw("no-text.docx", zipped([("[Content_Types].xml", "wordprocessingml")]), DamagedInput)
    yield raw("no-types.docx", zipped([("word/document.xml", "<a/>")]), ForeignInput)
    yield raw("sheet.docx", zipped([("[Content_Types].xml", "spreadsheetml")]), ForeignInput)
    yield raw("empty-part.docx", docx(parts={"word/document.xml": b""}), DamagedInput)
    yield raw("no-xml.docx", docx(parts={"word/document.xml": b"\0\1\2 no XML"}), DamagedInput)
    wide = f'<?xml version="1.0" encoding="UTF-16"?>{docx_parts(paragraph(PROSE))["word/document.xml"]!s}'
    yield raw("utf-16.docx", docx(parts={"word/document.xml": wide.encode("utf-16")}), ())
    yield raw("another-root.docx", docx(parts={"word/document.xml": "<a/>"}), ParseFailed)
    yield raw("entities.docx", docx(paragraph(LAUGH), LAUGHS), DamagedInput)
    yield raw(
        "entities-in-properties.docx", docx(parts={"docProps/core.xml": f"{LAUGHS}<c><title>{LAUGH}</title></c>"}), ()
    )
    yield raw("outside-entity.docx", docx(paragraph("&s;"), SECRET_ENTITY), DamagedInput)
    yield raw("wide.docx", docx(table('<w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>' + paragraph(PROSE))), ())
    yield raw("deep-level.docx", docx(paragraph(PROSE).replace("<w:r>", INDENTED, 1)), ())
    cell, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    yield raw("open-tables.docx", docx(cell * 500 + paragraph(PROSE)), DamagedInput)
    yield raw("deep-tables.docx", docx(cell * 300 + paragraph(PROSE) + end * 300), SAFER)
    yield raw("deepest-tables.docx", docx(cell * 3000 + paragraph(PROSE) + end * 3000), NestedTooDeeply)
    yield raw("loop.docx", looped(), ())
    for kind, target in (
        ("image", "http://127.0.0.1:9/a.png"),
        ("hyperlink", "file:///etc/passwd"),
        ("footnotes", ".."),
    ):
        relation = (
            f'<Relationship Id="r9" Type="{OFFICE}/officeDocument/2006/relationships/{kind}" Target="{target}" '
            'TargetMode="External"/>'
        )
        yield raw(f"external-{kind}.docx", zipped(docx_parts(paragraph(PROSE), "", relation).items()), ())
    yield raw("entities.odt", odt(f"<text:p>{LAUGH}</text:p>", LAUGHS), DamagedInput)
    yield raw("outside-entity.odt", odt("<text:p>&s;</text:p>", SECRET_ENTITY), DamagedInput)
    yield raw("many-blanks.odt", odt(f'<text:p>{PROSE}<text:s text:c="1000000000"/></text:p>'), ())
    item, close = "<text:list><text:list-item>", "</text:list-item></text:list>"
    yield raw("open-lists.odt", odt(item * 1000 + "<text:p>a</text:p>"), DamagedInput)
    yield raw("deep-lists.odt", odt(item * 500 + f"<text:p>{PROSE}</text:p>" + close * 500), SAFER)
    yield raw("no-content.odt", zipped([("mimetype", "application/vnd.oasis.opendocument.text")]), DamagedInput)
    yield raw("sheet.odt", zipped([("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]), ForeignInput)
    yield raw("entities.epub", epub(f"<p>{PROSE}</p><p>{LAUGH}</p>", LAUGHS), ())
    yield raw("entities-in-package.epub", epub(package_prologue=LAUGHS), ())
    yield raw("outside-entity.epub", epub(f"<p>{PROSE}</p><p>&s;</p>", SECRET_ENTITY), ())
    yield raw("wide.epub", epub('<table><tr><td colspan="1000000000">a</td></tr></table>'), ())
    yield raw("deep-spans.epub", epub("<span>" * 400 + PROSE + "</span>" * 400), SAFER)
    yield raw("deep.epub", epub("<div>" * 5000 + PROSE + "</div>" * 5000), NestedTooDeeply)
    yield raw("no-spine.epub", epub(parts={"book.opf": "<package/>"}), ParseFailed)
    yield raw("no-package.epub", zipped([("META-INF/container.xml", "<container/>")]), ParseFailed)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
INDENTED = '<w:pPr><w:numPr><w:ilvl w:val="1000000000"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r>'


def table(cell: str) -> str:
    return f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>"


def lying_bomb(size: int) -> bytes:
    """A part that says it unpacks to ten bytes."""
    return said_to_unpack_to(docx(parts={"word/document.xml": b" " * size}), "word/document.xml", 10)


def repeated() -> bytes:
    parts = docx_parts(paragraph(PROSE))
    return zipped([("word/document.xml", docx_parts(paragraph("Another."))["word/document.xml"]), *parts.items()])


def looped() -> bytes:
    """A document that is its own footnotes and comments."""
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/officeDocument/2006/relationships/{kind}" Target="document.xml"/>'
        for kind in ("footnotes", "endnotes", "comments", "numbering", "styles")
    )
    note = f'<w:footnote w:id="1">{paragraph(PROSE)}<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p></w:footnote>'
    return zipped(docx_parts(paragraph(PROSE) + note, "", relations).items())


# ------------------------------------------------------------------------- XML


def xml() -> Iterator[Bad]:
    jats, docbook = "<article><front><article-meta/></front><body>{}</body></article>", "<article>{}</article>"
    para = f"<p>{PROSE}</p>"
    yield text("entities.nxml", LAUGHS.replace("x [", "article [") + jats.format(f"<p>{LAUGH}</p>"), InputTooLarge)
    yield text(
        "outside-entity.nxml", SECRET_ENTITY.replace("x [", "article [") + jats.format("<p>&s;</p>"), DamagedInput
    )
    yield text(
        "entities.dbk", LAUGHS.replace("x [", "article [") + docbook.format(f"<para>{LAUGH}</para>"), InputTooLarge
    )
    blowup = f'<!DOCTYPE article [<!ENTITY a "{"a" * 50_000}">]>'
    yield text("quadratic.nxml", blowup + jats.format(f"<p>{'&a;' * 20_000}</p>"), InputTooLarge)
    own = '<!DOCTYPE article [<!ENTITY who "Ana Ruiz"><!ENTITY said "&who; said that the wells are dry.">]>'
    yield text("own-entities.nxml", own + jats.format("<p>&said; &eacute;</p>"), ())
    yield text("malformed.nxml", jats.format("<p>a</b>"), DamagedInput)
    yield text("deep.nxml", jats.format("<sec>" * 3000 + para + "</sec>" * 3000), ())
    yield text(
        "wide.nxml",
        jats.format(
            f'<table-wrap><table><tbody><tr><td colspan="1000000000">{PROSE}</td></tr></tbody></table></table-wrap>'
        ),
        (),
    )
    yield text(
        "wide.dbk",
        docbook.format(
            '<informaltable><tgroup cols="1000000000"><tbody><row>'
            f"<entry>{PROSE}</entry></row></tbody></tgroup></informaltable>"
        ),
        (),
    )
    yield text("feed.xml", '<?xml version="1.0"?><rss version="2.0"><channel/></rss>', ForeignInput)
    yield text("picture.xml", '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', ForeignInput)
    yield text(
        "include.dbk",
        docbook.format(
            f'<para>{PROSE}</para><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" '
            'href="/etc/passwd" parse="text"/>'
        ),
        (),
    )


def nested_page(tag: str) -> bytes:
    return f"<html><body>{f'<{tag}>' * 100_000}<p>{PROSE}</p></body></html>".encode()


def pages() -> Iterator[Bad]:
    page, para = "<html><head>{}</head><body>{}</body></html>", f"<p>{PROSE}</p>"
    for tag in ("div", "b", "table><tr><td", "ul><li", "blockquote", "font", "span"):
        yield Bad(f"deep-{tag[:4]}.html", partial(nested_page, tag), NestedTooDeeply)
    yield Bad("deep.html", partial(nested_page, "section"), NestedTooDeeply)
    yield text("deep-quotes.html", page.format("", "<blockquote>" * 90 + para), ())
    yield text("no-text.html", page.format("", "<div></div>" * 1000), EmptyInput)
    yield text("open-comment.html", page.format("", f"{para}<!-- {PROSE}"), ())
    yield text("open-comments.html", page.format("", para + "<!--" * 20_000), ())
    yield text("open-script.html", page.format("", f"{para}<script>{PROSE}"), ())
    yield text("open-tags.html", page.format("", para + "<a " * 20_000), InputTooLarge)
    yield text(
        "many-attributes.html",
        page.format("", f"<p {' '.join(f'a{n}=b' for n in range(50_000))}>{PROSE}</p>"),
        InputTooLarge,
    )
    yield text("long-attribute.html", page.format("", f"<p class='{'a ' * 500_000}'>{PROSE}</p>"), ())
    yield text("many-paragraphs.html", page.format("", "<p>a" * 100_001), InputTooLarge)
    yield text(
        "wide.html", page.format("", f"<table><tr><td colspan=1000000000 rowspan=1000000000>{PROSE}</table>"), ()
    )
    yield text("entities.html", LAUGHS.replace("x [", "html [") + page.format("", f"{para}<p>{LAUGH}</p>"), ())
    yield text(
        "characters.html", page.format("", f"{para}<p>&#0;&#xD800;&#x110000;&#99999999999;&#x1b;&#8238;</p>"), ()
    )
    yield text(
        "frames.html",
        page.format("", f"{para}<iframe src='file:///etc/passwd'></iframe><embed src='http://127.0.0.1:9/'>"),
        (),
    )
    deep, long = "[" * 100_000 + "]" * 100_000, "9" * 100_000
    for name, data in (("deep", deep), ("long", f'{{"@type":"NewsArticle","datePublished":{long}}}'), ("broken", "{")):
        yield text(f"json-{name}.html", page.format(f'<script type="application/ld+json">{data}</script>', para), ())
    yield text("php.html", "<?php " * 10_000 + page.format("", para), ())
    yield text("nested-code.html", page.format("", "<% " * 4_000 + para), ())


# ------------------------------------------------------- what holds no article


def foreign() -> Iterator[Bad]:
    yield raw("a.gz", gzip.compress(PROSE.encode(), mtime=0), ForeignInput)
    yield raw("a.tar", b"a" + bytes(256) + b"ustar" + bytes(300), ForeignInput)
    yield raw("a.png", b"\x89PNG\r\n\x1a\n" + bytes(100), ForeignInput)
    yield raw("a.jpg", b"\xff\xd8\xff\xe0" + bytes(100), ForeignInput)
    yield raw("program", b"\x7fELF\x02" + bytes(100), ForeignInput)
    yield raw("a.doc", OLE + "WordDocument".encode("utf-16-le"), ForeignInput)
    yield raw("a.sqlite", b"SQLite format 3\0" + bytes(100), ForeignInput)
    yield raw("a.mp4", b"\0\0\0\x18ftypmp42" + bytes(100), ForeignInput)
    yield raw("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(100), ForeignInput)
    yield raw("cut.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", DamagedInput)
    yield raw("picture.docx", b"\x89PNG\r\n\x1a\n" + bytes(100), ForeignInput)
    yield raw("noise.txt", random.Random(1).randbytes(20_000), UndecodableInput)
    yield raw("zeros.txt", bytes(20_000), EmptyInput)
    yield raw("blanks.txt", b" \n\t\r" * 1000, EmptyInput)
    yield raw("marks.txt", b". , ; -- !?\n" * 1000, EmptyInput)
    yield raw("only-bom.txt", codecs.BOM_UTF8, EmptyInput)


# ---------------------------------------------------------------- bytes, texts


def encodings() -> Iterator[Bad]:
    euro = PROSE.replace("wells", "wells (5 €, déjà vu, über)")
    yield raw("cp1252.txt", euro.encode("cp1252"), ("decoded-as",))
    yield raw(
        "latin1.html",
        f"<html><body><p>Fin août, à Orléans. {PROSE}</p></body></html>".encode("cp1252"),
        ("decoded-as",),
    )
    yield raw("mac.txt", (PROSE + " “Déjà vu,” she said. ").encode("mac_roman") * 3, ("decoded-as",))
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"):
        yield raw(f"{encoding}.txt", PROSE.encode(encoding), ("decoded-as",))
    yield raw("half-utf-16.txt", codecs.BOM_UTF16_LE + PROSE.encode("utf-16-le")[:-1], UndecodableInput)
    yield raw("wrong-bom.txt", codecs.BOM_UTF16_LE + PROSE.encode() + b"x", ("decoded-as",))
    yield raw("bom-twice.txt", codecs.BOM_UTF8 * 2 + PROSE.encode(), ())
    yield raw("shift-jis.txt", ("シンポジウムは京都で開かれた。" * 20).encode("shift_jis"), ("decoded-as",))
    yield raw("mixed.txt", PROSE.encode() * 3 + " café “x” ".encode("cp1252") + "“ü” ".encode() * 8, ("decoded-as",))
    yield raw(
        "halves.txt",
        PROSE.encode() + "\ud83d".encode("utf-8", "surrogatepass") + b" end. " + PROSE.encode(),
        ("decoded-as",),
    )
    both = "🙂".encode("utf-16-be")
    pair = "".join(chr(int.from_bytes(both[at : at + 2])) for at in (0, 2)).encode("utf-8", "surrogatepass")
    yield raw("cesu-8.txt", PROSE.encode() + pair, ("decoded-as",))
    yield raw("overlong.txt", PROSE.encode() + b" \xc0\xaf\xe0\x80\xaf " + PROSE.encode(), ("decoded-as",))
    yield raw("utf-7.txt", PROSE.encode("utf-7"), ())
    yield raw("ebcdic.txt", PROSE.encode("cp037", "replace"), UndecodableInput)
    yield raw("nul.txt", PROSE.replace(" ", " \0", 5).encode(), ())
    yield raw("nul.md", f"# Wells\n\n{PROSE}\0\n".encode(), ())
    yield raw("nul.html", f"<html><body><p>{PROSE}\0</p></body></html>".encode(), ())
    yield raw("cr-only.txt", f"Wells\r\r{PROSE}\r\r{PROSE}\r".encode(), ())
    yield raw("cr-only.md", f"# Wells\r\r{PROSE}\r".encode(), ())
    yield raw("mixed-ends.txt", f"Wells\r\n\n\r{PROSE}\n\r\n{PROSE}".encode(), ())


CONTACTS = (
    "Ana Ruiz is a reporter. Contact her at ana@office, a@b@c.d, @ana, www.@, http://[ or https://x.y/\u00ad\u202e; "
    "[mail](mailto:ana), [web](http://), [more](https://[::1) and [odd](https://a.b/\u202e)."
)


def texts() -> Iterator[Bad]:
    yield text("controls.txt", PROSE.replace("wells", "we\x07\x1b[31mlls\x08"))
    yield text("bidi.txt", PROSE.replace("Ana Ruiz", "\u202eAna Ruiz\u202c \u2066x\u2069"))
    yield text("zero-width.txt", PROSE.replace("wells", "w\u200be\u200cl\u200dl\ufeffs"))
    yield text("soft-hyphens.txt", PROSE.replace("hydrologist", "hydro\u00adlo\u00adgist"))
    yield text("ligatures.txt", PROSE + " The oﬃce ﬁlled the ﬂat.")
    yield text("combining.txt", PROSE.replace("Ana", "A\u0301na") + " a" + "\u0301" * 5000)
    yield text("hangul.txt", PROSE + " \u1112\u1161\u11ab\u1100\u1173\u11af")
    yield text("tags.txt", PROSE + "".join(chr(0xE0000 + ord(letter)) for letter in "hidden"))
    yield text("emoji.txt", PROSE + " 👩‍👩‍👧‍👦🏳️‍🌈" * 500)
    yield text("private.txt", PROSE + "\ue000\U000f0000\U0010fffd\ufdd0\ufffe")
    yield text("one-line.txt", f"{PROSE} " * 1500)
    yield Bad("line-of-10-mb.txt", lambda: b"word " * 2_100_000, InputTooLarge)
    yield Bad("line-of-10-mb.md", lambda: b"word " * 2_100_000, InputTooLarge)
    yield text("no-spaces.txt", "a" * 900_000)
    yield text("no-spaces.md", "a" * 50_000)
    yield text("quotation-marks.txt", f"{PROSE}\n\n" + '"' * 100_000)
    yield text("opening-marks.txt", f"{PROSE}\n\n" + "“ " * 50_000)
    yield text("odd-marks.txt", f"{PROSE}\n\n" + "“a ‘b " * 20_000)
    yield text("capitals.txt", f"{PROSE}\n\n" + "Abc " * 100_000)
    yield text("letters.txt", f"{PROSE}\n\n" + "A" * 100_000)
    yield text("items.txt", "- item\n" * 50_000)
    yield text("items.md", "- item\n" * 3_000)
    yield text("stops.txt", f"{PROSE}\n\n" + ". " * 50_000)
    yield text("dots.txt", f"{PROSE}\n\n" + "… " * 50_000)
    yield text("brackets.txt", f"{PROSE}\n\n" + "(" * 50_000 + "[" * 50_000)
    yield text("combining-run.txt", f"{PROSE}\n\n" + ("a" + "\u0315\u0300" * 10) * 5000)
    yield text("hyphens.txt", f"{PROSE}\n\n" + "abc-\n" * 20_000)
    yield text("people.txt", " ".join(f"Ana R{'abcdefghij'[n % 10]}{n:b} said that." for n in range(3000)))
    yield text("dates.txt", "3 May 2021 " * 5_000)
    yield text("addresses.txt", f"{PROSE}\n\n" + "a@" * 50_000 + " http://" + "a." * 50_000)
    yield text("blank-lines.txt", "\n" * 500_000 + PROSE)
    yield text("contacts.md", f"By Ana Ruiz\n\n{PROSE}\n\n{CONTACTS}\n")
    yield text("formula.txt", f"=HYPERLINK(1)\n\n+1 @a -1 said that. {PROSE}")


def metadata() -> Iterator[Bad]:
    """Heads of Markdown and HTML that would grow, or that are none."""
    aliases = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1},' * 9}]\n" for n in range(1, 10))
    heads = {
        "aliases": f"---\n{aliases}---\n",
        "deep": f"---\ntitle: {'[' * 5000}\n---\n",
        "deep-closed": f"---\ntitle: {'[' * 5000}{']' * 5000}\n---\n",
        "deep-map": "---\n" + "".join(f"{' ' * n}a:\n" for n in range(300)) + "---\n",
        "long-number": f"---\ndate: {'9' * 10_000}\n---\n",
        "tag": "---\ntitle: !!python/object/apply:os.system [id]\n---\n",
        "merge": "---\n<<: &a {b: 1}\n---\n",
        "toml-deep": f"+++\ntitle = {'[' * 5000}{']' * 5000}\n+++\n",
        "toml-number": f"+++\ntitle = 0x{'f' * 5000}\n+++\n",
        "toml-keys": f"+++\n{'.'.join('a' * 3000)} = 1\n+++\n",
        "open": "---\ntitle: a\n",
        "long": f"---\na: {'b' * 70_000}\n---\n",
        "title-block": "%" * 10_000 + "\n",
    }
    for name, head in heads.items():
        told = ("front-matter",) if name in MALFORMED_HEADS else ()
        yield text(f"head-{name}.md", f"{head}\n{PROSE}\n", told)


MALFORMED_HEADS = frozenset({"aliases", "deep", "deep-closed", "deep-map", "toml-deep", "toml-number"})

# ----------------------------------------------------------- what never ends

MARKDOWN = {
    "brackets": "[" * 5000,
    "marks": "\"a 'b " * 300,
    "images": "![" * 1000 + "a" + "](b)" * 1000,
    "links": "[a](b" * 3000,
    "links-in-links": "[" * 300 + "a" + "](b)" * 300,
    "backticks": "".join("`" * n + "a" for n in range(1, 400)),
    "angles": "<" * 5000,
    "tags": "<a " * 3000,
    "comments": "<!--" * 3000,
    "entities": "&a" * 5000,
    "citations": "[@a; " * 1000,
    "notes-in-notes": "^[" * 3000,
    "itself": "x[^1]\n\n[^1]: a[^1]\n",
    "each-other": "x[^1]\n\n[^1]: a[^2] [^2]\n\n[^2]: b[^1] [^1]\n",
    "note-bomb": "x[^0]\n\n" + "".join(f"[^{n}]: {f'[^{n + 1}] ' * 10}\n\n" for n in range(9)) + "[^9]: x\n",
    "emphasis": "*a **b " * 1000,
    "stars": "*" * 3000,
    "underscores": "_a __b " * 1000,
    "table": "|a|b|\n|-|-|\n" + "|x" * 3000 + "|\n",
    "wide-table": "|" * 3000 + "\n" + "|-" * 3000 + "|\n",
    "definitions": "a\n:   b\n\n" * 500,
    "headings": "#" * 5000,
    "raw": "<div>\n" * 100,
}
READ = frozenset(
    {
        *("marks", "itself", "each-other", "note-bomb", "emphasis", "stars", "underscores", "table", "wide-table"),
        *("definitions", "headings", "raw"),
    }
)
"""Those with which pandoc's own Markdown, which reads notes, is done as it is asked here."""
LATEX = {
    "braces": "{" * 200,
    "environments": "\\begin{a}" * 2000,
    "itself": "\\newenvironment{a}{\\begin{a}}{\\end{a}}\\begin{a}x\\end{a}",
    "items": "\\begin{itemize}\\item " * 300,
    "columns": "\\begin{tabular}{*{1000000000}{c}}x\\end{tabular}",
    "multicolumn": "\\begin{tabular}{cc}\\multicolumn{1000000000}{c}{x}\\end{tabular}",
    "conditions": "\\iftrue" * 3000,
}
LATEX_LOOPS = {
    "macro": "\\def\\a{\\a\\a}\\a",
    "command": "\\newcommand{\\a}[1]{\\a{#1#1}}\\a{x}",
    "doubling": "".join(f"\\newcommand{{\\x{a}}}{{\\x{b}\\x{b}}}" for a, b in pairwise("abcdefghijklmnopqrstuvwxyz"))
    + "\\xa",
}
REFUSED = frozenset({"multicolumn", "macro", "doubling"})
ORG = {
    "emphasis": "*a /b _c +d " * 30,
    "stars": "*a " * 60,
    "slashes": "/a " * 100,
    "lists": "".join(" " * n + "- a\n" for n in range(300)),
    "macros": "#+MACRO: a {{{b}}}{{{b}}}\n#+MACRO: b {{{a}}}{{{a}}}\n\n{{{a}}}",
}
RST = {"interpreted": "`a " * 1000, "roles": ".. role:: a(b)\n.. role:: b(a)\n\n:a:`x`"}
WIKI = {
    "emphasis": "''a '''b " * 60,
    "bold": "'''''a " * 60,
    "lists": "".join("*" * n + " a\n" for n in range(300)),
    "references": "<ref>" * 500,
    "links": "[http://a " * 1000,
    "comments": "<!--" * 1000,
    "wide": "{|\n| colspan=1000000000 | x\n|}\n",
}


def never_ending() -> Iterator[Bad]:
    """Short texts over which pandoc's readers take for ever, or grow; the article around them is read all the same."""
    for name, content in MARKDOWN.items():
        note = "\n\n[^n]: A note, for which the slower of the two readers is taken.\n\n"
        yield text(f"slow-{name}.md", f"# Wells\n\n{PROSE}{note}{content}\n", () if name in READ else SAFER)
    for name in ("brackets", "backticks", "emphasis", "table", "each-other"):
        yield text(f"slow-{name}-plain.md", f"# Wells\n\n{PROSE}\n\n{MARKDOWN[name]}\n", ())
    for name, content in (LATEX | LATEX_LOOPS).items():
        outcome = ParseFailed if name in REFUSED else SAFER
        yield text(f"slow-{name}.tex", f"\\documentclass{{article}}\\begin{{document}}{PROSE}\n\n{content}", outcome)
    for ending, contents in (("org", ORG), ("rst", RST), ("wiki", WIKI)):
        for name, content in contents.items():
            yield text(f"slow-{name}.{ending}", f"{PROSE}\n\n{content}\n", SAFER)


def nested() -> Iterator[Bad]:
    """What is nested deeper than any article, in ways that pandoc reads quickly."""
    for name, content in {
        "quotes.md": "> " * 1000,
        "numbers.md": "1. " * 600,
        "lists.md": "".join(" " * (2 * n) + "- a\n" for n in range(250)) + "\n\n",
    }.items():
        yield text(f"deep-{name}", f"{content}{PROSE}\n", SAFER)
    for name, content, outcome in (
        ("quotes.rst", "".join(" " * n + "a\n\n" for n in range(300)), SAFER),
        ("lists.rst", "".join(" " * (2 * n) + "- a\n\n" for n in range(250)), SAFER),
        ("headings.wiki", ":" * 1000 + "a\n", ()),
    ):
        yield text(f"deep-{name}", f"{content}\n{PROSE}\n", outcome)


def rtf() -> Iterator[Bad]:
    contents: dict[str, tuple[str, Outcome]] = {
        "groups": ("{" * 2_000 + PROSE + "}" * 2_000, ()),
        "unbalanced": ("}" * 1000 + "Wells are dry.", DamagedInput),
        "binary": ("Wells are dry. \\bin999999999 ", DamagedInput),
        "halves": ("Wells \\u-10179? are \\u-8704? dry \\ud800 \\u99999?.", ()),
        "fallbacks": ("\\uc99 Wells are dry \\u8220 abc.", ()),
        "controls": ("\\'00\\'1b\\'07 Wells are dry.", ()),
        "object": ("{\\object\\objdata " + "00" * 50_000 + "} Wells are dry.", ()),
        "include": ('{\\field{\\*\\fldinst INCLUDETEXT "/etc/passwd"}{\\fldrslt b}} Wells are dry.', ()),
        "cut": ("{\\fonttbl{\\f0 Wells", DamagedInput),
        "table": ("\\trowd\\cellx1 x\\cell\\row " * 300, SAFER),
        "behind": ("Wells are dry.} Nobody asked the millers. {", ("behind-the-end",)),
        "spurious": ("Wells are \\\xce dry.", ()),
    }
    for name, (content, outcome) in contents.items():
        yield raw(f"{name}.rtf", b"{\\rtf1\\ansi " + content.encode("cp1252", "replace") + b"}", outcome)


def stored(archive: bytes) -> bytes:
    """The archive with nothing packed: how a part is packed differs from system to system."""
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        return zipped([(name, packed.read(name)) for name in packed.namelist()], zipfile.ZIP_STORED)


STRAY = ("decoded-as",)  # text in which some bytes are of no text
BY_CHANCE: dict[str, tuple[Outcome, ...]] = {
    "a.docx": (DamagedInput,) * 4,
    "a.odt": (DamagedInput,) * 4,
    "a.epub": (DamagedInput,) * 4,
    "a.html": (STRAY, STRAY, UndecodableInput, STRAY),
    "a.md": (STRAY,) * 4,
    "a.nxml": (DamagedInput, UndecodableInput, (), DamagedInput),
    "a.rtf": (DamagedInput,) * 4,
    "a.tex": (ParseFailed, ParseFailed, STRAY, ParseFailed),
}


def by_chance() -> Iterator[Bad]:
    """Sound files of every kind with bytes changed, lost, doubled; always the same ones."""
    sound = {
        "a.docx": stored(docx()),
        "a.odt": stored(odt()),
        "a.epub": stored(epub()),
        "a.html": f"<html><head><title>Wells</title></head><body><p>{PROSE}</p></body></html>".encode(),
        "a.md": f"---\ntitle: Wells\n---\n\n# Wells\n\n{PROSE}\n\n- a\n- b\n\n| a | b |\n|---|---|\n".encode(),
        "a.nxml": f"<article><front><article-meta/></front><body><p>{PROSE}</p></body></article>".encode(),
        "a.rtf": b"{\\rtf1\\ansi\\ansicpg1252 Wells are dry. \\u8220?No\\u8221? \\par}",
        "a.tex": f"\\documentclass{{article}}\\begin{{document}}{PROSE}\\end{{document}}".encode(),
    }
    chance = random.Random(7)
    for name, content in sound.items():
        for number in range(4):
            broken = bytearray(content)
            for _ in range(chance.randint(1, 9)):
                start = chance.randrange(len(broken))
                broken[start : start + chance.choice((0, 1, 40))] = chance.randbytes(chance.choice((0, 1, 8)))
            yield raw(f"chance-{number}-{name}", bytes(broken), BY_CHANCE[name][number])
