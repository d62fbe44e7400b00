"""Pages of lines with their places: columns, running heads, paragraphs and parted words; PDF, ALTO, PAGE and hOCR."""

from __future__ import annotations

import sys
from dataclasses import replace

import forms
import pytest

from panelrecord.errors import DamagedInput, EmptyInput, EncryptedInput, ForeignInput, MissingExtra
from panelrecord.source import prepare
from panelrecord.source.columns import Line, columns
from panelrecord.source.hyphens import compounds_in
from panelrecord.source.layout import EXACT, Leaf, flowing_html, joined
from panelrecord.source.running_heads import without_running_heads

ARTICLE = forms.Article(
    "Wells, mills and a levy",
    "Mo Ek",
    "2021-05-04",
    "en",
    (
        "Dr Ana Ruiz, a hydrologist at the Mekong Institute, said that the wells were dry. “Nobody asked the millers,” "
        "she added, and read out a letter that the council had never answered.",
        "Kofi Mensah, who grows maize, urged the council to publish its accounts. The levy, he said, taxes hunger.",
        "## What is to come",
        "- a hearing in the parish hall on the first Monday of the month, with tea;",
        "- a second hearing.",
        "According to Mensah, mills should be turned into schools. Every mill could teach a hundred children.",
    ),
)


def line(text: str, left: float, top: float, *, width: float = 0, size: float = 10, block: int = 0) -> Line:
    return Line(text, left, top, left + (width or 5 * len(text)), top + size, size, block)


def texts(lines: list[Line]) -> list[str]:
    return [one.text for one in lines]


# ------------------------------------------------------------- the order of reading


def test_columns_are_read_one_after_the_other_below_what_stands_across() -> None:
    page = [
        line("A headline across both", 0, 0, width=200),
        line("right one", 110, 20, width=90),
        line("left one", 0, 20, width=90),
        line("left two", 0, 32, width=90),
        line("right two", 110, 32, width=90),
        line("across again", 0, 60, width=200),
        line("left three", 0, 80, width=90),
        line("right three", 110, 80, width=90),
    ]
    assert [texts(column) for column in columns(page)] == [
        ["A headline across both"], ["left one", "left two"], ["right one", "right two"],
        ["across again"], ["left three"], ["right three"],
    ]  # fmt: skip


def test_times_stay_with_what_stands_beside_them() -> None:
    page = [line("10:00", 0, 0), line("Opening by the mayor of the town", 60, 0)]
    page += [line("11:30", 0, 12), line("The canal and its future", 60, 12), line("with questions", 60, 24)]
    assert [texts(column) for column in columns(page)] == [
        ["10:00 Opening by the mayor of the town", "11:30 The canal and its future", "with questions"]
    ]


def test_what_recurs_and_what_counts_the_pages_is_no_article() -> None:
    pages = [
        [line("THE WELL", 90, 0), line("body 1890", 0, 20), line("more", 0, 32), line("3", 90, 200)],
        [line("4 Mills and levies", 0, 0), line("text", 0, 20), line("THE END", 0, 32), line("- 4 -", 90, 200)],
        [line("THE WELL", 90, 0), line("story", 0, 20), line("1891", 0, 32), line("Page 5 of 9", 90, 200)],
        [line("6 Schools", 0, 0), line("last", 0, 20), line("words", 0, 32), line("vi", 90, 200)],
    ]
    assert [texts(page) for page in without_running_heads(pages)] == [
        ["body 1890", "more"], ["text", "THE END"], ["story", "1891"], ["last", "words"],
    ]  # fmt: skip


# ------------------------------------------------------------- lines and words


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["the sem-", "inar"], "the seminar"),
        (["a well-", "known man is well-known"], "a well-known man is well-known"),
        (["pre-", "and post-war"], "pre- and post-war"),
        (["Ibrahim al-", "Tijani"], "Ibrahim al-Tijani"),
        (["the tax -", "it was said"], "the tax - it was said"),
        (["the state-of-", "the-", "art mill"], "the state-of-the-art mill"),
        (["a coun\u00ad", "cil"], "a council"),
    ],
)
def test_parted_words(lines: list[str], wanted: str) -> None:
    assert joined(lines, compounds_in("\n".join(lines))) == wanted


def flowed(*lines: Line) -> list[str]:
    html = flowing_html([Leaf(lines)], larger=EXACT)
    return [part.removeprefix("<p>").removesuffix("</p>") for part in html.split("\n")]


