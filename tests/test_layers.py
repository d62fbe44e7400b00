"""Data flows one way: a room imports only from rooms below it, and each outside library is known to few rooms."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

import panelrecord
from panelrecord import model
from panelrecord.document import BlockKind
from panelrecord.packs import load
from panelrecord.packs.tables import CHUNKS
from panelrecord.packs.tokens import SHAPES

PACKAGE = Path(panelrecord.__file__).parent

ROOMS = (
    *("version", "values", "model", "errors", "limits", "guard", "schemas", "source", "containers"),
    *("pandoc", "document", "packs"),
    *("annotate", "fields", "record", "validate", "inputs", "batch", "manifest", "write", "run"),
    *("summary", "explain", "doctor", "cli", "__main__"),
)
"""From the ground up."""

LIBRARIES = {
    "jsonschema_rs": {"validate"},
    "jsonschema": {"validate"},
    "click": {"cli"},
    "pypandoc": {"pandoc"},
    "subprocess": {"pandoc", "batch"},
    "multiprocessing": {"batch"},
    "sqlite3": {"manifest", "write"},
    "pathspec": {"inputs"},
    "tqdm": {"cli"},
    "lxml": {"source", "containers", "pandoc", "document"},
    "pypdfium2": {"source"},
    "warcio": {"containers"},
    "pyarrow": {"containers"},
    "zstandard": {"containers"},
}
"""Who may know which library; the others get what it gives from the room that does."""

FORBIDDEN = {"random", "locale", "socket", "urllib.request", "http", "requests", "pickle"}
"""Nothing of this can stand in a program whose records depend on the input alone."""

CLOCKS = {"today", "now", "utcnow", "localtime", "gmtime"}


def modules() -> tuple[Path, ...]:
    return tuple(sorted(PACKAGE.rglob("*.py")))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """The full name of everything that the module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively, which hides the room"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_room_is_known() -> None:
    assert {room_of(path) for path in modules()} - {"__init__"} <= set(ROOMS)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    room = room_of(path)
    for name in imports(path):
        package, _, rest = name.partition(".")
        if package != "panelrecord" or room == "__init__":
            continue
        target = rest.partition(".")[0]
        assert target in ROOMS, f"{path} imports {name}: a room takes what it needs from its room, not from the package"
        assert target == room or ROOMS.index(target) < ROOMS.index(room), (
            f"{path} imports {name}, which is not below it"
        )


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_libraries_are_known_to_few(path: Path) -> None:
    for name in imports(path):
        library = name.partition(".")[0]
        assert room_of(path) in LIBRARIES.get(library, {room_of(path)}), f"{path} imports {name}"
        assert not any(name == bad or name.startswith(f"{bad}.") for bad in FORBIDDEN), f"{path} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_clock_is_read(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in CLOCKS, f"{path}:{node.lineno} reads the clock"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_error_is_swallowed(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            ends = isinstance(node.body[-1], ast.Raise)
            assert ends or caught not in {"everything", "Exception", "BaseException"}, f"{path}:{node.lineno}"


# ------------------------------------------------- what a language says, its pack says

READERS = tuple(path for path in modules() if room_of(path) in {"annotate", "fields"})
"""They read in any language that a pack is written for, so no words of one stand in them."""

FORMS = ("base", "third", "past", "participle", "ing")
"""Of verbs."""

SIGNS = {"am", "pm", "m", "f", "http://", "https://", "weekday"}
"""Halves of the day, genders, schemes of links, and the unit of a date that the program adds to those of the model."""


@cache
def names() -> frozenset[str]:
    """What code may name in a row that is no word of a text: classes, shapes, groups and gifts of rules, kinds."""
    packs = load()
    found = {*SHAPES, *CHUNKS, *FORMS, *SIGNS, "name", "any", "word", *packs.lexicon}
    for verb in packs.verbs:
        found |= {verb, *(f"{verb}.{form}" for form in FORMS)}
    for rule in packs.rules.values():
        found |= {rule.id, rule.layer, *rule.gives, *rule.gives.values()}
        if rule.layer not in {"lexicon", "verb"}:  # no code asks for their groups
            found.update(re.findall(r"\[([a-z_]+):", rule.pattern))
    for kinds in (BlockKind, model.EventType, model.Part, model.Mode, model.Status):
        found.update(get_args(kinds))
    return frozenset(found)


def rows(tree: ast.AST) -> Iterator[tuple[int, list[str]]]:
    """The words of every row, set and table of strings, and the line that it stands in; `__slots__` holds none."""
    slots = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Assign) and "__" in ast.unparse(node)[:2]
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.List | ast.Set) and id(node) not in slots:
            parts: list[ast.expr | None] = list(node.elts)
        elif isinstance(node, ast.Dict):
            parts = list(node.keys)
        else:
            continue
        strings = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        yield node.lineno, [string for string in strings if re.search("[a-z]{2}|^[a-z]$", string, re.IGNORECASE)]


@pytest.mark.parametrize("path", READERS, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_row_of_words_stands_outside_the_packs(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [f"{path}:{line}: {word}" for line, words in rows(tree) for word in words if word not in names()]
    assert found == [], "a pack for another language could not say them: make them a lexicon"


@pytest.mark.parametrize("path", READERS, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_lexicon_that_is_asked_for_is_there(path: Path) -> None:
    lexicon = load().lexicon
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        called = ast.unparse(node.func).rpartition(".")[2]
        if called in {"words", "endings", "beginnings"}:
            assert node.args[0].value in lexicon, f"{path}:{node.lineno}"
