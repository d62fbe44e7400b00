"""Data flows one way: a room imports only from rooms below it, and each outside library is known to few rooms."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import panelrecord

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