def test_the_last_word_of_an_alto_line_is_the_parted_one() -> None:
    strings = "".join(f'<String CONTENT="{word}"/>' for word in ("the", "the", "mill", "the", "pro-", "pro"))
    line = f'<TextLine>{strings}<HYP CONTENT="-"/></TextLine><TextLine><String CONTENT="posal"/></TextLine>'
    space = f"<Layout><Page><PrintSpace><TextBlock>{line}</TextBlock></PrintSpace></Page></Layout>"
    page = f'<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">{space}</alto>'
    assert "the the mill the pro- proposal" in prepare(page.encode(), name="page.xml").content.decode()


def test_an_indent_begins_a_paragraph() -> None:
    assert flowed(
        line("The mill was full to the last seat.", 0, 0, width=200),
        line("Nobody left before the end. The", 0, 12, width=200),
        line("pond froze. All of them went home.", 0, 24, width=200),
        line("The council met again in May and", 12, 36, width=188),
        line("kept the mill.", 0, 48),
    ) == [
        "The mill was full to the last seat. Nobody left before the end. The pond froze. All of them went home.",
        "The council met again in May and kept the mill.",
    ]


def test_a_line_with_room_for_the_next_word_ends_a_paragraph() -> None:
    assert flowed(
        line("The mill was full to the last seat.", 0, 0, width=200),
        line("Nobody left.", 0, 12),
        line("The council met again in May and", 0, 24, width=200),
        line("kept the mill.", 0, 36),
    ) == ["The mill was full to the last seat. Nobody left.", "The council met again in May and kept the mill."]


def test_a_sentence_runs_on_over_a_picture_and_a_column() -> None:
    caption = replace(line("The mill in May", 0, 30), kind="caption")
    html = flowing_html(
        [
            Leaf(
                (
                    line("The council, after a long", 0, 0),
                    line("debate, kept the", 0, 12),
                    caption,
                    line("mill, and", 200, 0),
                )
            )
        ],
        larger=EXACT,
    )
    assert html.split("\n") == [
        "<p>The council, after a long debate, kept the mill, and</p>",
        "<figure><figcaption>The mill in May</figcaption></figure>",
    ]


# ------------------------------------------------------------------- formats


@pytest.mark.parametrize("form", [forms.pdf, forms.alto, forms.page_xml, forms.hocr], ids=lambda form: form.__name__)
@pytest.mark.parametrize(("across", "foot"), [(1, 260), (2, 260), (3, 220)])
def test_an_article_comes_back_from_print(form: object, across: int, foot: int) -> None:
    pages = forms.printed(ARTICLE, columns=across, foot=foot)
    assert len(pages) > 1
    assert callable(form)
    made = form(ARTICLE, pages=pages)
    content = prepare(made if isinstance(made, bytes) else made.encode(), name="scan").content.decode()
    plain = " ".join(content.replace("<", " <").replace(">", "> ").split())
    for block in ARTICLE.blocks:
        tag = "h2" if block.startswith("## ") else "p"
        assert f"<{tag}> {block.removeprefix('## ').removeprefix('- ')} </{tag}>" in plain
    assert "COURIER" not in plain


def test_a_pdf_without_text_names_the_program_that_reads_pictures() -> None:
    with pytest.raises(ForeignInput, match="PDF of pictures") as failure:
        prepare(forms.pdf(ARTICLE, pages=[[]]), name="scan.pdf")
    assert "ocrmypdf" in failure.value.mend


def test_a_pdf_cut_off_is_damaged() -> None:
    with pytest.raises(DamagedInput, match="damaged PDF"):
        prepare(forms.pdf(ARTICLE)[:300], name="a.pdf")


def test_a_pdf_with_a_password() -> None:
    key = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"00" * 32 + b"> /U <" + b"00" * 32 + b"> >>"
    locked = forms.pdf(ARTICLE).replace(b"/Info 4 0 R", key + b" /ID [<00><00>]")
    with pytest.raises(EncryptedInput, match="password"):
        prepare(locked, name="a.pdf")


def test_without_its_library_a_pdf_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(MissingExtra) as failure:
        prepare(forms.pdf(ARTICLE), name="a.pdf")
    assert "panelrecord[pdf]" in failure.value.mend


@pytest.mark.parametrize(
    "scan",
    [
        '<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout><Page><PrintSpace/></Page></Layout></alto>',
        "<PcGts><Page/></PcGts>",
        "<html><body><div class='ocr_page'><span class='ocr_line'></span></div></body></html>",
    ],
)
def test_a_scan_without_text_is_empty(scan: str) -> None:
    with pytest.raises(EmptyInput, match="without any text"):
        prepare(scan.encode(), name="scan.xml")
