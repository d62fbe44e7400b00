"""What holds of every article, whatever is in it: grounded values, valid records, the same bytes for the same bytes."""

from __future__ import annotations

import random
import textwrap
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from fixture_case import FIXTURES, load_cases
from hypothesis import given, settings
from hypothesis import strategies as st
from scoring.compare import quoted_exactly
from scoring.expected import article_of

import panelrecord

BOUNDED = settings(max_examples=25)

ARTICLES = tuple(article_of(FIXTURES / case.slug) for case in load_cases())
FIRST, LAST = ("Ana", "Kofi", "Lan", "Zoë", "O'Neil"), ("Ruiz", "Mensah", "Nguyen", "al-Amin", "de la Cruz")
NAMES = st.builds("{} {}".format, st.sampled_from(FIRST), st.sampled_from(LAST))
CLAIMS = st.sampled_from(
    ("the wells are dry", "nobody asked the millers", "rents must fall by 2030", "“we were late” is no excuse", "it is")
)
SENTENCES = st.one_of(
    st.builds("{} said that {}.".format, NAMES, CLAIMS),
    st.builds("“{},” said {}, a baker. “{}”".format, CLAIMS, NAMES, CLAIMS),
    st.builds("{} chaired the seminar, which was held in Kandy on {} May 2021.".format, NAMES, st.integers(1, 31)),
    st.builds("She {} {}: “{}".format, st.sampled_from(("urged", "added", "")), NAMES, CLAIMS),
    st.sampled_from(("The audience rose.", "In his view, mills need water.", "(Dr", "e.g. “", "•", "By Ana Ruiz")),
    st.text(max_size=20),
)
TEXTS = st.lists(st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=5).map("\n\n".join)


def assert_sound_or_refused(content: bytes, *, format: str | None = None, name: str | None = None) -> None:
    """A valid record whose spans quote its text, or an error that says what to do."""
    outcome: panelrecord.Record | panelrecord.PanelrecordError
    try:
        outcome = panelrecord.convert(content, format=format, name=name)
    except panelrecord.PanelrecordError as refusal:
        outcome = refusal
    if isinstance(outcome, panelrecord.PanelrecordError):
        assert outcome.message
        assert outcome.mend
        return
    panelrecord.validate(outcome)
    spans, exact = quoted_exactly(outcome.to_dict())
    assert spans == exact


# ------------------------------------------------------------- any input at all


@BOUNDED
@given(TEXTS, st.sampled_from(("text", "markdown", "html", "org", "mediawiki")))
def test_every_text_gives_a_sound_record_or_a_clear_error(text: str, form: str) -> None:
    assert_sound_or_refused(text.encode(), format=form)


@BOUNDED
@given(st.binary(max_size=400), st.sampled_from((None, "text", "html", "docx", "rtf", "jats")))
def test_every_bytes_give_a_sound_record_or_a_clear_error(content: bytes, form: str | None) -> None:
    assert_sound_or_refused(content, format=form)


@BOUNDED
@given(st.sampled_from(ARTICLES), st.integers(0, 2**32), st.integers(1, 12))
def test_a_damaged_article_gives_a_sound_record_or_a_clear_error(article: Path, seed: int, changes: int) -> None:
    chance = random.Random(seed)
    content = bytearray(article.read_bytes())
    for _ in range(changes):
        start = chance.randrange(len(content))
        content[start : start + chance.choice((0, 1, 40))] = chance.randbytes(chance.choice((0, 1, 8)))
    assert_sound_or_refused(bytes(content), name=article.name)


@BOUNDED
@given(TEXTS)
def test_annotations_quote_the_text_as_it_is_given(text: str) -> None:
    annotations = panelrecord.annotate(text)
    assert annotations.text == text
    panelrecord.validate(annotations)
    ends = [sentence.end for sentence in annotations.sentences]
    assert ends == sorted(ends)


# ------------------------------------------------------------- the same for the same


@pytest.fixture(scope="module")
def records() -> dict[str, str]:
    """Every fixture's record, as its JSON."""
    return {article.parent.name: panelrecord.convert(article).to_json() for article in ARTICLES}


def test_again_and_in_another_order(records: dict[str, str]) -> None:
    again = {article.parent.name: panelrecord.convert(article).to_json() for article in reversed(ARTICLES)}
    assert again == records


def test_in_threads(records: dict[str, str]) -> None:
    with ThreadPoolExecutor(4) as pool:
        together = pool.map(lambda article: panelrecord.convert(article).to_json(), ARTICLES)
        assert dict(zip([article.parent.name for article in ARTICLES], together, strict=True)) == records


# ------------------------------------------------------------- what does not matter

