"""Who wrote an article: bylines, notes about authors, their positions and addresses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from panelrecord.annotate.examples import document_of
from panelrecord.annotate.reading import read
from panelrecord.document import Document, Link
from panelrecord.fields.author_bios import author_bios
from panelrecord.model import AuthorBio
from panelrecord.packs import load
from panelrecord.packs.grammar import grammar
from panelrecord.packs.structural import ADDRESS, BYLINE
from panelrecord.source.article import Metadata

STORY = (
    "The dam at Hollin Reach is to be drained, villagers heard on Friday, and nobody in the hall seemed to know for "
    "how long. An engineer from the water company spoke for an hour of sluices, valves and money. She left before tea."
    "\n\nAt the back a farmer asked where his sheep should drink. The engineer promised to find out and wrote it down."
)


def authors_of(document: Document | str, *named: str) -> tuple[AuthorBio, ...]:
    """The authors of a text whose metadata names some; every piece of evidence quotes the text."""
    made = document_of(document) if isinstance(document, str) else document
    found = author_bios(read(replace(made, metadata=Metadata(authors=named)), grammar(load())))
    for author in found:
        assert all(made.text[span.start : span.end] == span.quote for span in author.evidence)
        assert list(author.evidence) == sorted(author.evidence, key=lambda span: (span.start, span.end))
    return found


def only(document: Document | str, *named: str) -> AuthorBio:
    found = authors_of(document, *named)
    assert len(found) == 1, found
    return found[0]


def roles_of(sentence: str) -> list[tuple[str | None, str | None]]:
    author = only(f"By Edda Strøm\n\n{STORY}\n\n{sentence}")
    return [(role.title, role.organization) for role in author.roles]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Edda Strøm", ["Edda Strøm"]),
        ("BY EDDA STRØM", ["EDDA STRØM"]),
        ("by Edda Strøm", ["Edda Strøm"]),
        ("By Edda Strøm | October 3, 2011 | Page 4", ["Edda Strøm"]),
        ("By Dr. Chidi Anyanwu, Enugu", ["Chidi Anyanwu"]),
        ("By K. L. Perera", ["K. L. Perera"]),
        ("By María de la Cruz and Wiremu Parata", ["María de la Cruz", "Wiremu Parata"]),
        ("By Edda Strøm, Wiremu Parata & Chidi Anyanwu", ["Edda Strøm", "Wiremu Parata", "Chidi Anyanwu"]),
        ("Written by: Edda Strøm", ["Edda Strøm"]),
        ("Contributed by Edda Strøm", ["Edda Strøm"]),
        ("Story and pictures by Edda Strøm", ["Edda Strøm"]),
        ("Posted by Edda Strøm on 3 October 2011 in News", ["Edda Strøm"]),
        ("3 October 2011 | by Edda Strøm", ["Edda Strøm"]),
        ("Text: Edda Strøm", ["Edda Strøm"]),
        ("Authors: Edda Strøm; Wiremu Parata", ["Edda Strøm", "Wiremu Parata"]),
        ("Words: Edda Strøm | Photos: Wiremu Parata", ["Edda Strøm"]),
        ("By: Hollin Valley Press Association", ["Hollin Valley Press Association"]),
        ("By Sabitha | Reservoir Review | 2011-10-03", ["Sabitha"]),
        ("Edda Strøm reports from Hollin Reach.", ["Edda Strøm"]),
    ],
)
def test_bylines_at_the_head(line: str, names: list[str]) -> None:
    found = authors_of(f"A dam is drained\n\n{line}\n\n{STORY}")
    assert [author.name for author in found] == names
    assert all(author.text is None and author.roles == () for author in found)
    assert [author.evidence[0].quote for author in found] == names


@pytest.mark.parametrize(
    "line",
    [
        "By Our Correspondent",
        "By Staff Reporter",
        "By the Web Desk",
        "By agencies",
        "Photo by Edda Strøm",
        "Photos: Edda Strøm",
        "Translated by Edda Strøm",
        "Edited by Edda Strøm",
        "By Friday the dam was empty.",
        "By Edda Strøm's account it was a short evening for all who came.",
    ],
)
def test_lines_that_name_no_author(line: str) -> None:
    assert authors_of(f"A dam is drained\n\n{line}\n\n{STORY}") == ()


@pytest.mark.parametrize(
    ("line", "name"),
    [("— Marit Solheim", "Marit Solheim"), ("HVN", "HVN"), ("(HVN)", "HVN"), ("Text: Marit Solheim", "Marit Solheim")],
)
def test_bylines_at_the_foot(line: str, name: str) -> None:
    assert only(f"{STORY}\n\n{line}").name == name


def test_a_dash_behind_a_quotation_names_who_spoke() -> None:
    assert authors_of(f"{STORY}\n\n“A dam is a promise made to gravity.”\n\n— Marit Solheim") == ()


def test_a_byline_in_the_middle_of_the_text_is_none() -> None:
    long = "\n\n".join([STORY] * 5)
    assert authors_of(f"{long}\n\nBy Edda Strøm\n\n{long}") == ()


def test_a_name_beside_the_date_is_a_byline_but_not_alone() -> None:
    assert only(f"A dam is drained\n\nEdda Strøm\n\n3 October 2011\n\n{STORY}").name == "Edda Strøm"
    assert authors_of(f"A dam is drained\n\nEdda Strøm\n\n{STORY}") == ()


def test_a_name_alone_is_a_byline_where_a_note_tells_of_the_writer() -> None:
    author = only(f"A dam is drained\n\nEdda Strøm\n\n{STORY}\n\nThe writer is a lawyer.")
    assert (author.name, author.text) == ("Edda Strøm", "The writer is a lawyer.")


def test_an_agency_signs_above_the_small_print() -> None:
    assert only(f"{STORY}\n\nHVN\n\nReservoir Review is not responsible for what others say.").name == "HVN"
    assert authors_of(f"Dams\n\nHVN\n\n{STORY}") == ()


# ------------------------------------------------------------------ metadata


def test_an_author_of_the_metadata_is_quoted_where_the_text_names_them() -> None:
    document = document_of(f"A dam is drained\n\nEdda Strøm\n\n{STORY}")
    title, byline, *rest = document.blocks
    document = replace(document, blocks=(replace(title, kind="title"), replace(byline, kind="byline"), *rest))
    author = only(document, "Edda Strøm")
    assert [(span.quote, span.rule) for span in author.evidence] == [("Edda Strøm", BYLINE)]


def test_an_author_whom_only_the_metadata_names_has_no_evidence() -> None:
    assert only(STORY, "estrom") == AuthorBio("estrom", None, (), (), (), ())


def test_a_name_inside_longer_words_is_not_where_an_author_is_named() -> None:
    text = f"The NeuStrøm and the Strømmen are drained\n\n{STORY}\n\nStrøm was not there."
    author = only(text, "Strøm")
    assert [span.start for span in author.evidence if span.rule == BYLINE] == [text.rindex("Strøm")]


def test_metadata_and_byline_name_one_author_once() -> None:
    assert only(f"By Edda Strøm\n\n{STORY}", "Edda Strøm").name == "Edda Strøm"


def test_a_handle_is_spelt_out_by_the_label_of_a_speaker() -> None:
    interview = (
        "Edda Strøm: Why drain it?\n\nNils Aukrust: It leaks.\n\nEdda Strøm: Since when?\n\nNils Aukrust: March."
    )
    assert only(interview, "edda").name == "Edda Strøm"
    assert only(interview, "admin-edda").name == "admin-edda"


# ------------------------------------------------------------------- notes


def test_a_note_at_the_foot_joins_its_byline() -> None:
    note = "Edda Strøm is the valleys editor of Reservoir Review. She can be reached at edda@review.example."
    author = only(f"By Edda Strøm\n\n{STORY}\n\n{note}")
    assert author.name == "Edda Strøm"
    assert author.text == note
    assert [(role.title, role.organization) for role in author.roles] == [("valleys editor", "Reservoir Review")]
    assert author.emails == ("edda@review.example",)
    rules = {span.rule for span in author.evidence}
    assert rules - {ADDRESS} <= set(load().rules)
    assert {"en.byline.by", "en.bio.name", "en.bio-role.at"} <= rules


def test_a_note_behind_the_last_sentence_of_an_article_on_one_line() -> None:
    note = "Chidi Anyanwu teaches at the School of Rivers. He can be reached at chidi7@reservoir.example"
    author = only(f"{STORY.replace(chr(10), ' ')} {note}")
    assert (author.name, author.text, author.emails) == ("Chidi Anyanwu", note, ("chidi7@reservoir.example",))


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("The writer is a retired lock-keeper.", "The writer is a retired lock-keeper."),
        ("(The author is a lawyer. Views are personal.)", "The author is a lawyer."),
        ("[The author teaches hydrology.]", "The author teaches hydrology."),
        ("* The writer is a lawyer. She tweets @dams", "The writer is a lawyer. She tweets @dams"),
        ("The writer is a lawyer. edda@review.example", "The writer is a lawyer."),
        ("The writer is a lawyer.\n\nEmail: edda@review.example", "The writer is a lawyer."),
        ("The writer is a lawyer.\n\n© 2011 Reservoir Review", "The writer is a lawyer."),
    ],
)
def test_a_note_about_the_writer(note: str, text: str) -> None:
    assert only(f"{STORY}\n\n{note}") == replace(only(f"{STORY}\n\n{note}"), name=None, text=text)
    signed = only(f"By Edda Strøm\n\n{STORY}\n\n{note}")
    assert (signed.name, signed.text) == ("Edda Strøm", text)


def test_an_address_on_a_line_of_its_own_belongs_to_the_note_but_not_to_its_words() -> None:
    author = only(f"{STORY}\n\nThe writer is a lawyer.\n\nEmail: edda@review.example")
    assert author.emails == ("edda@review.example",)


def test_each_author_has_a_note() -> None:
    first = "Edda Strøm is a lawyer with Dam Watch."
    second = "Wiremu Parata fishes eels. He keeps the records of the Reach."
    found = authors_of(f"By Edda Strøm and Wiremu Parata\n\n{STORY}\n\nAbout the authors\n\n{first}\n\n{second}")
    assert [(author.name, author.text) for author in found] == [("Edda Strøm", first), ("Wiremu Parata", second)]


def test_authors_share_a_note() -> None:
    note = "Edda Strøm and Wiremu Parata are hydrologists at Dam Watch."
    found = authors_of(f"By Edda Strøm and Wiremu Parata\n\n{STORY}\n\n{note}")
    assert [(author.name, author.text) for author in found] == [("Edda Strøm", note), ("Wiremu Parata", note)]


def test_a_heading_stands_over_a_note_with_no_word_of_position() -> None:
    author = only(f"{STORY}\n\nAbout Edda Strøm\n\nShe grew up beside the weir. Her boat leaks.")
    assert (author.name, author.text) == ("Edda Strøm", "She grew up beside the weir. Her boat leaks.")


def test_a_note_goes_on_where_sentences_begin_with_other_words() -> None:
    note = "Edda Strøm is a lawyer. Before that, she drove a barge. At Dam Watch, Edda counts eels."
    assert only(f"By Edda Strøm\n\n{STORY}\n\n{note}").text == note


def test_a_note_at_the_head() -> None:
    note = "Edda Strøm is a lawyer with Dam Watch."
    assert only(f"A dam is drained\n\nBy Edda Strøm\n\n{note}\n\n{STORY}").text == note


@pytest.mark.parametrize(
    "ending",
    [
        "The engineer, Signe Holm, is the director of works. Signe Holm is a diver too.",
        "Signe Holm, who is the director of works, was not there.",
        "For more, contact Signe Holm at holm@works.example.",
        "About us: Reservoir Review is a newsletter for valleys.",
        "Source: Reservoir Review",
        "The author said that she would come again.",
    ],
)
def test_endings_that_are_no_note(ending: str) -> None:
    assert authors_of(f"{STORY}\n\n{ending}") == ()


def test_a_speaker_of_whom_the_article_tells_is_no_author() -> None:
    told = f"{STORY} Signe Holm spoke last."
    about = "Signe Holm, an engineer, teaches hydrology at Enugu College. Her research deals with silt."
    assert authors_of(f"{told}\n\n{about}") == ()
    assert only(f"{STORY}\n\n{about}").name == "Signe Holm"
    assert only(f"By Edda Strøm\n\n{told}\n\n{about}").text is None


def test_of_a_signed_article_a_stranger_is_an_author_only_with_an_address() -> None:
    about = "Signe Holm teaches hydrology at Enugu College."
    signed = f"By Edda Strøm\n\n{STORY}\n\n{about}"
    assert [author.name for author in authors_of(signed)] == ["Edda Strøm"]
    found = authors_of(f"{signed} She can be reached at holm@college.example.")
    assert [author.name for author in found] == ["Edda Strøm", "Signe Holm"]


def test_of_an_unsigned_article_a_stranger_is_an_author_only_with_a_position() -> None:
    assert authors_of(f"{STORY}\n\nSigne Holm lives in Leeds.") == ()
    assert only(f"{STORY}\n\nSigne Holm teaches at Enugu College.").name == "Signe Holm"


# ------------------------------------------------------- positions, addresses


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        ("The writer is a poet.", [("poet", None)]),
        ("The writer is a Leeds-based poet.", [("poet", None)]),
        ("The writer is a former judge and a lecturer at Enugu College.",
         [("former judge", None), ("lecturer", "Enugu College")]),
        ("The writer teaches at the Department of Rivers in the University of Water and Wells, Enugu.",
         [("teaches", "Department of Rivers in the University of Water and Wells, Enugu")]),
        ("The writer is Associate Director of River Programmes with Dam Watch.",
         [("Associate Director of River Programmes", "Dam Watch")]),
        ("The writer is a PhD candidate in Hydrology at the University of Enugu.",
         [("PhD candidate in Hydrology", "University of Enugu")]),
        ("The writer is the founder and director of Dam Watch.", [("founder", "Dam Watch"), ("director", "Dam Watch")]),
        ("The writer works as a consultant for Dam Watch, the Eel Trust and UNEP.",
         [("consultant", "Dam Watch"), ("consultant", "Eel Trust"), ("consultant", "UNEP")]),
        ("The writer worked for Weir and Wharf magazine.", [("worked", "Weir and Wharf magazine")]),
        ("The writer edits WeirView and contributes to The Eel Review.",
         [("edits", "WeirView"), ("contributes", "The Eel Review")]),
        ("The writer is a Reservoir News correspondent.", [("correspondent", "Reservoir News")]),
        ("The writer heads the sluice unit at Dam Watch.", [("heads the sluice unit", "Dam Watch")]),
        ("The writer is Associate Professor, Department of Rivers, Enugu College.",
         [("Associate Professor", "Department of Rivers, Enugu College")]),
        ("The writer was town arborist from 1999 to 2011.", [("town arborist", None)]),
        ("The writer is a retired professor of History.", [("retired professor of History", None)]),
        ("The writer sits on the advisory board of Dam Watch.", [("advisory board", "Dam Watch")]),
        ("The writer is a lawyer in Enugu.", [("lawyer", None)]),
        ("The writer holds a PhD from the University of Enugu.", []),
        ("The writer is a graduate of Enugu College and a mother of two.", []),
        ("The writer is the author of three novels.", []),
        ("The writer lives in Leeds with two cats.", []),
    ],
)  # fmt: skip
def test_positions(sentence: str, roles: list[tuple[str | None, str | None]]) -> None:
    assert roles_of(sentence) == roles


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("edda@review.example", "edda@review.example"),
        ("edda.strom@mail.review.example", "edda.strom@mail.review.example"),
        ("edda [at] review.example", "edda@review.example"),
        ("edda (at) review (dot) example", "edda@review.example"),
        ("edda at review dot example", "edda@review.example"),
    ],
)
def test_addresses_are_given_plainly_and_quoted_as_written(written: str, plain: str) -> None:
    author = only(f"{STORY}\n\nThe writer can be reached at {written}.")
    assert author.emails == (plain,)
    assert written in {span.quote for span in author.evidence}


def test_an_address_beside_the_byline_is_the_authors_if_it_is_made_of_the_name() -> None:
    assert only(f"By Edda Strøm\n\nedda@review.example\n\n{STORY}").emails == ("edda@review.example",)
    assert only(f"By Edda Strøm\n\noffice@review.example\n\n{STORY}").emails == ()


def test_links_of_a_note() -> None:
    text = f"{STORY}\n\nThe writer is a lawyer. See www.weir.example or https://dam.example/edda, or write to her."
    document = document_of(text)
    place, mail = text.index("lawyer"), text.index("write to her")
    links = (
        Link(text.index("Hollin"), text.index("Hollin") + 6, "https://hollin.example/"),
        Link(place, place + 6, "https://law.example/"),
        Link(mail, mail + 5, "mailto:edda@review.example?subject=dam"),
    )
    author = only(replace(document, links=links))
    assert author.links == ("http://www.weir.example", "https://dam.example/edda", "https://law.example/")
    assert author.emails == ("edda@review.example",)


def test_an_article_without_an_author_has_none() -> None:
    assert authors_of(STORY) == ()


def test_a_rule_of_an_own_pack_need_not_say_where_a_byline_stands(tmp_path: Path) -> None:
    pack = tmp_path / "own.toml"
    pack.write_text(
        '[pack]\nname = "own"\nversion = "1"\nlanguage = "en"\n[[rule]]\nid = "own.byline.pen"\n'
        'pattern = "^ from the pen of [authors:{name|person}] $"\nexamples = ["From the pen of [authors:Edda Holm]"]\n'
        'rejects = ["From the pen of Edda Holm came this."]\n',
        encoding="utf-8",
    )
    text = f"A dam is drained\n\nFrom the pen of Edda Holm\n\n{STORY}"
    found = author_bios(read(document_of(text), grammar(load([pack]))))
    assert [author.name for author in found] == ["Edda Holm"]


def test_a_note_goes_on_behind_the_remark_that_the_views_are_the_writers() -> None:
    note = "The writer is a lecturer at Suva College. The views expressed are her own. She is at e@s.example"
    author = only(f"By Edda Strøm\n\n{STORY}\n\n{note}")
    assert (author.text, author.emails) == (note, ("e@s.example",))
