"""What one input may cost, by the library and on the command line, and what happens when it costs more."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

import panelrecord
from panelrecord.cli import run
from panelrecord.errors import InputTooLarge, NestedTooDeeply, ParseMemory, ParseTimeout, ReadingTimeout
from panelrecord.guard import within
from panelrecord.limits import Limits, in_words

PROSE = "The seminar on water was held at the Grange Hall in Kandy on 3 May 2021. Ana Ruiz said that the wells are dry."
NEVER_ENDS = "See [^1].\n\n[^1]: a\n\n" + "![" * 1000 + "a" + "](b)" * 150 + "\n"
DOCUMENTED = Path(__file__).parents[1] / "docs/limits.md"
SHORT = Limits(parse_seconds=2)


# ------------------------------------------------------------------ the values


def test_sizes_in_words() -> None:
    assert [in_words(size) for size in (5, 1024, 1536, 64 << 20, 3 << 30)] == [
        "5 bytes",
        "1 KB",
        "1.5 KB",
        "64 MB",
        "3 GB",
    ]


@pytest.mark.parametrize("name", [field.name for field in fields(Limits) if field.name != "parse_seconds_per_kb"])
@pytest.mark.parametrize("value", [0, -1, float("nan")])
def test_a_limit_is_more_than_nothing(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=name):
        Limits(**{name: value})  # type: ignore[arg-type]


def test_nesting_may_only_be_limited_further() -> None:
    with pytest.raises(ValueError, match="at most 200"):
        Limits(tree_depth=201)


def test_every_limit_is_documented_with_its_default() -> None:
    units = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
    rows = re.findall(r"^\| `([\w-]+)` \| ([\d.]+)([KMG]?) \|", DOCUMENTED.read_text(encoding="utf-8"), re.MULTILINE)
    documented = {name.replace("-", "_"): float(amount) * units.get(unit, 1) for name, amount, unit in rows}
    assert documented == {field.name: field.default for field in fields(Limits)}


@pytest.mark.parametrize(
    ("written", "cause"),
    [
        ("text-bites=5", "'text-bites' is no limit; use one of input-bytes, text-bytes"),
        ("text-bytes=many", "'many' is no number for the limit text-bytes"),
        ("text-bytes=1.5", "'1.5' is no number"),
        ("parse-seconds=5M", "'5M' is no number"),
        ("text-bytes=0", "out of its bounds"),
        ("text-bytes", "'' is no number"),
    ],
)
def test_a_limit_that_is_none(written: str, cause: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "--limit", written, "nothing.txt"]) == 2
    assert cause in capsys.readouterr().err


@pytest.mark.parametrize("written", ["text-bytes=1K", "text_bytes=0.5k", "input-bytes=100", "text-characters=99"])
def test_a_limit_on_the_command_line(written: str, tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    path = f"{tmp_path}/a.txt"
    with open(path, "w", encoding="utf-8") as file:
        file.write(PROSE * 20)
    assert run(["convert", path]) == 0
    assert run(["convert", "--limit", written, path]) == 1
    assert "allow more by the limit" in capsys.readouterr().err


# -------------------------------------------------------------- the cost itself


def test_the_length_of_a_text() -> None:
    most = Limits(text_characters=len(PROSE))
    assert panelrecord.annotate(PROSE, limits=most).text == PROSE
    with pytest.raises(InputTooLarge, match=f"over {len(PROSE)} characters"):
        panelrecord.annotate(PROSE + ".", limits=most)
    for name, content in (("a.txt", PROSE), ("a.md", PROSE), ("a.html", f"<p>{PROSE}</p>")):
        assert panelrecord.convert(content.encode(), name=name, limits=most).source.text == PROSE
        with pytest.raises(InputTooLarge, match="text-characters"):
            panelrecord.convert(content.replace("are dry", "are dry now").encode(), name=name, limits=most)


def test_the_depth_of_a_tree() -> None:
    quoted = f"{'> ' * 20}{PROSE}\n".encode()
    assert codes(panelrecord.convert(quoted, name="a.md")) == []
    record = panelrecord.convert(quoted, name="a.md", limits=Limits(tree_depth=10))
    assert codes(record) == ["safer-reader"]
    assert record.notices[0].message == "It is nested over 10 levels deep; it was read as plain text instead."
    rich = b"{\\rtf1 a}"
    assert panelrecord.convert(rich).source.text == "a"


def test_a_tree_that_is_too_long_is_read_otherwise() -> None:
    record = panelrecord.convert(b"*Dry* wells.", name="a.md", limits=Limits(tree_bytes=20))
    assert record.source.text == "*Dry* wells."
    assert codes(record) == ["safer-reader"]


def codes(record: panelrecord.Record) -> list[str]:
    return [notice.code for notice in record.notices]


# ------------------------------------------------------------ the safer readers


def test_markdown_that_never_ends_is_read_as_commonmark() -> None:
    record = panelrecord.convert(f"# Wells\n\n{PROSE}\n\n{NEVER_ENDS}".encode(), name="a.md", limits=SHORT)
    assert record.source.title == "Wells"
    assert PROSE in record.source.text
    assert record.source.format == "markdown"
    (notice,) = record.notices
    assert (notice.code, notice.field) == ("safer-reader", "source/text")
    assert notice.message == (
        "Pandoc did not finish reading it as markdown in 2.0 seconds; it was read as CommonMark instead."
    )
    assert record.positions


def test_what_commonmark_cannot_read_either_is_plain_text() -> None:
    deep = "[^1]: a\n\n" + "> " * 1000 + PROSE
    record = panelrecord.convert(deep.encode(), name="a.md", limits=SHORT)
    assert PROSE in record.source.text
    (notice,) = record.notices
    assert notice.message.endswith("it was read as plain text instead.")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.org", "*a /b _c +d " * 30),
        ("a.wiki", "''a '''b " * 60),
        ("a.tex", "\\documentclass{article}\\begin{document}" + "{" * 200),
        ("a.rst", ".. role:: a(b)\n.. role:: b(a)\n\n:a:`x`"),
    ],
)
def test_other_markup_that_never_ends_is_read_as_plain_text(name: str, content: str) -> None:
    record = panelrecord.convert(f"{content}\n\n{PROSE}\n".encode(), name=name, limits=SHORT)
    assert PROSE in record.source.text
    assert codes(record) == ["safer-reader"]


def test_html_falls_back_to_its_text() -> None:
    page = "<html><body>" + "<ul><li>" * 150 + f"<p>{PROSE}</p></body></html>"
    record = panelrecord.convert(page.encode(), name="a.html", limits=Limits(tree_depth=50))
    assert record.source.text == PROSE
    assert codes(record) == ["safer-reader"]


def test_the_same_reader_is_not_asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def begin(content: bytes, reader: str, **rest: object) -> str:
        asked.append(reader.partition("+")[0].partition("-")[0])
        return reader

    def late(parsing: str) -> object:
        raise ParseTimeout("late", mend="wait")

    monkeypatch.setattr("panelrecord.record.begin_parse", begin)
    monkeypatch.setattr("panelrecord.record.finish_parse", late)
    record = panelrecord.convert(f"<div>\n\n{PROSE}\n\n</div>".encode(), name="a.md")
    assert asked == ["markdown", "commonmark"]
    assert PROSE in record.source.text


@pytest.mark.parametrize("failure", [ParseTimeout, ParseMemory, NestedTooDeeply, InputTooLarge])
def test_what_no_reader_can_read_fails_as_the_first_did(
    failure: type[panelrecord.InputError], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(parsing: object) -> object:
        raise failure("too much", mend="less", name="a.rtf")

    monkeypatch.setattr("panelrecord.record.begin_parse", lambda content, reader, **rest: reader)
    monkeypatch.setattr("panelrecord.record.finish_parse", fails)
    with pytest.raises(failure, match=r"a\.rtf: too much; less"):
        panelrecord.convert(b"{\\rtf1{\\*\\generator a;}}", name="a.rtf")  # which has no words of its own


# --------------------------------------------------------------- the last guard


def work_for_ever() -> None:
    with within(0.1, name="a.txt"):
        while True:
            pass


def test_a_reading_that_never_ends_is_ended() -> None:
    with pytest.raises(ReadingTimeout, match=r"a\.txt: was not read in 0\.1 seconds of work"):
        work_for_ever()
    assert signal.getsignal(signal.SIGVTALRM) is signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


class Clears:
    """Works for a while when it is cleared up, where errors are lost."""

    def __del__(self) -> None:
        for _ in range(8_000_000):
            pass


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_end_that_is_lost_comes_again() -> None:
    def clear_for_ever() -> None:
        with within(0.05, name="a.txt"):
            Clears()
            while True:
                pass

    with pytest.raises(ReadingTimeout):
        clear_for_ever()


# The signal may come while Python clears up an object: that error is lost, pytest reports it, and the next one ends it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_conversion_is_guarded() -> None:
    long = (PROSE + "\n\n") * 2000
    for name in ("a.txt", "a.md", "a.html"):
        with pytest.raises(ReadingTimeout, match=f"{name}: "):
            panelrecord.convert(long.encode(), name=name, limits=Limits(reading_seconds=0.01))
    with pytest.raises(ReadingTimeout):
        panelrecord.annotate(long, limits=Limits(reading_seconds=0.05))


def test_a_callers_own_signal_is_left_alone() -> None:
    own = signal.signal(signal.SIGVTALRM, signal.SIG_IGN)
    try:
        assert panelrecord.annotate(PROSE).text == PROSE
        assert signal.getsignal(signal.SIGVTALRM) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGVTALRM, own)


def in_a_thread(work: Callable[[], object]) -> object:
    """What it gives, or the error that it ends by."""
    came: list[object] = []

    def run() -> None:
        try:
            came.append(work())
        except panelrecord.PanelrecordError as error:
            came.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return came[0]


def test_many_articles_are_guarded_from_any_thread() -> None:
    """Their readings run in processes of their own, each in its main thread."""
    long = [(((PROSE + "\n\n") * 9000).encode(), "long.txt"), (b"Wells are dry.", "short.txt")]
    results = in_a_thread(lambda: list(panelrecord.convert_many(long, jobs=2, limits=Limits(reading_seconds=2.5))))
    assert isinstance(results, list)
    first, second = results
    assert isinstance(first, panelrecord.Failed)
    assert isinstance(first.error, ReadingTimeout)
    assert isinstance(second, panelrecord.Converted)


def test_counted_limits_hold_in_any_thread() -> None:
    too_long = in_a_thread(lambda: panelrecord.convert(b"Wells are dry.", limits=Limits(text_characters=9)))
    assert isinstance(too_long, InputTooLarge)
    late = in_a_thread(lambda: panelrecord.convert(NEVER_ENDS.encode(), name="a.md", limits=SHORT))
    assert isinstance(late, panelrecord.Record)
    assert codes(late) == ["safer-reader"]


def test_a_thread_reads_without_the_guard() -> None:
    read: list[str] = []
    thread = threading.Thread(target=lambda: read.append(panelrecord.annotate(PROSE).text))
    thread.start()
    thread.join()
    assert read == [PROSE]
