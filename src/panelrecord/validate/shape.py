"""Whether a document looks as its schema says. This is the only module that knows validators.

jsonschema, the reference, decides and says what is wrong; as it takes as long for a record as pandoc does for its
article, jsonschema-rs looks first, and only what it does not pass comes before the reference. The tests hold the two to
the same verdicts on thousands of broken records.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from panelrecord import schemas
from panelrecord.validate.formats import FORMATS
from panelrecord.validate.violation import Violation, pointer

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError


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


def misshapen(kind: str, document: Any) -> Iterator[Violation]:
    """Where a document is not what the schema `kind` asks, by the innermost errors.

    Where a value breaks a pattern and something else too, what else it breaks says more.
    """
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
        place = pointer(*error.absolute_path)
        if error.validator == "required":
            missing[place] = [key for key in error.validator_value if key not in error.instance]
        elif error.validator != "pattern" or tuple(error.absolute_path) not in told:
            yield Violation(place, _in_words(error))
    for place, keys in missing.items():
        yield Violation(place, f"lacks {', '.join(keys)}")


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
