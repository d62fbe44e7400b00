"""The room as a whole: any bytes give a prepared input or a typed error, the same each time."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panelrecord.errors import InputTooLarge, PanelrecordError
from panelrecord.limits import Limits
from panelrecord.source import FORMATS, Prepared, prepare

NAMES = st.sampled_from(["-", "a", "a.txt", "a.md", "a.html", "a.docx", "a.xml", "a.rtf", "a.tex", "a.epub", "a.org"])
_MARKS = (
    "<p> </p> <div class='nav'> <h1> </h1> <br> <table> <tr> <td> <ul> <li> <a href='x'> </a> <!-- --> <? ?> <%"
    " <?php &amp; &# { } \\ \\u12 \\'e9 {\\rtf1 --- +++ % # ** __ [ ]( ) {% %} {{ }} {{< >}} {%raw%} title: - : | ```"
    " <?xml ?> <!DOCTYPE <article <html> PK\x03\x04 \u00e9 \u00a0 text word. “quoted” \x00 \x0b"
)
MARKUP = st.lists(st.sampled_from([*_MARKS.split(" "), "\n", "\n\n", "\t"]), max_size=60).map(" ".join)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32-be"])


def outcome(content: bytes, name: str, format: str | None) -> Prepared | str:
    try:
        prepared = prepare(content, name=name, format=format)
    except PanelrecordError as error:
        return described(error, name)
    assert (prepared.name, prepared.sha256) == (name, hashlib.sha256(content).hexdigest())
    assert (prepared.reader is None) != (prepared.ast is None)
    assert prepared.format in FORMATS
    return prepared


def described(error: PanelrecordError, name: str) -> str:
    assert error.name == name
    assert error.mend
    return repr(error)


@given(st.binary(max_size=400), NAMES, st.sampled_from([None, *FORMATS]))
def test_any_bytes(content: bytes, name: str, format: str | None) -> None:
    assert outcome(content, name, format) == outcome(content, name, format)


@settings(max_examples=300)
@given(MARKUP, ENCODINGS, NAMES, st.sampled_from([None, None, "html", "markdown", "text", "xml"]))
def test_any_markup(text: str, encoding: str, name: str, format: str | None) -> None:
    outcome(text.encode(encoding), name, format)


PARTS = (
    *("mimetype", "[Content_Types].xml", "word/document.xml", "docProps/core.xml", "content.xml", "meta.xml"),
    *("META-INF/container.xml", "META-INF/encryption.xml", "META-INF/manifest.xml", "b.opf"),
)


@given(
    st.dictionaries(
        st.sampled_from(PARTS),
        st.sampled_from([b"", b"application/epub+zip", b"application/vnd.oasis.opendocument.text", b"<a/>", b"\xff<"])
        | st.just(b"wordprocessingml") | st.just(b'<c><rootfile full-path="b.opf"/></c>') | st.binary(max_size=30),
    ),
    st.integers(0, 600),
    st.binary(max_size=3),
    st.booleans(),
)  # fmt: skip
def test_any_package_however_damaged(parts: dict[str, bytes], place: int, patch: bytes, cut: bool) -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    whole = file.getvalue()
    outcome(whole[:place] + patch + (b"" if cut else whole[place + len(patch) :]), "a.docx", None)


REPEATED = (
    *("<div>", "<b>", "[", "&", "{", "<", "- ", "{%", "{{", "<?", "<!--", "<?php", "<?= x ?>", "<%", "'''", "{%raw%}"),
    *("{{<", "{% x ", "` <http://", "a-\n", "a\n\n", "<table><tr><td>", "% \n", "%", "#+", "\n", "=\n", "*", "~", "\t"),
)
REPETITIONS = [
    *((part * (100_000 // len(part)) + "x").encode() for part in REPEATED),
    b"---\n" + b"[" * 60_000 + b"\n---\n",
    b"{%endraw%}" + b"{%raw%}" * 20_000,
    b"{\\rtf1" + b"{" * 100_000,
    b"{\\rtf1" + b"\\u1" * 30_000,
    b"\xe9" * 90_000,
]


@pytest.mark.parametrize("content", REPETITIONS, ids=lambda content: repr(content[:12]))
@pytest.mark.parametrize("name", ["a", "a.md", "a.html"])
def test_repetition_comes_to_an_end(content: bytes, name: str) -> None:
    outcome(content, name, None)  # in quadratic time it would not, or in a RecursionError


@pytest.mark.parametrize(
    ("limits", "content", "name"),
    [
        (Limits(input_bytes=5), b"{\\rtf1}", "a.rtf"),
        (Limits(text_bytes=3), b"four", "a.md"),
        (Limits(text_characters=3), b"four", "a.txt"),
    ],
)
def test_sizes_are_bounded(limits: Limits, content: bytes, name: str) -> None:
    prepare(content, name=name)
    with pytest.raises(InputTooLarge):
        prepare(content, name=name, limits=limits)


def test_notices_say_what_was_decided() -> None:
    prepared = prepare("<html><p>“Café”</p></html>".encode("cp1252"), name="a.txt")
    assert [(notice.code, notice.field) for notice in prepared.notices] == [
        ("format-mismatch", "source/format"), ("decoded-as", "source/text"),
    ]  # fmt: skip
    assert "Windows-1252" in prepared.notices[1].message
    assert "“Café”" in prepared.content.decode()


@pytest.mark.parametrize("format", ["jats", "docbook"])
def test_the_language_that_xml_declares(format: str) -> None:
    content = b'<?xml version="1.0"?><!-- lang="fr" --><article xml:lang="en-GB"><front/></article>'
    assert prepare(content, name="a.xml", format=format).metadata.language == "en-GB"


def test_loading_the_room_loads_no_library() -> None:
    libraries = "lxml", "yaml", "charset_normalizer", "zipfile"
    code = f"import sys, panelrecord.source; print([name for name in {libraries} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