PARAGRAPHS = (
    "Dr Ana Ruiz, a hydrologist at the Mekong Institute, said that the wells were dry. “Nobody asked the millers,” she "
    "added.",
    "Kofi Mensah, who grows maize, urged the council to publish its accounts. The levy, he said, is a tax on hunger.",
    "The seminar on water was held at the Grange Hall in Kandy on 3 May 2021. It was chaired by Lan Nguyen.",
    "According to Mensah, mills should be turned into schools. Every mill could teach a hundred children.",
)
TITLE = "Wells, mills and a levy"
HEAD = (
    f"<title>{TITLE}</title><meta name='author' content='Mo Ek'><meta property='article:published_time' "
    "content='2021-05-04'>"
)
BODY = f"<h1>{TITLE}</h1><p>By Mo Ek</p>" + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
ARTICLE = f"<html lang=en><head>{HEAD}</head><body><article>{BODY}</article></body></html>"
MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News said Bob Lee</a></li></ul></nav>"
SHARE = "<div class='share-buttons'><a href='#'>Share on Facebook</a> <a href='#'>Tweet</a></div>"
COOKIES = (
    "<div id='cookie-notice' role='dialog'><p>We use cookies. By staying you agree, said our lawyers.</p>"
    "<button>OK</button></div>"
)
RELATED = "<aside class='related'><h3>Related</h3><ul><li><a href='/x'>Tom Lee chairs a debate</a></li></ul></aside>"
FOOTER = "<footer><p>© 2021 The Daily Well</p></footer>"
NOISY = {
    "menu": ARTICLE.replace("<body>", f"<body>{MENU}"),
    "share bar": ARTICLE.replace("<p>By", f"{SHARE}<p>By").replace("</article>", f"{SHARE}</article>"),
    "cookie notice": ARTICLE.replace("</body>", f"{COOKIES}</body>"),
    "cookie notice in front": ARTICLE.replace("<body>", f"<body>{COOKIES}"),
    "related articles": ARTICLE.replace("</article>", f"</article>{RELATED}"),
    "footer": ARTICLE.replace("</article>", f"</article>{FOOTER}"),
    "script and style": ARTICLE.replace("<h1>", "<script>var said = 'Bob Lee said no';</script><style>p{}</style><h1>"),
    "comment": ARTICLE.replace("<h1>", "<!-- Bob Lee said no --><h1>"),
    "all": ARTICLE.replace("<body>", f"<body>{COOKIES}{MENU}").replace("</body>", f"{RELATED}{FOOTER}</body>"),
    "byte order mark": "\ufeff" + ARTICLE,
    "line ends": ARTICLE.replace("><", ">\r\n<"),
    "lines wrapped": ARTICLE.replace(" the ", "\n    the "),
    "trailing lines": ARTICLE + "\n\n\n",
    "soft hyphens": ARTICLE.replace("hydrologist", "hydro\u00adlogist"),
    "no-break spaces": ARTICLE.replace("3 May 2021", "3&nbsp;May&nbsp;2021"),
    "entities": ARTICLE.replace("“", "&ldquo;").replace("”", "&#8221;"),
}
PLAIN = "\n\n".join((TITLE, "By Mo Ek", "4 May 2021", *PARAGRAPHS)) + "\n"


def essence(record: panelrecord.Record) -> panelrecord.Record:
    """The record without what tells one file from another."""
    source = replace(record.source, sha256="", name="")
    kept = tuple(notice for notice in record.notices if notice.code not in ("decoded-as",))
    return replace(record, id="", source=source, notices=kept)


@pytest.fixture(scope="module")
def clean() -> panelrecord.Record:
    record = panelrecord.convert(ARTICLE.encode(), name="article.html")
    assert len(record.panelists) == 3
    assert len(record.positions) >= 6
    return record


@pytest.mark.parametrize("noise", NOISY)
def test_noise_around_an_article_changes_nothing(noise: str, clean: panelrecord.Record) -> None:
    assert NOISY[noise] != ARTICLE
    noisy = panelrecord.convert(NOISY[noise].encode(), name="article.html")
    assert noisy.id != clean.id
    assert essence(noisy) == essence(clean)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        (PLAIN + "\n \n\n").encode(),
        ("\n\n" + PLAIN).encode(),
        PLAIN.encode("utf-16"),
        PLAIN.encode("cp1252"),
        PLAIN.replace(" ", "\u00a0", 40).encode(),
        PLAIN.replace("wells", "we\u200blls").encode(),
    ],
    ids=["BOM", "CRLF", "CR", "trailing", "leading", "UTF-16", "Windows-1252", "no-break spaces", "zero-width spaces"],
)
def test_encoding_and_line_ends_change_nothing(content: bytes) -> None:
    clean = panelrecord.convert(PLAIN.encode(), name="article.txt")
    assert len(clean.positions) >= 6
    assert essence(panelrecord.convert(content, name="article.txt")) == essence(clean)


@BOUNDED
@given(st.integers(60, 95))
def test_the_width_of_lines_changes_nothing(width: int) -> None:
    parts = (TITLE, "By Mo Ek", "4 May 2021", " ".join(PARAGRAPHS[:2]), " ".join(PARAGRAPHS[2:]))
    clean = panelrecord.convert("\n\n".join(parts).encode(), name="article.txt")
    wrapped = "\n\n".join(textwrap.fill(part, width, break_on_hyphens=False) for part in parts)
    assert essence(panelrecord.convert(wrapped.encode(), name="article.txt")) == essence(clean)
