"""What pandoc need not read changes nothing: an article is the same with its plain words set aside and without."""

from __future__ import annotations

import importlib
import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panelrecord.document import Document, build
from panelrecord.errors import EmptyInput, ParseFailed
from panelrecord.pandoc import find_pandoc, parse
from panelrecord.pandoc.aside import put_back, shorten
from panelrecord.source.article import Metadata
from panelrecord.source.markdown import COMMONMARK

ROOM = importlib.import_module("panelrecord.pandoc.parse")
HTML = "html-native_divs-native_spans-auto_identifiers-line_blocks"
PLAIN = 'the growers at the ford asked "for a lower levy" (again), said Ruiz; nobody answered them'
MORE = "and so it went on until the rain came over the hill and the board left the hall at last"


def read(text: str | bytes, reader: str) -> Document | str:
    content = text.encode() if isinstance(text, str) else text
    try:
        return build(parse(content, reader, pandoc=find_pandoc(), name="a").ast, Metadata(), name="a")
    except (EmptyInput, ParseFailed) as error:
        return str(error)


def same(text: str | bytes, reader: str, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the article is the same as when pandoc reads all of it."""
    short = read(text, reader)
    with monkeypatch.context() as patch:
        patch.setattr(ROOM, "shorten", lambda content, reader: None)
        return read(text, reader) == short


@pytest.mark.parametrize("reader", [COMMONMARK, HTML])
def test_most_of_a_plain_article_is_set_aside(reader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join(f"<p>{PLAIN}, {MORE}.</p>" if reader == HTML else f"{PLAIN},\n{MORE}." for _ in range(9))
    short = shorten(text.encode(), reader)
    assert short is not None
    assert len(short.content) < len(text.encode()) / 4
    assert same(text, reader, monkeypatch)


@pytest.mark.parametrize("reader", ["markdown-smart", "commonmark+smart", "html+smart", "rst", "gfm", "commonmark_x"])
def test_what_other_readers_make_of_plain_words_is_theirs(reader: str) -> None:
    assert shorten(f"{PLAIN} {MORE}".encode(), reader) is None


@pytest.mark.parametrize(
    "text",
    [
        f"# {PLAIN}\n{MORE}",
        f"{PLAIN}\n{MORE}\n===\n\n{MORE}",
        f"- {PLAIN}\n{MORE}\n- {MORE}\n\n  {PLAIN}\n\n{MORE}",
        f"> {PLAIN}\n{MORE}\n>\n> {MORE}",
        f"{PLAIN}  \n{MORE}\\\n{PLAIN}",
        f"```\n{PLAIN}\n\n{MORE}\n```\n\n{PLAIN}",
        f"- a\n\n      {PLAIN}\n\n    {MORE}",
        f"A `{PLAIN}` and *{PLAIN}* and **{MORE}\n{MORE}** ~~{PLAIN}~~",
        f'A [link {PLAIN} here](u "{PLAIN}") and "{MORE}") more',
        f'A [link](u "some words that go on for very long") and so on "{MORE}") for ever',
        f"A [{PLAIN}] more [{MORE}][] [x][{MORE}]\n\n[{MORE}]: /u\n[{PLAIN}]: <a b c> '{PLAIN}'",
        f"![a {PLAIN} picture](p.jpg) <!-- a {PLAIN} comment --> <b>a {PLAIN} b</b>",
        f"<div>\na {PLAIN} b\n\na {PLAIN} b\n</div>\n\n<!-- a {PLAIN} b\n\na {PLAIN} b -->",
        f"| {PLAIN} | b |\n|---|---|\n| a {MORE} b | c |\n\na {PLAIN} b",
        f"a | b\n--- | ---\nc | d {PLAIN}\n{MORE} | e",
        "- - - - - - - - - - - - - - - - - - - - - - - - - - - - -\n\na - - - - - - - - - - - - - - - - - - - - -",
        f"1. {PLAIN}\n2. {MORE}\n\n{PLAIN}\n10000000000. {MORE}",
        f"a \ue0000\ue001 {PLAIN} b",
        f"a {PLAIN}  with two  blanks  and {MORE} b",
    ],
)
def test_markdown_reads_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert same(text, COMMONMARK, monkeypatch)


@pytest.mark.parametrize(
    "text",
    [
        f"<h1>a {PLAIN} b</h1><p>a {PLAIN} <b>x {MORE} y</b> z</p><p>a {PLAIN}\n\t{MORE} b<br>a {MORE} b</p>",
        f"<p>a {PLAIN} b</p><!-- a {MORE} b --><script>a {PLAIN} b</script><p>a {MORE} b</p>",
        f'<p>a <a href="a {PLAIN} b">x {MORE} y</a></p><img alt="a {PLAIN} b" src="p">',
        f"<pre>a {PLAIN}\n  {MORE} b</pre><p>a {PLAIN} <code>a {MORE} b</code></p>",
        f"<ul><li>a {PLAIN} b<li><p>a {MORE} b</p></ul><table><tr><td>a {PLAIN} b<td>c</table>",
        f"<textarea>a {PLAIN} b</textarea><title>a {PLAIN} b</title><select><option>a {MORE} b</select>",
        f"a {PLAIN} &amp; {MORE} &lt;b&gt; <q>x {MORE} y</q> <sup>a {PLAIN} b</sup>",
    ],
)
@pytest.mark.parametrize("reader", ["html", HTML])
def test_html_reads_the_same(text: str, reader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert same(text, reader, monkeypatch)


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def word_file(*paragraphs: str, packed: bool = False) -> bytes:
    """A Word file of these paragraphs, each given as what stands in ``w:p``."""
    body = "".join(f"<w:p>{paragraph}</w:p>" for paragraph in paragraphs)
    relation = f'<Relationship Id="r1" Type="{OFFICE}" Target="word/document.xml"/>'
    styles = f"""<w:styles xmlns:w="{WORD}">
        <w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>
        <w:style w:type="character" w:styleId="VerbatimChar"><w:name w:val="Verbatim Char"/></w:style></w:styles>"""
    parts = {
        "word/styles.xml": styles,
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{KIND}"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{relation}</Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


LONG = [run(f"a {PLAIN}, {MORE} b")] * 30


def test_a_word_file_is_shortened_where_nothing_in_it_is_packed() -> None:
    short = shorten(word_file(*LONG), "docx")
    assert short is not None
    assert len(short.content) < len(word_file(*LONG)) / 2
    assert shorten(word_file(*LONG, packed=True), "docx") is None
    assert shorten(word_file(*LONG[:9]), "docx") is None
    assert shorten(b"PK\3\4 no archive", "docx") is None


@pytest.mark.parametrize(
    "paragraph",
    [
        run(f"a {PLAIN} b") + run(f"a {MORE} b", "<w:b/>") + run(f" a {PLAIN} b", "<w:i/>"),
        run(f"a {MORE} b", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'),
        run(f"a {MORE} b", "<w:caps/>") + run(f"a {MORE} b", "<w:smallCaps/>") + run(f"a {MORE} b", "<w:vanish/>"),
        run(f"a {MORE} b", '<w:rStyle w:val="VerbatimChar"/>'),
        f'<w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:bookmarkStart w:id="0" w:name="x"/>{run(f"a {MORE} b")}'
        f'<w:bookmarkEnd w:id="0"/></w:p><w:p><w:hyperlink w:anchor="x">{run(f"a {MORE} b")}</w:hyperlink>',
        f"<w:moveFrom>{run(f'a {MORE} b')}</w:moveFrom><w:ins>{run(f'a {PLAIN} b')}</w:ins>",
        f"<w:del><w:r><w:delText>a {MORE} b</w:delText></w:r></w:del>{run(f'a {PLAIN} &amp; b')}",
    ],
)
def test_a_word_file_reads_the_same(paragraph: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert same(word_file(*LONG, paragraph), "docx", monkeypatch)


def style(name: str, kind: str = "paragraph", base: str = "", rest: str = "", more: str = "") -> str:
    based_on = f'<w:basedOn w:val="{base}"/>' if base else ""
    named = f'<w:style w:type="{kind}" {more}w:styleId="{name}"><w:name w:val="{name}"/>'
    return f'{named}{based_on}<w:link w:val="Unused"/>{rest}</w:style>\n'


NUMBERED = '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>'
STYLES = "".join([
    '<w:latentStyles w:count="1"><w:lsdException w:name="Latent"/></w:latentStyles>',
    style("Normal", more='w:default="1" '),
    style("heading 1"), style("Mine", base="Theirs"), style("Theirs", base="heading 1"),
    style("Loud", "character", "Bold"), style("Bold", "character", rest="<w:rPr><w:b/></w:rPr>"),
    style("Count", rest=NUMBERED), style("Block Text"), style("In Notes", base="Block Text"),
    *(style(f"Unused {number}", base="Normal", rest="<w:pPr><w:spacing/></w:pPr>") for number in range(40)),
])  # fmt: skip
NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'
)
NOTES = f'<w:footnote w:id="2"><w:p><w:pPr><w:pStyle w:val="In Notes"/></w:pPr>{run("In a note.")}</w:p></w:footnote>'


def styled(name: str, text: str = "A styled paragraph of few words") -> str:
    return f'<w:pPr><w:pStyle w:val="{name}"/></w:pPr>{run(text)}'


def parts_of(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_styles(*paragraphs: str, styles: str = STYLES) -> bytes:
    """A Word file with these paragraphs, with these styles, a list's numbers, and a note."""
    more: dict[str, str | bytes] = {
        "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{WORD}">{NUMBERING}</w:numbering>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{WORD}">{NOTES}</w:footnotes>',
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in {**parts_of(word_file(*LONG, *paragraphs)), **more}.items():
            archive.writestr(name, part)
    return file.getvalue()


@pytest.mark.parametrize(
    ("paragraph", "kept"),
    [
        (run("Plain."), {"Normal"}),
        (styled("heading 1"), {"Normal", "heading 1"}),
        (styled("Mine"), {"Normal", "Mine", "Theirs", "heading 1"}),
        (run("Loud words.", '<w:rStyle w:val="Loud"/>'), {"Normal", "Loud", "Bold"}),
        (run("Loud words.", "<w:rStyle\n w:val='Loud'></w:rStyle>"), {"Normal", "Loud", "Bold"}),
        (styled("Count"), {"Normal", "Count"}),
        (styled("No such style"), {"Normal"}),
        ('<w:r><w:footnoteReference w:id="2"/></w:r>', {"Normal"}),
    ],
)
def test_of_the_styles_in_a_word_file_those_are_read_that_are_named(
    paragraph: str, kept: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = with_styles(paragraph)
    short = shorten(file, "docx")
    assert short is not None
    styles = parts_of(short.content)["word/styles.xml"].decode()
    assert set(re.findall(r'w:styleId="([^"]*)"', styles)) == kept | {"In Notes", "Block Text"}
    assert "Latent" not in styles
    assert same(file, "docx", monkeypatch)


@pytest.mark.parametrize(
    "styles",
    [
        f"<!-- {style('Loud', 'character')} -->{STYLES}",
        STYLES.replace('w:basedOn w:val="Theirs"', "w:basedOn w:val='Theirs'"),
        STYLES.replace('w:styleId="Theirs"', "w:styleId='Theirs'"),
        STYLES.replace("Theirs", "Yours &amp; theirs"),
    ],
)
def test_styles_that_are_written_otherwise_are_all_read(styles: str, monkeypatch: pytest.MonkeyPatch) -> None:
    file = with_styles(styled("Mine"), styles=styles)
    short = shorten(file, "docx")
    assert short is not None
    assert b"Unused 39" in parts_of(short.content)["word/styles.xml"]
    assert same(file, "docx", monkeypatch)


def test_numbers_are_read_where_there_is_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    numbering = "word/numbering.xml"
    for paragraph, kept in ((styled("Count"), True), (NUMBERED + run("One."), True), (run("Plain."), False)):
        short = shorten(with_styles(paragraph), "docx")
        assert short is not None
        assert (numbering in parts_of(short.content)) is kept
        assert same(with_styles(paragraph), "docx", monkeypatch)


def test_edits_are_nobodys_text(monkeypatch: pytest.MonkeyPatch) -> None:
    said = run('Word writes &lt;w:r w:rsidR="00A1" for each edit; <w:r w:rsidR="00A1"> as well.'.replace("<", "&lt;"))
    paragraph = said.replace("<w:r>", '<w:r w:rsidR="00A1B2C3" w:rsidRPr="00A1B2C4" w:other="x">')
    file = with_styles(paragraph, *LONG)
    short = shorten(file, "docx")
    assert short is not None
    text = parts_of(short.content)["word/document.xml"].decode()
    assert '<w:r w:other="x">' in text
    assert text.count("rsid") == 2
    assert same(file, "docx", monkeypatch)


def test_a_mark_must_be_found_once_and_as_a_text_of_its_own() -> None:
    tree = '[{"t":"Str","c":"\ue0000\ue001"},{"t":"Space"},{"t":"Str","c":"\ue0001\ue001"}]'.encode()
    assert put_back(tree, ['a "b" c', "d"]) == rb'[{"t":"Str","c":"a \"b\" c"},{"t":"Space"},{"t":"Str","c":"d"}]'
    assert put_back(tree, ["a"]) is None
    assert put_back(tree, ["a", "b", "c"]) is None
    assert put_back(tree.replace(b"1", b"0"), ["a", "b"]) is None
    assert put_back(tree.replace(b'"c":"', b'"c":"x', 1), ["a", "b"]) is None


MARKUP = st.sampled_from([
    "\n", "\n\n", "  \n", "\\\n", "\n- ", "\n1. ", "\n> ", "\n# ", "\n    ", "\n\n    ", "\n\t", "\n---\n", "\n===\n",
    "\n```\n", "`", "*", "**", "_", "~~", "[", "](u)", '](u "', '")', "]", "][]", "\n[a b]: /u\n", "![", "<br>", "<b>",
    "</b>", "<!-- ", "-->", "\n<div>\n\n", "</div>", "&amp;", "\\", " | ", "\n| a | b |\n|---|---|\n| ", "'", '"', "(",
    ")", "<http://a.b>", "  ", "\u00a0", "<script>", "</script>", "<pre>", "</pre>", "- - - - - - - - - - - - - -", "#",
    "<p>", "</p>", "<ul><li>", "</ul>", "<h2>", "</h2>", "<code>", "</code>",
    '<a href="', '">', "</a>", "<table><tr><td>",
])  # fmt: skip
WORDS = st.lists(st.sampled_from(PLAIN.split()), min_size=1, max_size=20).map(" ".join)
ARTICLES: Any = st.lists(st.one_of(MARKUP, WORDS, WORDS.map(lambda words: f" {words} ")), max_size=12).map("".join)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(text=ARTICLES, reader=st.sampled_from([COMMONMARK, HTML]))
def test_any_markup_reads_the_same(text: str, reader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert same(text, reader, monkeypatch)
