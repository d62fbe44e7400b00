"""What a call names: which files, in which order, and where the record of each belongs."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelrecord.batch import Asked
from panelrecord.batch.here import Here
from panelrecord.batch.jobs import Convert
from panelrecord.cli.running import folded
from panelrecord.errors import NameTaken, UsageError
from panelrecord.inputs import Found, Input, Item, Sources, as_path, as_text, find
from panelrecord.inputs.item import place_of
from panelrecord.inputs.selection import selection
from panelrecord.manifest import Manifest
from panelrecord.run import Run
from panelrecord.run.fate import producing
from panelrecord.run.outputs import output_of, refuse_overlap
from panelrecord.write import Stream

NAMES = st.text(st.sampled_from("aA_.\\x9 é\udce9'\"*[\n"), min_size=1, max_size=6).filter(
    lambda n: n not in {".", ".."}
)
PATHS = st.lists(NAMES, min_size=1, max_size=4).map(lambda parts: "/" + "/".join(parts))


@given(st.sets(PATHS, min_size=2, max_size=12), st.lists(NAMES, max_size=2))
def test_no_two_inputs_have_one_place(paths: set[str], above: list[str]) -> None:
    root = "/" + "/".join(above)
    named = paths | {root.rstrip("/") + path for path in paths}  # inside the root and outside of it
    places = {place_of(path, root) for path in named}
    assert len(places) == len(named)
    assert not any(place.is_absolute() or ".." in place.parts for place in places)


@given(st.sets(PATHS, min_size=2, max_size=12))
def test_no_two_places_are_known_by_one_text(paths: set[str]) -> None:
    texts = {as_text(path) for path in paths}
    assert len(texts) == len(paths)
    assert {as_path(text) for text in texts} == paths
    for text in texts:
        text.encode("utf-8")


@pytest.fixture
def box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with articles and other things in it, below the current folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("b.md", "a.txt", "deep/c.md", "deep/drafts/d.md", "deep/data.csv", ".hidden/e.md", ".f.md"):
        path = tmp_path / "box" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Ferry prices rise.\n")
    os.mkfifo(tmp_path / "box" / "pipe")
    (tmp_path / "box" / "again").symlink_to("deep")
    return tmp_path / "box"


def places(
    *names: str,
    lists: tuple[str, ...] = (),
    found: Found | None = None,
    include: tuple[str, ...] = (),
    exclude: tuple[str, ...] = (),
) -> list[str]:
    sources = Sources(names, lists, selection(include, exclude))
    return [str(item.place) for item in find(sources, found or Found())]


def test_a_folder_is_gone_through_in_the_order_of_names(box: Path) -> None:
    found = Found()
    assert places("box", found=found) == ["a.txt", "b.md", "deep/c.md", "deep/drafts/d.md"]
    assert dict(found.passed_over) == {".csv": 1, "no ordinary file": 1, "link to a folder": 1}
    assert found.first[".csv"] == ["box/deep/data.csv"]


def test_several_sources_are_mirrored_below_the_folder_they_share(box: Path) -> None:
    assert places("box/deep", "box/a.txt") == ["deep/c.md", "deep/drafts/d.md", "a.txt"]
    assert places("box/deep/c.md") == ["c.md"]
    assert places(str(box / "b.md"), "box/deep/../a.txt") == ["b.md", "a.txt"]


def test_patterns_match_as_in_gitignore(box: Path) -> None:
    assert places("box/*.md") == ["b.md"]
    assert places("box/**/*.md") == ["b.md", "deep/c.md", "deep/drafts/d.md"]
    (box / "odd[1].md").write_text("Ferry prices rise.\n")
    assert places("box/odd[1].md") == ["odd[1].md"]  # what exists is no pattern


def test_what_is_included_and_excluded(box: Path) -> None:
    assert places("box", include=("*.md",)) == ["b.md", "deep/c.md", "deep/drafts/d.md"]
    assert places("box", include=("*.md",), exclude=("drafts/",)) == ["b.md", "deep/c.md"]
    assert places("box", include=("*.csv",)) == ["deep/data.csv"]
    assert places("box/b.md", "box/deep", exclude=("*.md",)) == ["b.md"]  # what is named itself is read


def test_lists_are_literal_and_lie_below_the_current_folder(box: Path) -> None:
    (box / "odd*.md").write_text("Ferry prices rise.\n")
    Path("list").write_bytes(b"box/odd*.md\r\nbox/deep\n\nmissing.md\n/etc/hostname\n")
    inside = ["box/odd*.md", "box/deep/c.md", "box/deep/drafts/d.md", "missing.md", "_/etc/hostname"]
    assert places("@list") == inside
    Path("list").write_bytes(b"box/a.txt\0box/b.md")
    assert places(lists=("list",)) == ["box/a.txt", "box/b.md"]
    Path("@list").write_text("Ferry prices rise.\n")
    assert places("@list") == ["@list"]  # what exists is no list


def test_a_list_that_comes_in_pieces_gives_whole_names(box: Path) -> None:
    names = [f"box/{number:05}.md" for number in range(20_000)]
    Path("list").write_text("\n".join(names))
    assert places("@list") == names


def test_standard_input_is_named_once_and_lists_must_be_there(box: Path) -> None:
    for sources in (Sources(("-", "-"), (), selection()), Sources(("-",), ("-",), selection())):
        with pytest.raises(UsageError, match="twice"):
            sources.check()
    with pytest.raises(UsageError, match="nowhere"):
        Sources(("@nowhere",), (), selection()).check()


def test_an_output_and_an_input_never_lie_in_each_other(box: Path) -> None:
    Path("link").symlink_to("box")
    for output, folders, files in (
        ("box/records", ["box"], []),
        ("link/records", ["box"], []),
        ("box/all.jsonl", ["link"], []),
        ("box", ["box/deep"], []),
        ("box", [], ["box/a.txt"]),
        ("link", [], ["box/a.txt"]),
    ):
        kind, path = output_of(output)
        with pytest.raises(UsageError, match="lies inside"):
            refuse_overlap(path, kind, folders, files)
    for output in ("boxes", "all.jsonl", "-"):
        kind, path = output_of(output)
        refuse_overlap(path, kind, ["box"], ["box/a.txt"])


def test_inputs_that_differ_in_case_alone_do_not_meet_where_case_is_not_told_apart() -> None:
    written: list[bytes] = []
    job = Convert(Asked(), producing(indent=None, whole=False))
    names = ("Stra\u00dfe.txt", "STRASSE.txt", "e\u0301.txt", "\u00e9.txt", "other.txt")
    items = [Item(Input(b"Ferry prices rise.\n", name), PurePosixPath(name), None) for name in names]
    with Manifest(None) as manifest:
        manifest.begin({})
        run = Run(manifest, Stream(written.append, indent=None), Here(job), folded=folded)
        fates = [fate for fate in run.fates(items) if fate is not None]
    assert [fate.outcome for fate in fates] == ["converted", "failed", "converted", "failed", "converted"]
    assert [type(fate.error) for fate in fates if fate.error] == [NameTaken, NameTaken]
    assert len(written) == 3
