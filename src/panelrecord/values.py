"""Frozen, slotted dataclasses, made in a quarter of the standard library's time and filled in half of it.

The program has a hundred of them. The standard library writes, compiles and runs the source of six methods for each,
which takes a fifth of a cold start; here they share five of the six. In all else they are dataclasses as any other:
`fields`, `replace`, `asdict`, matching and pickling know no difference, nor do type checkers, which see the original.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

_MISSING = dataclasses.MISSING


class _Factory:
    """What a field whose default is made has for one, where a signature is shown."""

    def __repr__(self) -> str:
        return "<factory>"


_FACTORY = _Factory()

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(**options: bool) -> Callable[[type], type]:
        """As `dataclasses.dataclass`, which makes what is not just frozen and slotted."""
        return _made if options == {"frozen": True, "slots": True} else dataclasses.dataclass(**options)


def _made(cls: type) -> type:
    if cls.__doc__ is None:
        cls.__doc__ = cls.__name__  # or the standard library would take milliseconds to write the signature there
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    fields = dataclasses.fields(made)
    names = [field.name for field in fields]
    setters = [made.__dict__[name].__set__ for name in names]  # past the __setattr__ that refuses
    values = _values(names)

    def equals(self: Any, other: Any) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    def state_of(self: Any) -> tuple[Any, ...]:
        return values(self)

    def restore(self: Any, state: tuple[Any, ...]) -> None:
        for put, value in zip(setters, state, strict=True):
            put(self, value)

    made.__init__ = _init(made, fields, setters)
    made.__eq__ = equals
    made.__hash__ = hashed
    made.__repr__ = _repr
    made.__getstate__ = state_of
    made.__setstate__ = restore
    made.__setattr__ = _refuse_to_set
    made.__delattr__ = _refuse_to_delete
    return made  # type: ignore[no-any-return]


def _values(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _init(made: type, fields: tuple[dataclasses.Field[Any], ...], setters: list[Any]) -> Any:
    """The one method that must know the fields by name to be fast."""
    if hasattr(made, "__post_init__"):
        raise TypeError("__post_init__ is not called here; use the standard library's")
    known: dict[str, Any] = {"_FACTORY": _FACTORY}
    takes, puts = ["self"], []
    for number, (field, put) in enumerate(zip(fields, setters, strict=True)):
        if not (field.init and field.repr and field.compare and field.hash is None and not field.kw_only):
            raise TypeError(f"{field.name}: fields can differ by their defaults and by nothing else")
        known[f"_put{number}"] = put
        given = field.name
        if field.default is not _MISSING:
            known[f"_else{number}"] = field.default
            takes.append(f"{given}=_else{number}")
        elif field.default_factory is not _MISSING:
            known[f"_make{number}"] = field.default_factory
            takes.append(f"{given}=_FACTORY")
            given = f"_make{number}() if {given} is _FACTORY else {given}"
        else:
            takes.append(given)
        puts.append(f" _put{number}(self, {given})")
    exec(f"def __init__({', '.join(takes)}):\n" + "\n".join(puts or [" pass"]), known)
    init = known["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    init.__module__ = made.__module__
    init.__annotations__ = {**{field.name: field.type for field in fields}, "return": None}
    return init


def _repr(self: Any) -> str:
    shown = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self))
    return f"{type(self).__qualname__}({shown})"


def _refuse_to_set(self: Any, name: str, value: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
