"""Whether a record or annotations keep to their published schema, and every span quotes its text.

This is the only room that knows validators. jsonschema, the reference, decides and says what is wrong; as it takes as
long for a record as pandoc does for its article, jsonschema-rs looks first, and only what it does not pass comes before
the reference. The tests hold the two to the same verdicts on thousands of broken records. A schema says what a document
looks like; three promises of the contract are beyond it and are checked here beside it: a span's quote is what stands
in the text between its offsets, an id that is referred to exists, and a statement is made of its spans.
"""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import time
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from panelrecord import schemas
from panelrecord.errors import RecordInvalid
from panelrecord.model import Annotations, Record
from panelrecord.values import dataclass

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

STATEMENT_JOINT = " … "
"""What stands between the quotes of the spans in a position's statement."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One way in which a document breaks its contract; `pointer` is a JSON pointer (RFC 6901) to the place."""

    pointer: str
    message: str

    def __str__(self) -> str:
        return f"{self.pointer or 'the whole'}: {self.message}"


def validate(obj: Record | Annotations | Mapping[str, Any] | str) -> None:
    """Check a record or annotations against the published schema and against its own text.

    Args:
        obj: a `Record`, `Annotations`, either of them as a dictionary (as ``to_dict()`` gives it), or as JSON text.

    Raises:
        RecordInvalid: it breaks the contract; the message names every violation by JSON pointer.
    """
    document = _as_document(obj)
    source = document.get("source") if isinstance(document, Mapping) else None
    name = source.get("name") if isinstance(source, Mapping) else None
    check(document, name=name if isinstance(name, str) else None)


def check(document: Any, *, name: str | None = None) -> None:
    """Check a parsed record or parsed annotations; `name` says in an error which input it came from.

    Raises:
        RecordInvalid: it breaks the contract; the message names every violation by JSON pointer.
    """
    found = violations(document)
    if found:
        count = "1 violation" if len(found) == 1 else f"{len(found)} violations"
        message = f"breaks its contract ({count}): " + ", ".join(str(violation) for violation in found)
        raise RecordInvalid(message, mend="see `panelrecord schema`", name=name)


def violations(document: Any) -> tuple[Violation, ...]:
    """Every way in which a parsed record or parsed annotations break their contract; none when they keep to it."""
    kind = "annotations" if isinstance(document, Mapping) and "sentences" in document else "record"
    found = set(_errors(kind, document))
    if found:  # only a document of the right shape can be asked what its parts mean
        return tuple(sorted(found, key=lambda violation: (violation.pointer, violation.message)))
    meaning = _annotations_meaning if kind == "annotations" else _record_meaning
    return (*_misquotes(document), *meaning(document))


def is_valid(kind: str, document: Any) -> bool:
    """Whether the document has the shape that the schema `kind` asks; its meaning is not looked at."""
    return not any(_errors(kind, document))


def _as_document(obj: Record | Annotations | Mapping[str, Any] | str) -> Any:
    if isinstance(obj, Record | Annotations):
        return obj.to_dict()
    if not isinstance(obj, str):
        return obj
    try:
        return json.loads(obj)
    except ValueError as error:
        raise RecordInvalid(f"is no JSON ({error})", mend="give the text that to_json() returned") from error


# ------------------------------------------------------------------ the shape


@cache
def first_look(kind: str) -> Callable[[Any], bool]:
    """The fast judge of a kind of document: whether it keeps to its schema."""
    import jsonschema_rs  # noqa: PLC0415  only a program that validates pays for it

    judge = jsonschema_rs.Draft202012Validator(schemas.load(kind), validate_formats=True, formats=FORMATS)
    return judge.is_valid


@cache
def _reference(kind: str) -> Draft202012Validator:
    import jsonschema  # noqa: PLC0415  a tenth of a second, paid only where something is wrong

    checker = jsonschema.FormatChecker(formats=())
    for name, test in FORMATS.items():
        checker.checks(name)(lambda value, test=test: not isinstance(value, str) or test(value))
    return jsonschema.Draft202012Validator(schemas.load(kind), format_checker=checker)


