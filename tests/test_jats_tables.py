"""Tables of JATS keep their words, whether or not their rows stand in a body."""

from __future__ import annotations

import pytest

import panelrecord
from panelrecord.source.jats_tables import with_bodies

ROWS = "<tr><td>Ana Ruiz</td><td>deep wells</td></tr><tr><td>Kofi Mensah</td><td>shallow wells</td></tr>"


@pytest.mark.parametrize(
    "table",
    [
        ROWS,
        f"<col/><col/>{ROWS}",
        f"<tbody>{ROWS}</tbody>",
        f"<thead><tr><th>Who</th><th>What</th></tr></thead>{ROWS}",
        f"<!-- <tr> -->{ROWS}",
        f"{ROWS}<tfoot><tr><td>So they said.</td><td>In May.</td></tr></tfoot>",
    ],
)
def test_no_word_of_a_table_is_lost(table: str) -> None:
    wrapped = f"<table-wrap><table>{table}</table></table-wrap>"
    article = f"<article><body><p>It rained.</p>{wrapped}<p>It ended.</p></body></article>"
    text = panelrecord.convert(article.encode(), format="jats").source.text
    assert all(words in text for words in ("rained", "Ana Ruiz", "deep wells", "Kofi Mensah", "shallow wells", "ended"))


def test_what_has_bodies_stays_as_it_is() -> None:
    table = f"<table><thead><tr><th>Who</th></tr></thead><tbody>{ROWS}</tbody></table>"
    assert with_bodies(table) == table


def test_comments_without_end_are_searched_once() -> None:
    assert with_bodies("<table>" + "<!--" * 200_000).endswith("<!--")  # in quadratic time it would not come to an end
