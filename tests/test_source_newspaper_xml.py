"""Stories in the formats of agencies and libraries: what of them is the text, and what is said beside it."""

from __future__ import annotations

import json
import re

import pytest

from panelrecord.errors import DamagedInput, EmptyInput, ForeignInput
from panelrecord.source import prepare
from panelrecord.source.article import Prepared

NITF = """<?xml version="1.0"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf><head><title>Slug: mill</title>
<docdata><date.issue norm="20210504T063000+0200"/><date.expire norm="20210604"/></docdata>
<pubdata name="The Well" date.publication="20210505" ex-ref="https://well.example/mill"/></head>
<body><body.head><hedline><hl1>The mill stays</hl1><hl2>Council votes twice</hl2></hedline>
<byline>By <person>Ana Ruiz</person> and <person>Mo Ek</person><byttl>Staff writers</byttl></byline>
<dateline><location><city>Kandy</city></location></dateline></body.head>
<body.content>
<p>The <org>council</org> kept&nbsp;the mill, &ldquo;and the pond&rdquo;, for <money>3 pounds</money>.</p>
<media media-type="image"><media-reference source="mill.jpg"/><media-caption>The mill in May</media-caption></media>
<hl2>What next</hl2><ul><li>Repairs</li><li>A <a href="https://well.example/f">feast</a></li></ul>
<bq><block><p>A mill is a promise.</p></block><credit>Ana Ruiz</credit></bq>
</body.content>
<body.end><tagline>Ana Ruiz is editor of The Well.</tagline></body.end></body></nitf>"""

ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:{number}" xml:lang="en-GB">
<itemMeta><versionCreated>2021-05-06T09:00:00Z</versionCreated></itemMeta>
<contentMeta><creator><name>Ana Ruiz</name></creator><headline>Story {number}</headline></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""
PLAIN = '<inlineData contenttype="text/plain">The mill {number} stays.\n\nSo does the pond.</inlineData>'

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title>The Well: a digital edition</title></titleStmt>
<publicationStmt><date when="2019-01-01"/></publicationStmt>
<sourceDesc><biblStruct><analytic><title level="a">The mill stays</title><author><persName><forename>Ana</forename>
<surname>Ruiz</surname></persName></author></analytic><monogr><title level="j">The Well</title><imprint>
<date when="1891-05-04"/></imprint></monogr></biblStruct></sourceDesc></fileDesc></teiHeader>
<text xml:lang="en"><body><div><head>The mill stays</head>
<p>The coun-<lb break="no"/>cil kept the<lb/>mill, which <choice><sic>woud</sic><corr>would</corr></choice> have
<pb n="2"/><fw type="header">THE WELL 2</fw>fallen. <said>Nobody asked us</said>, said the miller; a
well-<lb/>known man <q>“of parts”</q>.<note>He was eighty.</note></p>
<lg><l>The mill goes round,</l><lb/><l>the pond is deep.</l></lg></div></body></text></TEI>"""


def read(text: str, name: str = "story.xml") -> Prepared:
    return prepare(text.encode(), name=name)


def flat(story: Prepared) -> str:
    return re.sub(r" (?=</?(?:h\d|p|ul|li|block|fig))", "", " ".join(story.content.decode().split()))


def test_a_nitf_story() -> None:
    story = read(NITF)
    assert flat(story) == (
        "<h1>The mill stays</h1><h2>Council votes twice</h2><p>By Ana Ruiz and Mo Ek</p><p>Staff writers</p>"
        "<p>Kandy</p><p>The council kept the mill, “and the pond”, for 3 pounds.</p>"
        "<figure><figcaption>The mill in May</figcaption></figure><h2>What next</h2><ul><li><p>Repairs</p></li>"
        '<li><p>A <a href="https://well.example/f">feast</a></p></li></ul>'
        "<blockquote><p>A mill is a promise.</p><p>Ana Ruiz</p></blockquote><p>Ana Ruiz is editor of The Well.</p>"
    )
    data = story.metadata
    assert (data.title, data.authors, data.published) == ("The mill stays", ("Ana Ruiz", "Mo Ek"), "2021-05-04")
    assert data.url == "https://well.example/mill"
    assert (story.format, story.notices) == ("nitf", ())


def test_a_message_of_several_stories_holds_them_all() -> None:
    items = "".join(ITEM.format(number=number, content=PLAIN.format(number=number)) for number in (1, 2))
    picture = ITEM.format(number=3, content='<remoteContent href="mill.jpg"/>')
    story = read(
        f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{picture}{items}</itemSet></newsMessage>'
    )
    assert story.format == "newsml"
    for words in ("<p>The mill 1 stays.", "<h2>Story 2", "The mill 2 stays.", "So does the pond."):
        assert words in story.content.decode()
    data = story.metadata
    assert data.language == "en-GB"
    assert (data.title, data.authors, data.published) == ("Story 1", ("Ana Ruiz",), "2021-05-06")


def test_structured_text_goes_before_plain() -> None:
    inside = "<body><h1>Story 1</h1><p>The mill <b>stays</b>.</p></body>"
    html = f'<html xmlns="http://www.w3.org/1999/xhtml">{inside}</html>'
    xhtml = f'<inlineXML contenttype="application/xhtml+xml">{html}</inlineXML>'
    story = read(ITEM.format(number=1, content=PLAIN.format(number=1) + xhtml))
    assert flat(story) == "<h1>Story 1</h1><p>The mill <b>stays</b>.</p>"


def test_news_without_text_is_refused() -> None:
    with pytest.raises(ForeignInput, match="NewsML-G2 without a text"):
        read(ITEM.format(number=3, content='<remoteContent href="mill.jpg"/>'))


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ({"body_html": "<p>The mill stays.</p>", "body_text": "x"}, "<p>The mill stays.</p>"),
        (
            {"body_text": "The mill\nstays.\n\nSo does <3 the pond."},
            "<p>The mill<br>stays.</p><p>So does &lt;3 the pond.</p>",
        ),
        (
            {
                "bodies": [
                    {"contenttype": "text/plain", "value": "x"},
                    {"contenttype": "text/html", "value": "<p>y z</p>"},
                ]
            },
            "<p>y z</p>",
        ),
    ],
    ids=["1.x", "plain", "2.x"],
)
def test_a_ninjs_story(body: dict[str, object], wanted: str) -> None:
    item: dict[str, object] = {
        "uri": "https://well.example/mill",
        "headline": "The mill",
        "versioncreated": "2021-05-04T06:00:00Z",
    }
    item |= {"contributors": [{"name": "Ana Ruiz", "role": "writer"}, {"name": "Lan Nguyen", "role": "photographer"}]}
    story = read(json.dumps(item | body), "story.json")
    assert flat(story) == wanted
    data = story.metadata
    assert (data.title, data.authors, data.published) == ("The mill", ("Ana Ruiz",), "2021-05-04")
    assert (story.format, data.url) == ("ninjs", "https://well.example/mill")


def test_a_tei_text_reads_on() -> None:
    story = read(TEI)
    assert flat(story) == (
        "<h1>The mill stays</h1><p>The council kept the mill, which would have fallen. “Nobody asked us”, said the "
        "miller; a well-known man “of parts”.</p><p>The mill goes round,<br>the pond is deep.</p><p>He was eighty.</p>"
    )
    data = story.metadata
    assert data.language == "en"
    assert (data.title, data.authors, data.published) == ("The mill stays", ("Ana Ruiz",), "1891-05-04")


def test_a_tei_header_alone_is_refused() -> None:
    with pytest.raises(EmptyInput, match="TEI without a text"):
        read(TEI[: TEI.index("<text")] + "</TEI>")


@pytest.mark.parametrize("text", [NITF[:-200], TEI[:-30], '{"headline": "x", "body_html": "<p>'])
def test_what_is_cut_off_is_damaged(text: str) -> None:
    with pytest.raises(DamagedInput, match="no well-formed"):
        read(text, "story.json" if text[0] == "{" else "story.xml")


@pytest.mark.parametrize(
    "text", ["<?xml version='1'?><kml><Placemark/></kml>", "<?xml version='1'?><rss><channel/></rss>"]
)
def test_xml_of_an_unknown_kind_is_refused_by_its_root(text: str) -> None:
    with pytest.raises(ForeignInput, match="XML of another kind"):
        read(text)


def test_json_of_another_kind_is_refused() -> None:
    with pytest.raises(ForeignInput, match="no news item"):
        read('{"name": "a package", "version": "1"}', "package.json")


def test_names_and_roots_need_no_ending() -> None:
    assert [read(text, "story").format for text in (NITF, TEI, ITEM.format(number=1, content=PLAIN))] == [
        "nitf",
        "tei",
        "newsml",
    ]
    assert read('{"headline": "x", "body_text": "The mill stays."}', "story").format == "ninjs"
