"""The published schemas: complete, strict, in step with the types, and found wherever the package is."""

from __future__ import annotations

import dataclasses
import tomllib
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from panelrecord import model, schemas
from panelrecord.errors import UsageError

ALL = ("annotations-1.0", "pack-1.0", "record-1.0")
ROOTS: dict[str, type] = {"record": model.Record, "annotations": model.Annotations}


def test_every_schema_is_published() -> None:
    assert schemas.names() == ALL
    assert set(schemas.CURRENT.values()) == set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_a_schema_is_a_schema(name: str) -> None:
    schema = schemas.load(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", ALL)
def test_the_id_carries_name_and_version(name: str) -> None:
    assert schemas.load(name)["$id"] == f"https://panelrecord.org/schemas/{name}.json"


def test_the_short_name_is_the_current_version() -> None:
    assert schemas.load("record") == schemas.load("record-1.0")


def test_an_unknown_schema_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match=r"record-1\.0"):
        schemas.load("recrod")


def test_a_loaded_schema_is_the_callers_own() -> None:
    schemas.load("record")["properties"].clear()
    assert schemas.load("record")["properties"]


def test_the_schemas_are_those_of_the_checkout() -> None:
    assert schemas.folder() == Path(__file__).resolve().parent.parent / "schemas"


def objects(schema: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every subschema that is a dictionary, with its place."""
    if isinstance(schema, dict):
        yield at, schema
        for key, value in schema.items():
            yield from objects(value, f"{at}/{key}")
    elif isinstance(schema, list):
        for number, value in enumerate(schema):
            yield from objects(value, f"{at}/{number}")


@pytest.mark.parametrize("name", ALL)
def test_every_property_is_described(name: str) -> None:
    schema = schemas.load(name)
    described = 0
    for at, part in objects(schema):
        for key, value in part.get("properties", {}).items() if part.get("type") == "object" else ():
            target = schema["$defs"][value["$ref"].rpartition("/")[2]] if "$ref" in value else value
            assert value.get("description") or target.get("description"), f"{at}/properties/{key}"
            described += 1
    assert described > 5
    for key, value in schema["$defs"].items():
        assert value.get("description"), key


@pytest.mark.parametrize("name", ALL)
def test_every_object_is_strict(name: str) -> None:
    for at, part in objects(schemas.load(name)):
        if part.get("type") == "object":
            assert "additionalProperties" in part, at
            if "properties" in part:
                assert part["additionalProperties"] is False, at
                assert set(part["required"]) <= set(part["properties"]), at


@pytest.mark.parametrize("name", ["record-1.0", "annotations-1.0"])
def test_every_key_of_a_record_is_required(name: str) -> None:
    for at, part in objects(schemas.load(name)):
        if "properties" in part and part.get("type") == "object":
            assert list(part["properties"]) == part["required"], at


def test_schemas_that_share_a_definition_agree_on_it() -> None:
    record, annotations = schemas.load("record")["$defs"], schemas.load("annotations")["$defs"]
    for key in ("span", "partial_date_time", "edtf"):
        assert record[key] == annotations[key]


def resolve(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """The subschema itself, behind references and "or null"."""
    while True:
        if "$ref" in part:
            part = schema["$defs"][part["$ref"].rpartition("/")[2]]
        elif "anyOf" in part:
            part = next(choice for choice in part["anyOf"] if choice.get("type") != "null")
        else:
            return part


def allows_null(schema: dict[str, Any], part: dict[str, Any]) -> bool:
    if "anyOf" in part:
        return {"type": "null"} in part["anyOf"]
    part = resolve(schema, part)
    return None in part.get("enum", ()) or "null" in part.get("type", ())


def compare(schema: dict[str, Any], part: dict[str, Any], kind: Any, at: str) -> None:
    """The subschema says what the type says: keys and their order, choices, what may be null."""
    optional = isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union
    choices = [choice for choice in typing.get_args(kind) if choice is not type(None)] if optional else [kind]
    assert allows_null(schema, part) == optional, at
    part, kind = resolve(schema, part), choices[0]
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        assert list(part["properties"]) == [field.name for field in dataclasses.fields(kind)], at
        for name, hint in hints.items():
            compare(schema, part["properties"][name], hint, f"{at}/{name}")
    elif typing.get_origin(kind) is tuple:
        assert part["type"] == "array", at
        compare(schema, part["items"], typing.get_args(kind)[0], f"{at}/0")
    elif typing.get_origin(kind) is typing.Literal:
        assert [value for value in part["enum"] if value is not None] == list(typing.get_args(kind)), at
    elif "const" not in part:
        names = {str: "string", int: "integer", bool: "boolean"}
        assert names[kind] in ([part["type"]] if isinstance(part["type"], str) else part["type"]), at


@pytest.mark.parametrize("name", ROOTS)
def test_schema_and_types_say_the_same(name: str) -> None:
    schema = schemas.load(name)
    compare(schema, schema, ROOTS[name], "")


def test_the_built_in_pack_keeps_to_the_pack_schema() -> None:
    validator = Draft202012Validator(schemas.load("pack"))
    files = sorted((Path(schemas.__file__).parents[1] / "packs" / "en").glob("*.toml"))
    assert files
    head = next(iter(files))
    pack = tomllib.loads(head.read_text(encoding="utf-8"))["pack"]
    for path in files:
        document = {"pack": pack, **tomllib.loads(path.read_text(encoding="utf-8"))}
        assert [f"{path.name}{error.json_path}: {error.message}" for error in validator.iter_errors(document)] == []


def test_the_pack_schema_refuses_a_rule_without_rejects() -> None:
    rule = {"id": "own.people.a", "pattern": "a", "examples": ["a"], "rejects": ["b"]}
    pack = {"pack": {"name": "own", "version": "1", "language": "en"}, "rule": [rule]}
    validator = Draft202012Validator(schemas.load("pack"))
    assert validator.is_valid(pack)
    assert not validator.is_valid({**pack, "rule": [{**rule, "rejects": []}]})
