"""One article is parsed while another is read, and neither notices."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from io import BytesIO
from time import monotonic, sleep
from typing import Any
from zipfile import ZipFile

import pytest

import panelrecord
from panelrecord.batch import Input, article
from panelrecord.batch.converter import Converter
from panelrecord.batch.jobs import Outcome
from panelrecord.limits import Limits
from panelrecord.model import Record
from panelrecord.pandoc.pool import POOL
from panelrecord.pandoc.worker import Late

PROSE = "Dr Ilse Maes said that the reeds bind the soil. “Nobody cuts them,” she added, and nobody answered her."
NEVER_ENDS = b"[" * 40 + b"\n\n[^1]: the seminar on reeds was held in Ghent\n"  # in pandoc's Markdown, at least
LIMITS = Limits(parse_seconds_base=1.0, parse_seconds_per_kb=0.05, reading_seconds=60)


def archive() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as parts:
        parts.writestr("word/document.xml", "<no>")
    return file.getvalue()


def inputs() -> list[Input]:
    good = f"# Reeds\n\nA seminar on reeds was held in Ghent on 3 May 2021.\n\n{PROSE}\n"
    pages = [f"<h1>Reeds {number}</h1><p>{PROSE}</p>".encode() for number in range(3)]
    long = (PROSE + "\n\n").encode() * 300
    contents = {
        "a.md": good.encode(),
        "b.md": NEVER_ENDS,
        "c.html": pages[0],
        "d.txt": PROSE.encode(),
        "e.md": b"",
        "f.docx": archive(),
        "g.html": pages[1],
        "h.txt": b"\x89PNG\r\n\x1a\n",
        "i.txt": long,
        "j.md": long,
        "k.tex": b"\\begin{document}" + b"{" * 300 + b"a",
        "l.html": b"<div>" * 3000 + b"deep",
        "m.html": pages[2],
        "n.md": good.encode(),
    }
    return [
        *(Input(content, name) for name, content in contents.items()),
        Input("missing.md", "missing.md"),
        Input("", "o.md", error=panelrecord.DamagedInput("is torn", mend="glue it")),
        Input(good.encode(), "p.md"),
    ]


def said(outcome: Outcome) -> tuple[str, str | None, int | None]:
    what = f"{outcome.error.code}: {outcome.error}" if outcome.error else outcome.value
    return what, outcome.sha256, outcome.size


def as_text(record: Record) -> str:
    return record.to_json()


def converter(product: Callable[[Record], Any] = as_text) -> Converter:
    return Converter(article.options(limits=LIMITS), product)


def test_what_is_begun_ahead_comes_out_as_it_does_alone() -> None:
    items = inputs()
    alone = [said(converter().convert(item, None)) for item in items]
    one = converter()
    ahead = [said(one.convert(item, coming)) for item, coming in zip(items, (*items[1:], None), strict=True)]
    assert ahead == alone
    codes = {what.partition(":")[0] for what, _, _ in alone if not what.startswith("{")}
    assert codes >= {"empty", "damaged", "foreign", "unreadable"}
    assert sum(what.startswith("{") for what, _, _ in alone) >= 8
    assert len(POOL.idle()) == len(POOL._all) > 0  # whatever was begun was also finished


def test_a_parser_that_is_killed_meanwhile_is_not_missed() -> None:
    killed: list[int] = []

    def killing(record: Record) -> str:
        begun = one._ahead and one._ahead.begun
        if begun and not isinstance(begun, panelrecord.InputError) and begun.parsing:
            killed.append(begun.parsing.worker.pid)
            os.kill(killed[-1], signal.SIGKILL)
        return record.to_json()

    items = [item for item in inputs() if item.name in {"a.md", "c.html", "g.html", "m.html"}]
    alone = [said(converter().convert(item, None)) for item in items]
    one = converter(killing)
    ahead = [said(one.convert(item, coming)) for item, coming in zip(items, (*items[1:], None), strict=True)]
    assert ahead == alone
    assert len(killed) == 3


def test_time_in_which_nobody_asks_for_its_answer_is_not_the_parsers() -> None:
    options = article.options(limits=LIMITS)
    item = Input(PROSE.encode(), "a.md")
    begun = article.begin(item, PROSE.encode(), options=options)
    late = monotonic() + 1.5 * LIMITS.parse_seconds_base
    while monotonic() < late:
        sleep(0.01)
    assert article.finish(item, begun, options=options).source.name == "a.md"


def test_a_parser_that_has_worked_too_long_before_it_is_asked_is_late() -> None:
    options = article.options(limits=LIMITS)
    worker = POOL.take(options.pandoc.path, LIMITS)
    try:
        worker.begin(b"[" * 40, "markdown", LIMITS)
        begun = monotonic()
        while worker._spent(begun) < LIMITS.parse_seconds_base + 0.1 and monotonic() < begun + 60:
            sleep(0.01)
        with pytest.raises(Late):
            worker.answer()
    finally:
        POOL.drop(worker)
