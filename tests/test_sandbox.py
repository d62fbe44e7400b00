"""No document reads a file or the network through pandoc, whatever its format can ask for.

Each document is first read by pandoc without the sandbox, where those marked as open do what they are written for:
otherwise a test could pass because its document is harmless.
"""

from __future__ import annotations

import json
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import pytest

from panelrecord.errors import ParseFailed
from panelrecord.pandoc import Pandoc, find_pandoc, parse

SECRET = "Zweihundertvierundsiebzig"
OFFICE = "http://schemas.openxmlformats.org"


class Server(HTTPServer):
    """A server on this machine that writes down what it is asked for and answers with the secret."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Server)
        self.server.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<p>{SECRET}</p>".encode())

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_text(f"{SECRET}\n")
    for other in ("secret.tex", "secret.csv", "secret.org", "secret.html", "secret.sty"):
        (tmp_path / other).write_text(f"{SECRET}\n")
    return path


@pytest.fixture(scope="module")
def pandoc() -> Pandoc:
    return find_pandoc()


def docx(body: str, relationships: str) -> bytes:
    """A Word document of one body and its relationships, as little as pandoc takes."""
    parts = {
        "[Content_Types].xml": f"""<Types xmlns="{OFFICE}/package/2006/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Default Extension="xml" ContentType="application/xml"/>
            <Override PartName="/word/document.xml"
              ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""",
        "_rels/.rels": f"""<Relationships xmlns="{OFFICE}/package/2006/relationships"><Relationship Id="r1"
            Type="{OFFICE}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
            </Relationships>""",
        "word/document.xml": f"""<w:document xmlns:w="{OFFICE}/wordprocessingml/2006/main"
            xmlns:r="{OFFICE}/officeDocument/2006/relationships" xmlns:a="{OFFICE}/drawingml/2006/main"
            xmlns:pic="{OFFICE}/drawingml/2006/picture" xmlns:wp="{OFFICE}/drawingml/2006/wordprocessingDrawing">
            <w:body><w:p><w:r><w:t>Before.</w:t></w:r></w:p>{body}</w:body></w:document>""",
        "word/_rels/document.xml.rels": f"""<Relationships xmlns="{OFFICE}/package/2006/relationships">
            {relationships}</Relationships>""",
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


PICTURE = """<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="alt"/><a:graphic><a:graphicData>
    <pic:pic><pic:blipFill><a:blip r:{how}="r9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>
    </w:drawing></w:r></w:p>"""
RELATIONSHIP = """<Relationship Id="r9" Type="{office}/officeDocument/2006/relationships/{kind}" Target="{target}"
    TargetMode="External"/>"""

OPEN = [
    ("rst", ".. include:: {file}\n"),
    ("rst", ".. include:: {folder}/../{name}/secret.txt\n   :literal:\n"),
    ("rst", ".. raw:: html\n   :file: {file}\n"),
    ("rst", ".. csv-table:: T\n   :file: {folder}/secret.csv\n"),
    ("rst", ".. csv-table:: T\n   :url: {url}/secret.csv\n"),
    ("latex", "\\input{{{folder}/secret.tex}}"),
    ("latex", "\\include{{{folder}/secret}}"),
    ("latex", "\\documentclass{{article}}\\begin{{document}}\\subfile{{{folder}/secret.tex}}\\end{{document}}"),
    ("latex", "\\lstinputlisting{{{file}}}"),
    ("latex", "\\inputminted{{text}}{{{file}}}"),
    ("org", '#+INCLUDE: "{folder}/secret.org"\n'),
    ("org", '#+INCLUDE: "{file}" example\n'),
    ("html", '<iframe src="{url}/frame"></iframe>'),
]
"""Documents that may bring the secret in by what their format provides for it."""

CLOSED = [
    ("latex", "\\verbatiminput{{{file}}}"),
    ("html", '<iframe src="{folder}/secret.html"></iframe>'),
    ("html", '<iframe src="file://{folder}/secret.html"></iframe>'),
    ("html", '<p>a<img src="{file}"><img src="{url}/img"></p><object data="{url}/object"></object>'),
    ("html", '<embed src="{url}/embed"><link rel="stylesheet" href="{url}/css"><script src="{url}/js"></script><p>a'),
    ("html+raw_html", '<video src="{url}/video"></video><base href="{url}/"><img src="a.png">'),
    ("html", '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "{file}">]><p>&x;</p>'),
    ("jats", '<!DOCTYPE article [<!ENTITY x SYSTEM "file://{file}">]><article><body><p>a &x;</p></body></article>'),
    ("docbook", '<!DOCTYPE article [<!ENTITY x SYSTEM "{file}">]><article><para>a &x;</para></article>'),
    (
        "docbook",
        '<article xmlns:xi="http://www.w3.org/2001/XInclude"><para>a</para>'
        '<xi:include href="{file}" parse="text"/><xi:include href="{url}/xi"/></article>',
    ),
    ("markdown", "![alt]({file}) ![alt]({url}/img)\n\n[a]: {url}/ref\n\n\\input{{{file}}}\n"),
    ("markdown+raw_tex+raw_html", '\\input{{{folder}/secret.tex}}\n\n<iframe src="{file}"></iframe>\n'),
    ("commonmark_x", "![alt]({file})\n\n{{.include src={file}}}\n"),
    ("mediawiki", "[[File:{file}]] {{{{:{file}}}}} [[Image:{url}/img|thumb|a]] a"),
    ("latex", "\\usepackage{{{folder}/secret}}\\includegraphics{{{file}}}\\openin1={file} \\read1 to \\x \\x a"),
    ("latex", '\\write18{{cat {file}}}\\input|"cat {file}" a'),
    ("org", "[[file:{file}]] #+BEGIN_SRC sh :results output\ncat {file}\n#+END_SRC\n"),
    ("asciidoc", "include::{file}[]\n\ninclude::{url}/include[]\n\nimage::{url}/image[]\n\na"),
    ("typst", '#include "{folder}/secret.txt"\n#read("{file}")\n#image("{url}/image")\na'),
    ("djot", "![a]({file}) ![b]({url}/image)\n\n{{% include {file} %}}\n"),
    ("t2t", "a\n\n\n%!include: {file}\n%!includeconf: {file}\n[{url}/image.png]\n"),
    ("pod", "=pod\n\nL<file://{file}> L<{url}/pod>\n\n=for html <img src='{url}/image'>\n\n=cut\n"),
    ("haddock", '<<{url}/image.png>> #include "{file}"\n'),
    ("man", ".so {file}\n.TH a 1\na"),
    ("mdoc", ".so {file}\n.Dd a\n.Dt A 1\n.Sh a\na"),
    ("textile", "!{url}/image! !{file}! a"),
    ("creole", "{{{{{url}/image}}}} a"),
    ("dokuwiki", "{{{{{url}/image}}}} {{{{file://{file}}}}} a"),
    ("tikiwiki", "{{img src={url}/image}} {{include page={file}}} a"),
    ("twiki", '%INCLUDE{{"{file}"}}% %INCLUDE{{"{url}/include"}}% a'),
    ("vimwiki", "{{{{{url}/image}}}} {{{{file:{file}}}}} a"),
    ("muse", '<include file="{file}"> [[{url}/image.png]] a'),
    ("jira", "!{url}/image! {{include:{file}}} a"),
    ("opml", '<opml><body><outline text="a" type="include" url="{url}/opml"/></body></opml>'),
    (
        "fb2",
        '<FictionBook xmlns:l="http://www.w3.org/1999/xlink"><body><section><p>a</p><image l:href="{url}/image"/>'
        "</section></body></FictionBook>",
    ),
    (
        "ipynb",
        '{{"cells":[{{"cell_type":"markdown","metadata":{{}},"source":["![a]({file}) ![b]({url}/image)"]}}],'
        '"metadata":{{}},"nbformat":4,"nbformat_minor":5}}',
    ),
    ("csv", '=WEBSERVICE("{url}/csv"),{file}\n'),
    ("bibtex", "@article{{a, title={{\\input{{{file}}}}}, url={{{url}/bib}}}}"),
    ("rtf", '{{\\rtf1 a {{\\field{{\\*\\fldinst INCLUDETEXT "{file}"}}{{\\fldrslt b}}}} }}'),
]
"""Documents that name files and addresses, which pandoc shows but has never opened."""


def filled(template: str, secret: Path, server: Server) -> bytes:
    folder = secret.parent
    return template.format(file=secret, folder=folder, name=folder.name, url=server.url).encode()


def opened(pandoc: Pandoc, content: bytes, reader: str) -> str:
    """The tree that pandoc makes of it without the sandbox."""
    run = subprocess.run([pandoc.path, "-f", reader, "-t", "json"], input=content, capture_output=True, check=False)
    return run.stdout.decode()


@pytest.mark.parametrize(("reader", "template"), OPEN)
def test_what_a_format_includes_stays_out(
    pandoc: Pandoc, secret: Path, server: Server, reader: str, template: str
) -> None:
    content = filled(template, secret, server)
    assert SECRET in opened(pandoc, content, reader), "this document would prove nothing"
    server.asked.clear()
    try:
        tree = json.dumps(parse(content, reader, pandoc=pandoc, name="a").ast)
    except ParseFailed as refused:
        tree = refused.message
    assert SECRET not in tree
    assert server.asked == []


@pytest.mark.parametrize(("reader", "template"), CLOSED)
def test_what_a_document_names_is_not_opened(
    pandoc: Pandoc, secret: Path, server: Server, reader: str, template: str
) -> None:
    try:
        tree = json.dumps(parse(filled(template, secret, server), reader, pandoc=pandoc, name="a").ast)
    except ParseFailed as refused:
        tree = refused.message
    assert "Unknown input format" not in tree, "this document would prove nothing"
    assert SECRET not in tree
    assert server.asked == []


@pytest.mark.parametrize("how", ["link", "embed"])
@pytest.mark.parametrize("target", ["{url}/picture.png", "file://{file}", "{file}", "../../../../../../..{file}"])
def test_what_a_word_file_relates_to_is_not_opened(
    pandoc: Pandoc, secret: Path, server: Server, how: str, target: str
) -> None:
    where = filled(target, secret, server).decode()
    relationship = RELATIONSHIP.format(office=OFFICE, kind="image", target=where)
    parsed = parse(docx(PICTURE.format(how=how), relationship), "docx", pandoc=pandoc, name="a.docx")
    assert "Before." in json.dumps(parsed.ast)
    assert SECRET not in json.dumps(parsed.ast)
    assert server.asked == []


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("aFChunk", '<w:altChunk r:id="r9"/>'),
        ("subDocument", '<w:p><w:subDoc r:id="r9"/></w:p>'),
        ("attachedTemplate", "<w:p><w:r><w:t>After.</w:t></w:r></w:p>"),
        (
            "oleObject",
            '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:o" Type="Link" r:id="r9"/></w:object></w:r></w:p>',
        ),
        ("footnotes", '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'),
        ("hyperlink", '<w:p><w:hyperlink r:id="r9"><w:r><w:t>After.</w:t></w:r></w:hyperlink></w:p>'),
    ],
)
def test_what_a_word_file_embeds_is_not_opened(
    pandoc: Pandoc, secret: Path, server: Server, kind: str, body: str
) -> None:
    for target in (f"{server.url}/part", f"file://{secret}"):
        relationship = RELATIONSHIP.format(office=OFFICE, kind=kind, target=target)
        parsed = parse(docx(body, relationship), "docx", pandoc=pandoc, name="a.docx")
        assert "Before." in json.dumps(parsed.ast)
        assert SECRET not in json.dumps(parsed.ast)
    assert server.asked == []


def test_an_entity_in_a_word_file_is_not_opened(pandoc: Pandoc, secret: Path, server: Server) -> None:
    content = docx("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", "")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    declaration = f'<!DOCTYPE w [<!ENTITY x SYSTEM "file://{secret}">]>'.encode()
    parts["word/document.xml"] = declaration + parts["word/document.xml"]
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    try:
        tree = json.dumps(parse(file.getvalue(), "docx", pandoc=pandoc, name="a.docx").ast)
    except ParseFailed as refused:
        tree = refused.message
    assert SECRET not in tree


@pytest.mark.parametrize(
    ("reader", "content"), [("rst", b".. |d| date::\n\nToday |d|.\n"), ("latex", b"Today \\today.")]
)
def test_the_clock_is_not_read(pandoc: Pandoc, reader: str, content: bytes) -> None:
    assert "1970-01-01" in json.dumps(parse(content, reader, pandoc=pandoc, name="a").ast)