def _errors(kind: str, document: Any) -> Iterator[Violation]:
    """The innermost errors; where a value breaks a pattern and something else too, what else it breaks says more."""
    try:
        if first_look(kind)(document):
            return
    except ValueError as refusal:
        yield Violation("", f"holds what JSON cannot ({refusal})")
        return
    errors: list[Any] = [inner for error in _reference(kind).iter_errors(document) for inner in _innermost(error)]
    told = {tuple(error.absolute_path) for error in errors if error.validator != "pattern"}
    missing: dict[str, list[str]] = {}
    for error in errors:
        pointer = _pointer(*error.absolute_path)
        if error.validator == "required":
            missing[pointer] = [key for key in error.validator_value if key not in error.instance]
        elif error.validator != "pattern" or tuple(error.absolute_path) not in told:
            yield Violation(pointer, _in_words(error))
    for pointer, keys in missing.items():
        yield Violation(pointer, f"lacks {', '.join(keys)}")


def _innermost(error: ValidationError) -> Iterator[ValidationError]:
    # every choice of these schemas is "this, or null": what a value that is not null breaks is "this"
    inner = [choice for choice in error.context or () if list(choice.schema_path)[-2:] != [1, "type"]]
    if not inner:
        yield error
    for choice in inner:
        yield from _innermost(choice)


def _in_words(error: Any) -> str:
    """A violation in a few words; the validator's own messages quote whole objects, here the article's text."""
    expected: Any = error.validator_value
    value = json.dumps(error.instance, ensure_ascii=False)
    value = value if len(value) <= 60 else value[:57] + "…"
    match error.validator:
        case "additionalProperties":
            unknown = [key for key in error.instance if key not in error.schema["properties"]]
            return f"has keys that the schema does not know: {', '.join(unknown)}"
        case "format":
            return f"{value} is no {expected}"
        case "type":
            kinds = [expected] if isinstance(expected, str) else expected
            return f"{value} is not of type {' or '.join(kinds)}"
        case "enum" | "const":
            return f"{value} is not {json.dumps(expected, ensure_ascii=False)}"
        case keyword:
            return f"{value} breaks {keyword}: {json.dumps(expected, ensure_ascii=False)}"


def _pointer(*steps: str | int) -> str:
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


# ---------------------------------------------------------------- the meaning


def _misquotes(document: Mapping[str, Any]) -> Iterator[Violation]:
    text = document["text"] if "text" in document else document["source"]["text"]
    if all(_quotes(span, text) for span in _all_spans(document)):  # as in nearly every document: no pointer is needed
        return
    for pointer, span in _spans(document, ""):
        if not _quotes(span, text):
            message = f"the quote is not what the text holds from {span['start']} to {span['end']}"
            yield Violation(pointer, message)


def _quotes(span: Mapping[str, Any], text: str) -> bool:
    start: int = span["start"]
    end: int = span["end"]
    quote: str = span["quote"]
    return text[start:end] == quote and end - start == len(quote)


