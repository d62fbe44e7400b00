r"""Plain text as a pandoc AST, made here because pandoc has no reader that leaves every character as it is.

Paragraphs and their lines are those of `wrapping`. A hyphen at the end of a wrapped line goes with the line end
("semi-\nnar" becomes "seminar") unless the word is hyphenated elsewhere in the text or is a compound already; a hyphen
that stays ("well-\nknown") stays without a space after it.
"""

from __future__ import annotations

import re
from collections.abc import Set
from html import escape
from typing import Any

from panelrecord.source.hyphens import compounds_in, first_half
from panelrecord.source.wrapping import ITEM, Paragraph, paragraphs

_API_VERSION = [1, 23, 1]
_LONGEST_TITLE = 120
_LONGEST_WORD = 200  # characters of one that lines part; without a bound it would be copied for each

# What the header lines of an e-mail or announcement begin with; other words before a colon may open a title.
_HEADER = re.compile(
    r"(?:from|to|cc|subject|re|fwd?|dates?|time|when|where|who|what|place|venue|location|room|type|topic|speakers?|title"
    r"|abstract|posted ?by|newsgroups|host|contact|sponsors?|organi[sz]ers?)\s*:",
    re.IGNORECASE,
)
_NO_TITLE_END = (".", ":", ",", ";")

_SPACE: dict[str, Any] = {"t": "Space"}
_SOFT = {"t": "SoftBreak"}
_HARD = {"t": "LineBreak"}


def text_ast(text: str) -> dict[str, Any]:
    """A pandoc AST of `text`: paragraphs, and a heading of level 1 where the first line is a title.

    Every character but blanks, line ends and hyphens of wrapped words is in it, in order. Line ends that are the
    writer's own are LineBreaks, the others SoftBreaks.
    """
    found = list(paragraphs(text))
    compounds = compounds_in(text)
    blocks: list[dict[str, Any]] = []
    for number, paragraph in enumerate(found):
        inlines = _inlines(paragraph, compounds)
        if number == 0 and len(found) > 1 and _is_title(paragraph):
            blocks.append({"t": "Header", "c": [1, ["", [], []], inlines]})
        else:
            blocks.append({"t": "Para", "c": inlines})
    return {"pandoc-api-version": _API_VERSION, "meta": {}, "blocks": blocks}


def text_html(text: str) -> str:
    """The same paragraphs and lines as HTML, for plain text that stands inside another format."""
    return "\n".join(
        f"<p>{''.join(map(_as_html, block['c']))}</p>" for block in map(_as_paragraph, text_ast(text)["blocks"])
    )


def _as_paragraph(block: dict[str, Any]) -> dict[str, Any]:
    return block if block["t"] == "Para" else {"t": "Para", "c": block["c"][2]}


def _as_html(inline: dict[str, Any]) -> str:
    if inline["t"] == "Str":
        return escape(inline["c"], quote=False)
    return "<br>" if inline["t"] == "LineBreak" else " "


def _is_title(paragraph: Paragraph) -> bool:
    line = paragraph[0][0].text
    return (
        len(paragraph) == 1
        and len(line) <= _LONGEST_TITLE
        and not line.endswith(_NO_TITLE_END)
        and any(letter.isalpha() for letter in line)
        and not line.startswith("<")
        and _HEADER.match(line) is None
        and ITEM.match(line) is None
    )


def _inlines(paragraph: Paragraph, compounds: Set[str]) -> list[dict[str, Any]]:
    inlines: list[dict[str, Any]] = []
    far: list[str] = []  # of a word over many lines, what is far from its end
    carried = ""  # the first half of a word that goes on in the next line
    for number, (line, joined) in enumerate(paragraph):
        # Only at blanks and tabs: `str.split()` would part words at no-break spaces and lose those.
        words = [word for word in (carried + line.text.replace("\t", " ")).split(" ") if word]
        carried = first_half(words[-1], paragraph[number + 1][0].text, compounds) if joined else ""
        if carried:
            words.pop()
        if words and far:
            words[0] = "".join((*far, words[0]))
            far.clear()
        if len(carried) > 2 * _LONGEST_WORD:
            far.append(carried[:-_LONGEST_WORD])
            carried = carried[-_LONGEST_WORD:]
        spaced = [_SPACE] * (2 * len(words))
        spaced[::2] = [{"t": "Str", "c": word} for word in words]
        if words and not carried:
            spaced[-1] = _SOFT if joined else _HARD
        inlines += spaced
    inlines.pop()
    return inlines
