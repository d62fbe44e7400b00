"""The house's frozen dataclasses beside those of the standard library: nobody can tell one from the other."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from typing import Any

import pytest

import panelrecord
from panelrecord.values import dataclass as own


class Many:
    """With fields and defaults of every kind."""

    first: int
    second: str = "b"
    third: list[int] = dataclasses.field(default_factory=lambda: [3])
    fourth: tuple[str, ...] = ()

    def both(self) -> str:
        return f"{self.first}{self.second}"


class One:
    """With one field."""

    only: float


class Nothing:
    """With none."""


Make = Callable[[type], Any]
MAKERS: list[Make] = [own(frozen=True, slots=True), dataclasses.dataclass(frozen=True, slots=True)]


def copied(cls: type) -> type:
    """A class of its own to be decorated, as each decorator takes what the class says for itself."""
    return type(cls.__name__, (), {key: value for key, value in vars(cls).items() if key[:2] != "__"} | {
        "__annotations__": cls.__annotations__, "__doc__": cls.__doc__, "__module__": __name__,
        "__qualname__": cls.__qualname__,
    })  # fmt: skip


def outcome(action: Callable[[], object]) -> object:
    """What an action gives, or the kind of error and what it says."""
    try:
        return action()
    except (TypeError, AttributeError) as error:
        return type(error), str(error)


@pytest.mark.parametrize(
    ("cls", "arguments"),
    [(Many, (1,)), (Many, (1, "c", [4], ("d",))), (One, (float("nan"),)), (One, (2.0,)), (Nothing, ())],
)
def test_a_value_behaves_as_the_standard_librarys(cls: type, arguments: tuple[Any, ...]) -> None:
    seen = []
    for make in MAKERS:
        made = make(copied(cls))
        value, same = made(*arguments), made(*arguments)
        name = made.__match_args__[0] if arguments else ""
        seen.append(
            {
                "repr": repr(value),
                "equal": value == same,
                "equal to itself": value == value,
                "to another kind": value == arguments,
                "hashed alike": outcome(lambda value=value, same=same: hash(value) == hash(same)),  # type: ignore[misc]
                "as a dictionary": repr(dataclasses.asdict(value)),
                "fields": [(field.name, field.type, field.default) for field in dataclasses.fields(made)],
                "matching": made.__match_args__,
                "slots": made.__slots__,
                "no dictionary": outcome(lambda value=value: vars(value)),  # type: ignore[misc]
                "set": not arguments or outcome(lambda value=value, name=name: setattr(value, name, 3)),  # type: ignore[misc]
                "delete": not arguments or outcome(lambda value=value, name=name: delattr(value, name)),  # type: ignore[misc]
                "signature": str(inspect.signature(made)),
                "too many": outcome(lambda made=made: made(1, 2, 3, 4, 5)),  # type: ignore[misc]
                "unknown": outcome(lambda made=made: made(fifth=5)),  # type: ignore[misc]
                "by name": repr(made(**dict(zip(made.__match_args__, arguments, strict=False)))),
                "changed": repr(dataclasses.replace(value, **{name: 7})) if arguments else "",
                "copied": repr(copy.deepcopy(value)),
            }
        )
    assert seen[0] == seen[1]


def test_a_default_that_is_made_is_made_for_each() -> None:
    made = MAKERS[0](copied(Many))
    assert made(1).third is not made(1).third
    assert made(1).both() == "1b"


def test_a_value_can_be_sent_to_another_process() -> None:
    span = panelrecord.Span(0, 4, "Ruiz", "en.person.says")
    again = pickle.loads(pickle.dumps(span))
    assert again == span
    assert hash(again) == hash(span)
    with pytest.raises(dataclasses.FrozenInstanceError):
        again.start = 3


@pytest.mark.parametrize("options", [{"slots": True}, {"frozen": True, "slots": True, "eq": False}])
def test_what_else_is_asked_for_is_the_standard_librarys(options: dict[str, bool]) -> None:
    made: Any = own(**options)(copied(Many))
    assert made(1).third == [3]
    assert (made(1) == made(1)) is options.get("eq", True)


def test_what_cannot_be_made_is_refused() -> None:
    odd = type("Odd", (), {"__annotations__": {"a": "int"}, "a": dataclasses.field(default=1, compare=False)})
    with pytest.raises(TypeError, match="a: fields can differ"):
        own(frozen=True, slots=True)(odd)
    late = type("Late", (), {"__annotations__": {"a": "int"}, "__post_init__": lambda self: None})
    with pytest.raises(TypeError, match="__post_init__"):
        own(frozen=True, slots=True)(late)
