"""Input that keeps to the outside of its format, and holds in it what no program would write."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from email.message import Message
from itertools import pairwise
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panelrecord.containers import Bad, Columns, Member, Opening, members, opened
from panelrecord.containers.moments import utc
from panelrecord.errors import InputError
from panelrecord.source import prepare
from panelrecord.source.json_values import json_values
from panelrecord.source.saved_pages import utc_moment
from panelrecord.source.values import number

ODD = st.one_of(
    st.sampled_from(
        [
            *("", "0", "-1", "nan", "inf", "-inf", "1e400", "9" * 5000, "٣", "1_0", ".", "0x10", "1,2", "a", "hex"),
            *(
                "idna",
                "rot13",
                "undefined",
                "punycode",
                "a\\b",
                "utf-8",
                "http://[",
                "2021-05-04",
                "99999-01-01",
                "(((",
            ),
            *("0001-01-01T00:00:00+23:00", "Tue, 4 May 99999999999999999999 06:30:00 +9999", "r1", "ART1", "re: re:"),
        ]
    ),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=12),
)
FEW = settings(max_examples=60, deadline=None)


def escaped(written: str) -> str:
    return "".join(f"&#{ord(letter)};" if letter in "<>&\"'" else letter for letter in written)


def elements(names: list[str], attributes: list[str]) -> st.SearchStrategy[str]:
    """XML of these elements in each other, with these attributes."""

    def made(name: str, stated: dict[str, str], inner: list[str]) -> str:
        written = "".join(f' {key}="{escaped(value)}"' for key, value in stated.items())
        return f"<{name}{written}>{''.join(inner)}</{name}>"

    def within(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        stated = st.dictionaries(st.sampled_from(attributes), ODD, max_size=3)
        return st.builds(made, st.sampled_from(names), stated, st.lists(inner, max_size=4))

    return within(st.recursive(ODD.map(escaped), within, max_leaves=12))


def ends(content: str | bytes, name: str) -> None:
    """Whether what is read is a document or a typed error; anything else comes out as it is."""
    try:
        read = prepare(content if isinstance(content, bytes) else content.encode(), name=name)
    except InputError:
        return
    json.dumps([read.metadata.title, read.metadata.authors], ensure_ascii=False).encode()


PLACES = ["HPOS", "VPOS", "WIDTH", "HEIGHT", "STYLEREFS", "ID", "CONTENT", "SUBS_TYPE", "SUBS_CONTENT", "FONTSIZE"]
ALTO = ["Layout", "Page", "PrintSpace", "TextBlock", "TextLine", "String", "HYP", "Styles", "TextStyle"]
PAGE = ["Page", "ReadingOrder", "OrderedGroup", "RegionRefIndexed", "TextRegion", "TextLine", "Word", "Coords", "Point"]
TEI = ["text", "body", "p", "choice", "sic", "corr", "lb", "pb", "q", "note", "date", "fileDesc", "sourceDesc", "title"]
NEWS = ["newsItem", "contentSet", "inlineXML", "nitf", "body", "body.content", "p", "itemMeta", "contentMeta", "date"]
METS = ["fileSec", "file", "FLocat", "structMap", "div", "area", "fptr", "dateIssued", "language", "alto", *ALTO]


@FEW
@given(elements(ALTO, PLACES))
def test_alto(inner: str) -> None:
    ends(f"<alto>{inner}</alto>", "a.xml")


@FEW
@given(elements([*PAGE, "TextEquiv", "Unicode"], ["id", "index", "regionRef", "points", "x", "y", "type"]))
def test_page(inner: str) -> None:
    ends(f"<PcGts>{inner}</PcGts>", "a.xml")


@FEW
@given(elements(TEI, ["when", "break", "level", "type", "target"]))
def test_tei(inner: str) -> None:
    ends(f"<TEI><text><body>{inner}</body></text>{inner}</TEI>", "a.xml")


@FEW
@given(elements(NEWS, ["contenttype", "norm", "tag", "qcode", "href", "rel"]))
def test_newsml(inner: str) -> None:
    ends(
        f"<newsMessage>{inner}<newsItem><contentSet><inlineXML>{inner}</inlineXML></contentSet></newsItem></newsMessage>",
        "a.xml",
    )


@FEW
@given(elements(["div", "span", "p"], ["class", "title"]), st.lists(ODD, max_size=5))
def test_hocr(inner: str, places: list[str]) -> None:
    box = escaped(f"bbox {' '.join(places)}; x_size {places[:1]} x_fsize ..")
    line = f'<span class="ocr_line" title="{box}">Wells {inner}</span>'
    ends(f'<html><body><div class="ocr_page">{line}{line}{inner}</div></body></html>', "a.html")


@FEW
@given(elements(METS, ["ID", "FILEID", "BEGIN", "TYPE", "LABEL", *PLACES]), ODD)
def test_mets(inner: str, address: str) -> None:
    link = f'<file ID="a"><FLocat xmlns:x="http://www.w3.org/1999/xlink" x:href="{escaped(address)}.xml"/></file>'
    issue = f'<mets xmlns="http://www.loc.gov/METS/">{inner}<fileSec>{link}</fileSec>{inner}</mets>'
    ends(issue, "a.xml")
    for one in contained(issue.encode(), "mets.xml", beside=lambda _: f"<alto>{inner}</alto>".encode()):
        assert isinstance(one, Bad) or one.content


@FEW
@given(
    st.dictionaries(st.sampled_from(["From", "Subject", "Date", "Content-Type", "Content-Disposition"]), ODD), ODD, ODD
)
def test_mail(headers: dict[str, str], charset: str, word: str) -> None:
    written = "".join(f"{name}: =?{charset}?b?{word}?= {value}\n" for name, value in headers.items())
    stated = f"Content-Type: text/plain; charset*={charset}'en'{word}; x*{word}*={word}; format={word}\n"
    ends(f"MIME-Version: 1.0\n{written}{stated}\nWells caf".encode() + b"\xe9", "a.eml")
    ends(f"Snapshot-Content-Location: {word}\nDate: {word}\nMIME-Version: 1.0\n{stated}\n<p>Wells", "a.mhtml")


VALUES = st.recursive(
    st.one_of(ODD, st.just("\ud800 wells"), st.integers(), st.floats(), st.booleans(), st.none()),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "@id", "value", "role"]), inner)
    ),
    max_leaves=6,
)
KEYS = ["headline", "headlines", "byline", "people", "bodies", "language", "uri", "versioncreated", "body_text"]
LINKED = ["@type", "@id", "@graph", "author", "headline", "datePublished", "publisher", "inLanguage", "mainEntity"]


@FEW
@given(st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_ninjs(item: dict[str, object]) -> None:
    ends(json.dumps({"headline": "Wells", "versioncreated": "x", "body_html": "<p>\ud800 Wells.</p>"} | item), "a.json")


@FEW
@given(st.dictionaries(st.sampled_from(LINKED), VALUES))
def test_linked_data(item: dict[str, object]) -> None:
    data = json.dumps({"@type": "Article"} | item).replace("<", "\\u003c")
    ends(
        f'<html><head><script type="application/ld+json">{data}</script></head><body><p>Wells.</p></body></html>',
        "a.html",
    )


@FEW
@given(st.dictionaries(st.sampled_from(["text", "title", "date", "captured"]), VALUES))
def test_rows(row: dict[str, object]) -> None:
    known = (("title", "title"), ("authors", "title"), ("published", "date"), ("captured", "captured"))
    lines = f'{json.dumps(row)}\n{{"text": "Wells."}}\n'.encode()
    found = contained(lines, "rows.jsonl", columns=Columns("text", known))
    assert [one.name for one in found] == ["rows.jsonl#1", "rows.jsonl#2"]
    assert not isinstance(found[1], Bad)


@FEW
@given(st.lists(st.tuples(st.sampled_from(["title", "date", "author", "lang"]), ODD), max_size=4), st.booleans())
def test_front_matter(entries: list[tuple[str, str]], is_toml: bool) -> None:
    fence, mark = ("+++", " = ") if is_toml else ("---", ": ")
    for odd in ("!!set {a}", "0x1" + "f" * 5000, "9" * 5000, "[" * 200, "1979-05-27T07:32:00+23:59", "&a [*a]", ".nan"):
        block = "".join(f"{key}{mark}{value}\n" for key, value in [*entries, ("url", odd)])
        ends(f"{fence}\n{block}{fence}\n\nWells.\n", "a.md")


@FEW
@given(
    st.lists(
        st.one_of(st.sampled_from(["{", "}", "\\u-1 ", "\\u9999999 ", "\\bin99 ", "\\uc99 ", "\\'e9", "\\*"]), ODD)
    )
)
def test_rtf(pieces: list[str]) -> None:
    ends("{\\rtf1\\ansicpg99999 Wells " + "".join(pieces) + "}", "a.rtf")


@FEW
@given(ODD)
def test_moments_and_numbers(written: str) -> None:
    assert (utc(written) or utc_moment(written) or "2021").count("-") in (0, 2)
    assert abs(number(written)) < 1e9


def contained(content: bytes, name: str, **options: object) -> list[Member | Bad]:
    import io  # noqa: PLC0415  for these alone

    opening = Opening(name, **options)  # type: ignore[arg-type]
    stream, kind = opened(io.BytesIO(content), opening)
    assert kind is not None
    return list(members(stream, kind, opening))


# ---------------------------------------------------------- what comes of single ones


def mail(headers: str, body: str = "--a\n\nThe wells are dry.\n--a--") -> bytes:
    return f"MIME-Version: 1.0\n{headers}\n\n{body}\n".encode("latin-1")


@pytest.mark.parametrize(
    "headers",
    [
        "From: " + "(" * 100_000 + "a@b.example",
        "From: " + "a:" * 100_000,
        "Subject: =?utf-8?b?a?=\nFrom: a@b.example",
        "Subject: =?a\0b?q?caf=e9?=\nFrom: a@b.example",
        f"Content-Type: text/plain; x*{'9' * 5000}=y; charset=utf-8",
        "Content-Type: text/plain; charset*=a%00b'en'%00c",
        "Content-Type: multipart/mixed; boundary*=idna'en'a",
        "Content-Type: text/plain; charset=undefined",
    ],
    ids=["comments", "groups", "base64", "charset", "digits", "extended", "boundary", "undefined"],
)
def test_headers_that_are_none(headers: str) -> None:
    read = prepare(mail(headers), name="a.eml")
    assert "The wells are dry." in read.content.decode()


def test_a_long_header_is_not_read_to_its_end() -> None:
    lengths: list[int] = []
    plain = Message.get

    def watched(message: Message, *names: object) -> object:
        value: object = plain(message, *names)  # type: ignore[call-overload]
        lengths.append(len(str(value or "")))
        return value

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Message, "get", watched)
        prepare(mail("Content-Type: text/plain; " + ";x=y" * 50_000), name="a.eml")
    assert max(lengths) == 4_000


def test_json_of_a_thousand_levels_is_none() -> None:
    for levels in range(101, 1_400, 50):
        with pytest.raises(ValueError, match="nested"):
            json_values("[" * levels + "]" * levels)
    assert json_values("[" * 100 + "]" * 100) is not None
    assert json_values('{"a\\ud800": ["\\ud83d\\ude42", "\\udc00b"]}') == {"a\ufffd": ["\U0001f642", "\ufffdb"]}


def test_each_page_of_an_issue_is_read_once() -> None:
    names = "".join(
        f'<file ID="f{n}"><FLocat xmlns:x="http://www.w3.org/1999/xlink" x:href="./p.xml"/></file>' for n in range(500)
    )
    issue = f'<mets xmlns="http://www.loc.gov/METS/"><fileSec>{names}</fileSec></mets>'.encode()
    read: list[str] = []

    def beside(path: str) -> bytes:
        read.append(path)
        return alto(block(1, 1)).encode()

    assert len(contained(issue, "mets.xml", beside=beside)) == 1
    assert read == ["p.xml"]
    assert PurePosixPath(read[0]).name == "p.xml"


# ------------------------------------------------------------ work that grows


def alto(lines: str) -> str:
    return f"<alto><Layout><Page><PrintSpace>{lines}</PrintSpace></Page></Layout></alto>"


def block(left: int, top: int, width: int = 10) -> str:
    place = f'HPOS="{left}" VPOS="{top}" WIDTH="{width}" HEIGHT="10"'
    return f'<TextBlock><TextLine {place}><String CONTENT="mill"/></TextLine></TextBlock>'


def stairs(levels: int) -> str:
    """Columns beside columns below what stands across them, and so on."""
    return "".join(
        f'<TextBlock><TextLine HPOS="{20 * n}" VPOS="{20 * n}" WIDTH="10" HEIGHT="{20 * (levels - n)}">'
        f'<String CONTENT="mill"/></TextLine></TextBlock>{block(20 * n + 20, 20 * n, 20 * (levels - n))}'
        for n in range(levels)
    )


def named_again(times: int) -> str:
    order, words = "<RegionRef regionRef='r'/>" * times, "mill\n" * times
    region = f"<TextRegion id='r'><TextEquiv><Unicode>{words}</Unicode></TextEquiv></TextRegion>"
    return f"<PcGts><Page><ReadingOrder>{order}</ReadingOrder>{region}</Page></PcGts>"


GROWING: dict[str, Callable[[int], tuple[str, str]]] = {
    "blocks in one place": lambda n: ("a.xml", alto(block(1, 1) * n)),
    "rows of two columns": lambda n: (
        "a.xml",
        alto("".join(block(0, 12 * m, 50) + block(80, 12 * m) for m in range(n))),
    ),
    "parts of one row": lambda n: ("a.xml", alto("".join(block(12 * m, 0) for m in range(3 * n)))),
    "columns in columns": lambda n: ("a.xml", alto(stairs(n))),
    "pages in pages": lambda n: (
        "a.html",
        '<html><body><div class="ocr_page">' + '<div class="ocr_page">' * n + '<span class="ocr_line">mill</span>' * n,
    ),
    "regions named again": lambda n: ("a.xml", named_again(n)),
}


@pytest.mark.parametrize("make", GROWING.values(), ids=GROWING)
def test_work_grows_with_the_input(make: Callable[[int], tuple[str, str]]) -> None:
    done = [calls(*make(size)) for size in (200, 400, 800)]
    assert all(more < 2.6 * fewer for fewer, more in pairwise(done)), done


def calls(name: str, content: str) -> int:
    """How many functions are called to read it, the steps of generators among them."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        prepare(content.encode(), name=name)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "page",
    [
        '<a href="http://a.example/' + "x" * 20_000 + '">' + "<p>The wells.</p>" * 500,
        "<b>" * 200 + "<p>The wells.</p>" * 500,
        '<div class="ocr_page">' + '<span class="ocr_line">mill ' * 500,
    ],
    ids=["address", "marks", "lines"],
)
def test_nothing_is_repeated_for_each_paragraph(page: str) -> None:
    read = prepare(f"<html><body>{page}</body></html>".encode(), name="a.html")
    assert len(read.content) < 8 * len(page)
