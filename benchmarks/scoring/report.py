"""Scores as people and programs read them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scoring.tally import Scores, Tally

ALL = "*"
_ORDER = ("event_report", "event", "date", "venue", "panelists", "positions", "authors", "source")


def as_text(scores: Scores, *, errors: str | None = None) -> str:
    """A table, one field a line.

    Args:
        scores: what to show.
        errors: the field of which to list everything wrong and missed below it, `ALL` for all of them.
    """
    return "\n".join((*_table(scores), *_errors(scores, errors))) + "\n"


def as_json(scores: Scores) -> str:
    """Everything, errors included, as JSON; shares are rounded to four places."""
    people, right = scores.parts
    spans, exact = scores.spans
    content = {
        "articles": scores.articles,
        "fields": _rows(scores.fields),
        "mean": round(scores.mean, 4),
        "beside": _rows(scores.beside),
        "parts": {"people": people, "right": right},
        "spans": {"all": spans, "exact": exact},
        "errors": scores.errors,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def row(tally: Tally) -> dict[str, float]:
    """A tally's figures: precision, recall and F1, and the counts behind them."""
    shares = {"p": tally.precision, "r": tally.recall, "f1": tally.f1}
    counts = {"tp": tally.found, "fp": tally.wrong, "fn": tally.missed}
    return {name: round(share, 4) for name, share in shares.items()} | counts


def _rows(tallies: Mapping[str, Tally]) -> dict[str, Any]:
    return {name: row(tallies[name]) for name in _in_order(tallies)}


def _in_order(names: Iterable[str]) -> list[str]:
    """The fields as the record has them."""
    return sorted(names, key=lambda name: _ORDER.index(name.partition(".")[0]))


def _table(scores: Scores) -> Iterator[str]:
    people, right = scores.parts
    spans, exact = scores.spans
    accuracy = scores.part_accuracy
    share = "-" if accuracy is None else f"{accuracy:.3f} ({right} of {people})"
    yield f"{scores.articles} articles; spans exact: {exact} of {spans}; part accuracy: {share}"
    yield f"{'field':24} {'P':>7} {'R':>7} {'F1':>7} {'tp':>6} {'fp':>6} {'fn':>6}"
    yield from _lines(scores.fields)
    yield f"{'mean of F1':24} {'':7} {'':7} {scores.mean:7.3f}"
    if scores.beside:
        yield "not in the mean"
        yield from _lines(scores.beside)


def _lines(tallies: Mapping[str, Tally]) -> Iterator[str]:
    for name in _in_order(tallies):
        tally = tallies[name]
        shares = f"{tally.precision:7.3f} {tally.recall:7.3f} {tally.f1:7.3f}"
        yield f"{name:24} {shares} {tally.found:6} {tally.wrong:6} {tally.missed:6}"


def _errors(scores: Scores, wanted: str | None) -> Iterator[str]:
    for name, lines in scores.errors.items():
        if wanted in (ALL, name):
            yield from ("", name, *(f"  {line}" for line in lines))
