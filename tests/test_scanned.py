"""What scanning gets wrong and a reader does not notice: set right where it can be seen for sure, else left alone."""

from __future__ import annotations

from collections.abc import Callable

import forms
import pytest
from hypothesis import given
from test_properties import BOUNDED, TEXTS

import panelrecord
from panelrecord.document.normalise import normalise
from panelrecord.document.scanned import rejoined

LONG = "The council met in the great hall of the old mill by the pond"


@pytest.mark.parametrize(
    ("scanned", "meant"),
    [
        ("the ﬁrst oﬃcer of the ſhire", "the first officer of the shire"),
        ("on 1O May 2O19", "on 10 May 2019"),
        ("on O5 May", "on 05 May"),
        ("on l9th March, l892, it froze", "on 19th March, 1892, it froze"),
        ("on March I2, I892", "on March 12, 1892"),
        ("in October 2OO4", "in October 2004"),
        ("since 2O2O, they said", "since 2020, they said"),
        ("The wells are dry.The mills stand.She left.", "The wells are dry. The mills stand. She left."),
        ("held in Ghent.It rained.", "held in Ghent. It rained."),
        ("in 2019.The hall", "in 2019. The hall"),
        ("“They are dry.”The hall rose", "“They are dry.” The hall rose"),
        ("They are dry!“But no,” she said", "They are dry! “But no,” she said"),
        (f"{LONG} and\nkept it.", f"{LONG} and kept it."),
        (f"{LONG} and the sem-\ninar went on.", f"{LONG} and the seminar went on."),
        (f"{LONG}, a well-known one and a well-\nknown one.", f"{LONG}, a well-known one and a well-known one."),
    ],
)
def test_what_is_seen_for_sure_is_set_right(scanned: str, meant: str) -> None:
    assert rejoined(normalise(scanned)) == meant
    assert rejoined(normalise(meant)) == meant


@pytest.mark.parametrize(
    "text",
    [
        "I May be wrong, said Ana.",  # no figure
        "Oslo, 3O Group and H2O",
        "the model 2O11 of the lO series",
        "use fmt.Println and math.Pi here",
        "see www.well.The or a@well.The for more",
        "Booking.Com and Node.Js",
        "e.g. The mill",
        "The mill goes round,\nthe pond is deep.",  # verse
        "Time: 3 pm\nPlace: the hall",
        f"{LONG}.\nthe end",
        f"{LONG} and\nAna Ruiz",
        "pre-\nand post-war",
    ],
)
def test_what_may_be_meant_is_left(text: str) -> None:
    assert rejoined(normalise(text)) == text


@BOUNDED
@given(TEXTS)
def test_repairing_again_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


CLEAN = forms.Article(
    "Wells and a levy",
    "Mo Ek",
    "2021-05-10",
    "en",
    (
        "A seminar on wells was held at the Grange Hall in Kandy on 10 May 2020. The first speaker, Dr Ana Ruiz, a "
        "hydrologist, said that the wells were dry. She urged the council to publish its accounts.",
        "Kofi Mensah, an officer of the mills, argued that the levy was a tax on hunger. “Nobody asked the millers,” "
        "he said. It was chaired by Lan Nguyen.",
    ),
)
NOISE: dict[str, Callable[[str], str]] = {
    "ligatures": lambda text: text.replace("fi", "ﬁ").replace("ffi", "ﬃ"),
    "long s": lambda text: text.replace("speaker", "ſpeaker").replace("first", "firſt"),
    "letters for figures": lambda text: text.replace("10 May 2020", "1O May 2O2O"),
    "missing spaces": lambda text: text.replace(". The", ".The").replace(". She", ".She").replace(". It", ".It"),
    "stray line breaks": lambda text: text.replace("hydrologist, said", "hydrologist, said<br>").replace(
        "levy was", "levy<br>was"
    ),
    "parted words": lambda text: text.replace("accounts", "acc-<br>ounts").replace("argued", "ar-<br>gued"),
}


@pytest.mark.parametrize("noise", [*NOISE, "all of it"])
def test_noise_of_scanning_changes_no_record(noise: str) -> None:
    clean = panelrecord.convert(forms.page(CLEAN).encode(), name="a.html").to_dict()
    assert len(clean["positions"]) >= 4
    page = forms.page(CLEAN)
    for name, change in NOISE.items():
        if noise in (name, "all of it"):
            assert change(page) != page
            page = change(page)
    noisy = panelrecord.convert(page.encode(), name="a.html").to_dict()
    for record in (clean, noisy):
        del record["id"], record["source"]["sha256"]
    assert noisy == clean