def _all_spans(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every span of a document, in any order."""
    left: list[Any] = [document]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            if "quote" in value:
                yield value
            else:
                left.extend(value.values())
        elif isinstance(value, list):
            left.extend(value)


def _spans(value: Any, pointer: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        if "quote" in value:
            yield pointer, value
        else:
            for key, item in value.items():
                yield from _spans(item, f"{pointer}/{key}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _spans(item, f"{pointer}/{number}")


def _record_meaning(record: Mapping[str, Any]) -> Iterator[Violation]:
    yield from _repeated_ids(record, "panelists")
    yield from _repeated_ids(record, "positions")
    known = {panelist["id"] for panelist in record["panelists"]}
    for number, position in enumerate(record["positions"]):
        for place, holder in enumerate(position["panelists"]):
            if holder not in known:
                yield Violation(_pointer("positions", number, "panelists", place), f"there is no panelist {holder}")
        if position["statement"] != STATEMENT_JOINT.join(span["quote"] for span in position["spans"]):
            yield Violation(_pointer("positions", number, "statement"), "is not made of the spans' quotes")
    date = record["date"]
    if date is not None:
        yield from _backwards(date, "/date")


def _annotations_meaning(annotations: Mapping[str, Any]) -> Iterator[Violation]:
    yield from _repeated_ids(annotations, "people")
    known = {person["id"] for person in annotations["people"]}
    for number, attribution in enumerate(annotations["attributions"]):
        if attribution["person"] is not None and attribution["person"] not in known:
            pointer = _pointer("attributions", number, "person")
            yield Violation(pointer, f"there is no person {attribution['person']}")
    for number, date in enumerate(annotations["dates"]):
        yield from _backwards(date, _pointer("dates", number))
    before, length = 0, len(annotations["text"])
    for number, sentence in enumerate(annotations["sentences"]):
        if not before <= sentence["start"] < sentence["end"] <= length:
            yield Violation(_pointer("sentences", number), "overlaps another sentence or leaves the text")
        before = sentence["end"]


def _repeated_ids(document: Mapping[str, Any], key: str) -> Iterator[Violation]:
    seen = set()
    for number, item in enumerate(document[key]):
        if item["id"] in seen:
            yield Violation(_pointer(key, number, "id"), f"{item['id']} is taken already")
        seen.add(item["id"])


def _backwards(date: Mapping[str, Any], pointer: str) -> Iterator[Violation]:
    start, end = date["start"], date["end"]
    if start is not None and end is not None:
        shared = min(len(start), len(end))  # 2019-09 and 2019-09-14 agree as far as both go
        if end[:shared] < start[:shared]:
            yield Violation(f"{pointer}/end", f"{end} is before the start, {start}")


# ---------------------------------------------------------------- the formats

_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d))?)?)?", re.ASCII)
_EDTF_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:Z|[+-]\d\d(?::?\d\d)?)?", re.ASCII)
_EDTF_DATE = re.compile(
    r"(?:Y-?[1-9]\d{4,}"  # a year of more than four digits
    r"|-?(?P<year>\d{4}|\d{3}X|\d\dXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?)[?~%]?",
    re.ASCII,
)
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*", re.ASCII)


def is_partial_date_time(value: str) -> bool:
    """Whether this is a year, a month, a day or a day and time of the Gregorian calendar: ``2019-09-14T15:00``."""
    match = _PARTIAL.fullmatch(value)
    if match is None:
        return False
    year, month, day, clock = match.groups()
    return _is_day(year, month, day) and (clock is None or _is_time(clock))


def is_edtf(value: str) -> bool:
    """Whether this is an EDTF expression of level 0 or 1: a date, a date with time, or an interval of dates."""
    first, slash, second = value.partition("/")
    if slash:
        ends = (first, second)
        return any(end not in {"", ".."} for end in ends) and all(e in {"", ".."} or _is_edtf_date(e) for e in ends)
    moment = _EDTF_TIME.fullmatch(value)
    if moment is not None:
        return _is_edtf_date(moment[1]) and _is_time(moment[2])
    return _is_edtf_date(value)


def _is_edtf_date(value: str) -> bool:
    match = _EDTF_DATE.fullmatch(value)
    if match is None:
        return False
    year, month, day = match["year"], match["month"], match["day"]
    if year is None or month is None:
        return True
    if "X" in year or month == "XX":  # level 1: from the first unknown part on, all smaller parts are unknown
        return "X" not in year and day in {None, "XX"}
    if 21 <= int(month) <= 24:  # a season
        return day is None
    return _is_day(year, month, None if day == "XX" else day)


def _is_day(year: str, month: str | None, day: str | None) -> bool:
    if month is None:
        return True
    if not 1 <= int(month) <= 12:
        return False
    return day is None or 1 <= int(day) <= calendar.monthrange(int(year) or 400, int(month))[1]


def _is_time(clock: str) -> bool:
    try:
        time.fromisoformat(clock)
    except ValueError:
        return False
    return True


def _is_email(value: str) -> bool:
    return _EMAIL.fullmatch(value) is not None


def _is_uri(value: str) -> bool:
    if any(character.isspace() or not character.isprintable() for character in value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    if _SCHEME.fullmatch(parts.scheme) is None:
        return False
    return bool(parts.netloc) if parts.scheme in {"http", "https", "ftp"} else bool(parts.path or parts.netloc)


FORMATS: dict[str, Callable[[str], bool]] = {
    "partial-date-time": is_partial_date_time,
    "edtf": is_edtf,
    "email": _is_email,
    "uri": _is_uri,
}
"""What the formats of the schemas ask, by name."""
