"""The package as a program sees it that imports it."""

from __future__ import annotations

import datetime
import importlib
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import panelrecord

ARTICLE = (
    b"# Rivers need room\n\n"
    b"By Ana Ruiz\n\n"
    b"A seminar on flood plains was held at the City Library in Porto on 3 May 2021. "
    b"Dr Marta Sousa, a hydrologist, said that rivers need room.\n"
)
HEAVY = {"click", "jsonschema_rs", "lxml", "pypandoc", "re2", "charset_normalizer", "subprocess", "asyncio"}


def python(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code], check=True, capture_output=True, text=True
    ).stdout


def test_importing_loads_nothing_heavy() -> None:
    loaded = set(python("import sys, panelrecord; print(*sys.modules)").split())
    assert not {name.partition(".")[0] for name in loaded} & HEAVY
    assert {name for name in loaded if name.startswith("panelrecord")} == {"panelrecord", "panelrecord.version"}


def test_the_version_is_told_without_what_conversion_needs() -> None:
    code = "import sys; from panelrecord.cli import run; run(['--version']); print(*(name for name in sys.modules))"
    version, _, loaded = python(code).partition("\n")
    assert version == f"panelrecord {panelrecord.__version__}"
    assert not {name.partition(".")[0] for name in loaded.split()} & (HEAVY - {"click"})
    assert not {name for name in loaded.split() if name.startswith(("panelrecord.source", "panelrecord.packs"))}


@pytest.mark.parametrize("name", panelrecord.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    value = getattr(panelrecord, name)
    assert value is not None
    if name != "__version__":
        assert value.__doc__
    assert name in dir(panelrecord)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="convrt"):
        panelrecord.convrt  # noqa: B018


def test_the_functions_survive_the_rooms_that_bear_their_names() -> None:
    for room in ("panelrecord.annotate", "panelrecord.validate"):
        importlib.import_module(room)
    functions = "panelrecord.annotate, panelrecord.validate"
    assert python(f"import {functions}; print(*map(callable, ({functions})))") == "True True\n"


def test_bytes_are_an_article() -> None:
    record = panelrecord.convert(ARTICLE, format="markdown")
    assert record.source.name == "article"
    assert "rivers need room" in record.source.text
    panelrecord.validate(record)


def test_a_path_is_a_path(tmp_path: Path) -> None:
    path = tmp_path / "rivers.md"
    path.write_bytes(ARTICLE)
    assert panelrecord.convert(path) == panelrecord.convert(str(path))
    assert panelrecord.convert(path).source.name == "rivers.md"  # never where it lay


def test_a_relative_path_is_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "rivers.md").write_bytes(ARTICLE)
    monkeypatch.chdir(tmp_path)
    assert panelrecord.convert("archive/rivers.md").source.name == "archive/rivers.md"
    assert panelrecord.convert(os.path.join(".", "archive", "rivers.md")).source.name == "archive/rivers.md"


def test_a_name_of_the_callers_own(tmp_path: Path) -> None:
    assert panelrecord.convert(ARTICLE, name="box 7/rivers.md").source.name == "box 7/rivers.md"


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("/archive/2019/report.md", "report.md"),
        ("/", "article"),
        ("\\\\server\\report.md", "./\\\\server\\report.md"),
        ("\udce9t\u00e9.md", "./\\xe9t\u00e9.md"),
        ("\ud800.md", "./\\ud800.md"),
    ],
)
def test_no_name_looks_like_an_absolute_path(name: str, called: str) -> None:
    assert panelrecord.convert(ARTICLE, name=name).source.name == called
    (many,) = panelrecord.convert_many([(ARTICLE, name)], jobs=1)
    assert many.name == called


def test_the_same_article_is_the_same_record(tmp_path: Path) -> None:
    first = panelrecord.convert(ARTICLE, name="rivers.md")
    assert panelrecord.convert(ARTICLE, name="rivers.md").to_json() == first.to_json()
    assert panelrecord.convert(ARTICLE, name="other.md").id == first.id


@pytest.mark.parametrize(
    "published", ["2021-05-06", datetime.date(2021, 5, 6), datetime.datetime(2021, 5, 6, 12, 30)], ids=str
)
def test_the_day_of_publication_in_every_form(published: str | datetime.date) -> None:
    assert panelrecord.convert(ARTICLE, published=published).source.published == "2021-05-06"


def test_a_day_that_is_none_is_a_usage_error() -> None:
    with pytest.raises(panelrecord.UsageError, match="yesterday"):
        panelrecord.convert(ARTICLE, published="yesterday")
    with pytest.raises(panelrecord.UsageError, match="yesterday"):
        panelrecord.annotate("He left.", published="yesterday")


def test_an_unknown_format_is_a_usage_error() -> None:
    with pytest.raises(panelrecord.UsageError, match=r"wordstar.*markdown"):
        panelrecord.convert(ARTICLE, format="wordstar")


def test_a_pack_that_is_missing_is_named() -> None:
    with pytest.raises(panelrecord.PackInvalid, match=re.escape("nowhere/own.toml")):
        panelrecord.convert(ARTICLE, packs=["nowhere/own.toml"])


def test_annotations_point_into_the_text_as_given() -> None:
    text = "  Dr Marta Sousa said\u00a0that rivers need room.\r\nShe left on 3 May 2021."
    found = panelrecord.annotate(text)
    assert found.text == text
    assert found.sentences
    panelrecord.validate(found)


def test_threads_get_the_same_records() -> None:
    articles = [ARTICLE.replace(b"Porto", town) for town in (b"Porto", b"Braga", b"Faro", b"Evora")] * 4
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(panelrecord.convert, articles))
    assert together == [panelrecord.convert(article) for article in articles]


def test_a_forked_program_converts_too() -> None:
    code = f"""
import os, panelrecord
before = panelrecord.convert({ARTICLE!r}).to_json()
child = os.fork()
if child == 0:
    os._exit(0 if panelrecord.convert({ARTICLE!r}).to_json() == before else 1)
status = os.waitpid(child, 0)[1]
print(status, panelrecord.convert({ARTICLE!r}).to_json() == before)
"""
    assert python(code) == "0 True\n"
