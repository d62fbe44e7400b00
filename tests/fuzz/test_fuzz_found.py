"""What the fuzzer once found stays mended."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz_input import NAMES, convert

FOUND = sorted(Path(__file__).with_name("found").glob("*-*"))


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found(path: Path) -> None:
    convert(path.read_bytes())


def test_an_input_is_a_name_and_a_content(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def record(content: bytes, *, name: str, **rest: object) -> None:
        seen.append((content, name))
        raise KeyError

    monkeypatch.setattr("panelrecord.convert", record)
    with pytest.raises(KeyError):  # an error that is none of ours ends the run
        convert(b"\x02# a")
    assert seen == [(b"# a", NAMES[2])]
    convert(b"")
