"""What the contract promises beyond the shape, checked in a document of the right shape.

A span's quote is what stands in the text between its offsets, an id that is referred to exists, and a statement is made
of its spans.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from panelrecord.validate.violation import Violation, pointer

STATEMENT_JOINT = " … "
"""What stands between the quotes of the spans in a position's statement."""


def misquotes(document: Mapping[str, Any]) -> Iterator[Violation]:
    """The spans of a document of the right shape that do not quote what stands between their offsets."""
    text = document["text"] if "text" in document else document["source"]["text"]
    if _all_quote(document, text):  # as in nearly every document: no pointer is needed
        return
    for place, span in _spans(document, ""):
        if not _quotes(span, text):
            message = f"the quote is not what the text holds from {span['start']} to {span['end']}"
            yield Violation(place, message)


def _all_quote(document: Mapping[str, Any], text: str) -> bool:
    """Whether every span quotes what the text holds, looked at in any order."""
    left: list[Iterable[Any]] = [document.values()]
    for values in left:  # which grows on the way
        for value in values:
            if isinstance(value, dict):
                if "quote" not in value:
                    left.append(value.values())
                elif not _quotes(value, text):
                    return False
            elif isinstance(value, list) and value:
                left.append(value)
    return True


def _quotes(span: Mapping[str, Any], text: str) -> bool:
    start: int = span["start"]
    end: int = span["end"]
    quote: str = span["quote"]
    return text[start:end] == quote and end - start == len(quote)


def _spans(value: Any, at: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        if "quote" in value:
            yield at, value
        else:
            for key, item in value.items():
                yield from _spans(item, f"{at}/{key}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _spans(item, f"{at}/{number}")


def of_record(record: Mapping[str, Any]) -> Iterator[Violation]:
    """Ids that are taken twice or that nobody has, statements of other words than their spans', days that run back."""
    yield from _repeated_ids(record, "panelists")
    yield from _repeated_ids(record, "positions")
    known = {panelist["id"] for panelist in record["panelists"]}
    for number, position in enumerate(record["positions"]):
        for place, holder in enumerate(position["panelists"]):
            if holder not in known:
                yield Violation(pointer("positions", number, "panelists", place), f"there is no panelist {holder}")
        if position["statement"] != STATEMENT_JOINT.join(span["quote"] for span in position["spans"]):
            yield Violation(pointer("positions", number, "statement"), "is not made of the spans' quotes")
    date = record["date"]
    if date is not None:
        yield from _backwards(date, "/date")


def of_annotations(annotations: Mapping[str, Any]) -> Iterator[Violation]:
    """The same of annotations, and sentences that overlap or leave the text."""
    yield from _repeated_ids(annotations, "people")
    known = {person["id"] for person in annotations["people"]}
    for number, attribution in enumerate(annotations["attributions"]):
        if attribution["person"] is not None and attribution["person"] not in known:
            at = pointer("attributions", number, "person")
            yield Violation(at, f"there is no person {attribution['person']}")
    for number, date in enumerate(annotations["dates"]):
        yield from _backwards(date, pointer("dates", number))
    before, length = 0, len(annotations["text"])
    for number, sentence in enumerate(annotations["sentences"]):
        if not before <= sentence["start"] < sentence["end"] <= length:
            yield Violation(pointer("sentences", number), "overlaps another sentence or leaves the text")
        before = sentence["end"]


def _repeated_ids(document: Mapping[str, Any], key: str) -> Iterator[Violation]:
    seen = set()
    for number, item in enumerate(document[key]):
        if item["id"] in seen:
            yield Violation(pointer(key, number, "id"), f"{item['id']} is taken already")
        seen.add(item["id"])


def _backwards(date: Mapping[str, Any], at: str) -> Iterator[Violation]:
    start, end = date["start"], date["end"]
    if start is not None and end is not None:
        shared = min(len(start), len(end))  # 2019-09 and 2019-09-14 agree as far as both go
        if end[:shared] < start[:shared]:
            yield Violation(f"{at}/end", f"{end} is before the start, {start}")
