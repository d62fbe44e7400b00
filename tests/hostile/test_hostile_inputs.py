"""Whatever a stranger sends becomes a record or one clear error, within the limits, and harms nothing beside it."""

from __future__ import annotations

import pytest
from hostile_containers import PROSE
from hostile_inputs import OTHER_WORDS, SAFER, SAYS, WHOLE, Bad, all_bad, never_ending
from scoring.compare import quoted_exactly

import panelrecord

INPUTS = all_bad()
ENDLESS = {bad.name for bad in never_ending() if bad.outcome}
ABOUT_READING = {
    "safer-reader",
    "format-mismatch",
    "decoded-as",
    "repeated-part",
    "no-main-content",
    "behind-the-end",
    "front-matter",
}
AMPLE = panelrecord.Limits(parse_seconds_base=300, reading_seconds=600)  # for what ends, on the slowest machine
SHORT = panelrecord.Limits(parse_seconds=0.5, reading_seconds=600)  # for what pandoc would read for ever


def test_every_input_has_a_name_of_its_own() -> None:
    assert len({one.name for one in INPUTS}) == len(INPUTS) > 200


@pytest.mark.parametrize("bad", INPUTS, ids=lambda bad: bad.name)
def test_its_outcome(bad: Bad) -> None:
    outcome: panelrecord.Record | panelrecord.InputError
    limits = SHORT if bad.name in ENDLESS or bad.outcome == SAFER else AMPLE
    try:
        outcome = panelrecord.convert(bad.make(), name=bad.name, limits=limits)
    except panelrecord.InputError as error:
        outcome = error
    if isinstance(outcome, panelrecord.InputError):
        assert type(outcome) is bad.outcome, str(outcome)
        assert outcome.name == bad.name
        assert outcome.message
        assert outcome.mend
        assert "\n" not in str(outcome)
        return
    codes = tuple(notice.code for notice in outcome.notices if notice.code in ABOUT_READING)
    assert codes == bad.outcome
    assert (PROSE[:70] in outcome.source.text) != (bad.name in OTHER_WORDS)
    assert SAYS.get(bad.name, "") in outcome.source.text
    assert WHOLE.get(bad.name, outcome.source.text) == outcome.source.text
    assert not outcome.source.text.startswith("]>")
    assert not [letter for letter in outcome.source.text if letter < " " and letter != "\n"]
    spans, exact = quoted_exactly(outcome.to_dict())
    assert spans == exact
