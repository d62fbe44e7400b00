"""Whether a place lies in one of some stretches."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from panelrecord.annotate.stretches import joined

PLACES = st.integers(0, 30)


@given(st.lists(st.tuples(PLACES, PLACES)), PLACES)
def test_a_place_is_inside_where_it_is_in_any_stretch(stretches: list[tuple[int, int]], place: int) -> None:
    assert (place in joined(stretches)) == any(start <= place < end for start, end in stretches)
