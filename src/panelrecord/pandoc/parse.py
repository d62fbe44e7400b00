"""One document to one syntax tree, by a worker; what goes wrong on the way becomes a typed error."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any, NoReturn

from panelrecord.errors import InputTooLarge, NestedTooDeeply, ParseFailed, ParseMemory, ParseTimeout
from panelrecord.limits import DEFAULT_LIMITS, Limits, in_words
from panelrecord.pandoc.aside import Shortened, put_back, shorten
from panelrecord.pandoc.find import Pandoc
from panelrecord.pandoc.messages import tells_of_loss
from panelrecord.pandoc.pool import POOL
from panelrecord.pandoc.worker import (
    HEAP_OVERFLOW,
    Answer,
    Died,
    Late,
    Nonsense,
    Oversized,
    Worker,
    seconds_for,
)
from panelrecord.values import dataclass

ANOTHER_FORMAT = "save the article in another format, or as plain text, and try again"
MOST_MESSAGES = 20
LONGEST_LINE = 200
_READER = re.compile(r"[a-z0-9_]+(?:[+-][a-z0-9_]+)*")
# What stands between two words in the JSON of a tree. Quotation marks within a text are escaped there, so that this is
# never a part of one; it has to begin with the end of a word, though, and not with that of another blank.
_BETWEEN_WORDS = b'"},{"t":"Space"},{"t":"Str","c":"'
_BLANK_BEHIND_BLANK = (rb'Break"},{"t":"Space"}', rb'Space"},{"t":"Space"}')


@dataclass(frozen=True, slots=True)
class Parsed:
    """What pandoc made of a document.

    `ast` is pandoc's JSON tree with the keys ``blocks`` and ``meta``, in which a ``Str`` may hold a row of words with
    the blanks between them; `messages` is what the reader logged of what it lost, a line each; `pandoc` is the version.
    """

    ast: dict[str, Any]
    messages: tuple[str, ...]
    pandoc: str


def parse(content: bytes, reader: str, *, pandoc: Pandoc, name: str, limits: Limits = DEFAULT_LIMITS) -> Parsed:
    """Parses `content` with pandoc's `reader` (such as ``markdown-smart``), sandboxed and within `limits`.

    `name` is what errors call the document. Waits for a free worker. Raises ParseTimeout, ParseMemory, InputTooLarge
    for a tree over the limit, NestedTooDeeply, ParseFailed when pandoc refuses the document or its worker dies or
    answers nonsense; PandocMissing or PandocTooOld when no worker can be started; ValueError for a `reader` that is no
    reader's name.
    """
    return finish_parse(begin_parse(content, reader, pandoc=pandoc, name=name, limits=limits))


@dataclass(frozen=True, slots=True)
class Parsing:
    """A document that a worker is parsing; `finish_parse` must be asked for it, or the worker stays taken."""

    content: bytes
    reader: str
    name: str
    limits: Limits
    short: Shortened | None
    worker: Worker


def begin_parse(content: bytes, reader: str, *, pandoc: Pandoc, name: str, limits: Limits = DEFAULT_LIMITS) -> Parsing:
    """Begins what `parse` does, so that the caller can do something else meanwhile.

    Raises PandocMissing, PandocTooOld and ValueError as it; everything else is found by `finish_parse`.
    """
    if not _READER.fullmatch(reader):
        raise ValueError(f"not the name of a reader: {reader!r}")
    short = shorten(content, reader)
    return _handed(Parsing(content, reader, name, limits, short, POOL.take(pandoc.path, limits)))


def finish_parse(parsing: Parsing) -> Parsed:
    """What `parse` gives for a document that was begun; raises as it."""
    if parsing.worker.rested:
        try:
            return _parse(parsing)
        except Died:
            # Killed from outside, or short of memory after all that it had read: what a document gives must not
            # depend on the documents before it.
            fresh = POOL.take(parsing.worker.pandoc, parsing.limits, fresh=True)
            parsing = _handed(replace(parsing, worker=fresh))
    try:
        return _parse(parsing)
    except Died as death:
        _fail_for_death(death, parsing.reader, parsing.name, parsing.limits)


def end_workers() -> None:
    """Ends all workers of this process, as its own end does; the next `parse` starts new ones."""
    POOL.end()


def _handed(parsing: Parsing) -> Parsing:
    """The worker is given the document, or only what has markup in it, where that may be enough."""
    short, content = parsing.short, parsing.content
    try:
        # The time is that for the whole, however little of it is given.
        seconds = seconds_for(content, parsing.limits)
        parsing.worker.begin(content if short is None else short.content, parsing.reader, parsing.limits, seconds)
    except BaseException:
        POOL.drop(parsing.worker)
        raise
    return parsing


def _parse(parsing: Parsing) -> Parsed:
    """Waits for the worker, and returns it to the pool if it may serve on. Raises Died and what `parse` raises."""
    worker, reader, name, limits = parsing.worker, parsing.reader, parsing.name, parsing.limits
    try:
        answer = _answered(parsing)
        tree, messages = _decoded(answer, name)
        lines = _lines(messages, parsing.content, reader)
    except Late:
        POOL.drop(worker)
        seconds = seconds_for(parsing.content, limits)
        message = f"pandoc did not finish reading it as {_format(reader)} in {seconds:.1f} seconds"
        raise ParseTimeout(message, mend=ANOTHER_FORMAT, name=name) from None
    except Oversized:
        POOL.drop(worker)
        message = f"pandoc makes over {in_words(limits.tree_bytes)} of it, read as {_format(reader)}"
        raise InputTooLarge(message, mend="divide the article, or save it in another format", name=name) from None
    except Nonsense as nonsense:
        POOL.drop(worker)
        message = f"pandoc's worker answered nonsense: {nonsense}"
        raise ParseFailed(message, mend=ANOTHER_FORMAT, name=name) from None
    except BaseException:
        POOL.drop(worker)
        raise
    POOL.give(worker, limits)
    if answer.refusal is not None:
        message = f"pandoc cannot read it as {reader}: {_line(answer.refusal)}"
        raise ParseFailed(message, mend=ANOTHER_FORMAT, name=name)
    return Parsed(tree, lines, worker.version)


def _answered(parsing: Parsing) -> Answer:
    """The worker's answer; it is asked for the whole where less was not enough."""
    answer = parsing.worker.answer()
    if parsing.short is None:
        return answer
    tree = put_back(answer.tree, parsing.short.aside) if answer.refusal is None else None
    if tree is not None:
        return Answer(tree, answer.messages)
    return parsing.worker.ask(parsing.content, parsing.reader, parsing.limits)


