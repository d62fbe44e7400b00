"""One input of the fuzzer: its first byte chooses its name, the rest is its content."""

from __future__ import annotations

import sys
from pathlib import Path

import panelrecord

NAMES = (
    *("a", "a.txt", "a.md", "a.html", "a.docx", "a.odt", "a.epub", "a.rtf", "a.tex", "a.org", "a.rst", "a.wiki"),
    *("a.xml", "a.nxml", "a.dbk", "a.json", "a.pdf"),
)
LIMITS = panelrecord.Limits(
    input_bytes=1 << 20, text_characters=100_000, parse_seconds=0.3, reading_seconds=10, parse_memory_bytes=1 << 30
)
SMALL = 1 << 14
SLOW = ("slow-", "deep-", "loop-")  # time spent on waiting for pandoc finds nothing


def convert(data: bytes) -> None:
    """Makes a record that keeps to its contract of the input, or an InputError that says what to do; else raises."""
    if not data:
        return
    name = NAMES[data[0] % len(NAMES)]
    try:
        record = panelrecord.convert(data[1:], name=name, limits=LIMITS)
    except panelrecord.InputError as error:
        if error.name != name or not error.message or not error.mend or "\n" in str(error):
            raise
        return
    panelrecord.validate(record)


def write_seeds(folder: Path) -> None:
    """The small ones of the bad inputs, and the fixtures' articles, for the fuzzer to begin with."""
    here = Path(__file__).parents[1]
    sys.path.insert(0, str(here / "hostile"))
    from hostile_inputs import all_bad  # noqa: PLC0415  its folder has just become known

    def first_for(name: str) -> bytes:
        ending = name.rpartition(".")[2]
        return bytes([NAMES.index(f"a.{ending}") if f"a.{ending}" in NAMES else 0])

    for bad in all_bad():
        content = bad.make()
        if len(content) <= SMALL and not bad.name.startswith(SLOW):
            (folder / bad.name.encode("ascii", "replace").decode()).write_bytes(first_for(bad.name) + content)
    for article in sorted(here.parent.glob("fixtures/*/article.*")):
        seed = folder / f"{article.parent.name}{article.suffix}"
        seed.write_bytes(first_for(article.name) + article.read_bytes())