def _fail_for_death(death: Died, reader: str, name: str, limits: Limits) -> NoReturn:
    if death.status == HEAP_OVERFLOW:
        message = f"pandoc needed more than {in_words(limits.parse_memory_bytes)} to read it as {_format(reader)}"
        raise ParseMemory(message, mend=ANOTHER_FORMAT, name=name) from None
    how = f"by signal {-death.status}" if death.status < 0 else f"with status {death.status}"
    message = f"pandoc's worker ended {how} while it was reading it as {reader}"
    raise ParseFailed(message, mend=ANOTHER_FORMAT, name=name) from None


def _decoded(answer: Answer, name: str) -> tuple[dict[str, Any], list[Any]]:
    if answer.refusal is not None:
        return {}, []
    try:
        tree, messages = json.loads(_with_words_joined(answer.tree)), json.loads(answer.messages)
    except RecursionError:
        raise NestedTooDeeply("it is nested too deeply", mend=ANOTHER_FORMAT, name=name) from None
    except ValueError as error:
        raise Nonsense(f"it is no JSON ({error})") from None
    if not (isinstance(tree, dict) and isinstance(tree.get("blocks"), list) and isinstance(tree.get("meta"), dict)):
        raise Nonsense("it is no syntax tree")
    return tree, messages


def _with_words_joined(tree: bytes) -> bytes:
    """The JSON of a tree with each row of words as one ``Str``, and line ends that mean nothing as blanks.

    Of a tree's bytes four in five tell that a blank stands between two words. To make 1,300 objects of them, and to go
    through these, takes three times as long as to find them here.
    """
    tree = tree.replace(b'{"t":"SoftBreak"}', b'{"t":"Space"}')
    if any(blanks in tree for blanks in _BLANK_BEHIND_BLANK):
        return tree
    return tree.replace(_BETWEEN_WORDS, b" ")


def _lines(messages: Any, content: bytes, reader: str) -> tuple[str, ...]:
    """The messages that tell of a loss in the order in which they arose, each once."""
    if not isinstance(messages, list) or not all(isinstance(m, dict) and "pretty" in m for m in messages):
        raise Nonsense("its messages are none")
    logged = (str(message["pretty"]) for message in reversed(messages))
    lines = tuple(dict.fromkeys(_line(text) for text in logged if tells_of_loss(text, content, reader)))
    if len(lines) <= MOST_MESSAGES:
        return lines
    return (*lines[:MOST_MESSAGES], f"and {len(lines) - MOST_MESSAGES} messages more")


def _format(reader: str) -> str:
    """The reader's name without its extensions."""
    return re.split("[+-]", reader, maxsplit=1)[0]


def _line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"
