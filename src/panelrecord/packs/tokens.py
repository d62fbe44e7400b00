"""Text into tokens: words, numbers, marks, each with where it stands.

A token never crosses white space. Clitics are tokens of their own («Ghani» «’s»), abbreviations, initials and
dotted acronyms keep their full stop («Dr.», «A.», «U.S.»), hyphenated words stay whole («Haqooq-e-Khalq»).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate, chain

from panelrecord.packs.remembered import Remembered
from panelrecord.values import dataclass

_CLITIC = r"['’](?:s|re|ve|ll|d|m)(?![\w])"
_MAGNITUDE = "(?:bn|mn|tn|trn|m|k|cr)"  # set close to a figure: «N4.6bn», «3.5m»
_AMOUNT = rf"(?:[^\W\d_]{{1,3}}\d+(?:[.,]\d+)+{_MAGNITUDE}?|[^\W\d_]{{0,3}}\d+(?:[.,]\d+)*{_MAGNITUDE})"
_TOKEN = re.compile(
    rf"""[^\W\d_]+(?=[\s,])
       | (?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?'’)\]]
       | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
       | [\#@]\w+
       | (?:[^\W\d_]{{1,2}}\.){{2,}}(?:[^\W\d_](?![\w]))?
       | [A-Z]\.(?=[\s,]|[A-Z])
       | {_AMOUNT}(?![\w])
       | \d+(?!(?:st|nd|rd|th|s|am|pm)(?![\w]))[^\W\d_]\w*
       | \d+(?:[.,:/]\d+)*(?:(?:st|nd|rd|th|s|am|pm|AM|PM)(?![\w]))?
       | {_CLITIC}
       | [^\W_]+(?:(?:[-‐‑]|(?!{_CLITIC})['’])[^\W_]+)*
       | \.{{2,}} | '' | `` | ‘‘ | ’’ | ‘’ | --+
       | \S
    """,
    re.VERBOSE | re.IGNORECASE,
)

_IS_AMOUNT = re.compile(_AMOUNT, re.IGNORECASE)

# What a token looks like; every token has exactly one shape.
SHAPES = (
    "lower",  # seminar
    "ly",  # recently; the last three are small as well, and ``lower`` means all four
    "ing",  # arguing
    "ed",  # argued
    "Cap",  # Seminar, McFeeley
    "CAPS",  # NASA, U.S.
    "initial",  # K.
    "day",  # 1 … 31
    "ordinal",  # 14th
    "year",  # 1000 … 2099
    "decade",  # 1990s
    "clock",  # 6:30, 6.30, 10am
    "number",  # any other, and what begins with one: 18F
    "url",
    "email",
    "tag",  # #MeToo, @name
    "dquote",  # a double quotation mark
    "squote",  # a single one, or an apostrophe
    "dash",
    "ellipsis",
    "mark",  # any other mark
)
_ENDINGS = ("ly", "ing", "ed")
_DOUBLE = frozenset(('"', "“", "”", "„", "‟", "«", "»", "''", "``", "‘‘", "’’", "‘’"))
_SINGLE = frozenset(("'", "‘", "’", "‚", "`", "‹", "›"))


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text, in order: the parallel tuples hold where each begins and ends and what it says."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]


def tokenise(text: str, abbreviations: frozenset[str], stretches: Iterable[tuple[int, int]] | None = None) -> Tokens:
    """Cut a text into tokens.

    Args:
        text: the whole text; offsets are code points into it.
        abbreviations: lower-case words that keep a following full stop («dr», «prof», «sept»).
        stretches: the parts of it that are read, in order and not overlapping; no token crosses their edges. All of
            the text if not given.
    """
    spaced, final = _remembered(abbreviations)
    row: list[str] = []
    begun = at = 0
    for begin, end in ((0, len(text)),) if stretches is None else stretches:
        if row:
            row[-1] += text[at:begin]
        else:
            begun = begin
        *pieces, last = text[begin:end].split(" ")
        row.extend(chain.from_iterable(map(spaced.__getitem__, pieces)))
        row.extend(final[last])
        at = end
    edges = list(accumulate(map(len, row), initial=begun))
    starts, ends, words = edges[:-1:2], edges[1::2], row[::2]
    if not all(words):  # white space that is more than one blank
        kept = [place for place, word in enumerate(words) if word]
        starts, ends = [starts[place] for place in kept], [ends[place] for place in kept]
        words = [words[place] for place in kept]
    return Tokens(tuple(starts), tuple(ends), tuple(words))


@lru_cache(maxsize=8)
def _remembered(abbreviations: frozenset[str]) -> tuple[Remembered[tuple[str, ...]], Remembered[tuple[str, ...]]]:
    """The rows of what stands between two blanks: before a blank, and at the end of a stretch.

    No token crosses white space, so that a text is cut as its pieces are; and most of an article's pieces have come
    before. This takes a quarter of the time of searching the text for tokens.
    """

    def spaced(piece: str) -> tuple[str, ...]:
        return _row(piece + " ", abbreviations)

    def final(piece: str) -> tuple[str, ...]:
        return _row(piece, abbreviations)

    return Remembered(spaced), Remembered(final)


def _row(piece: str, abbreviations: frozenset[str]) -> tuple[str, ...]:
    """A token, what stands behind it, a token, what stands behind it …; the first token is empty before white space."""
    row = [] if piece and not piece[0].isspace() else [""]
    at = 0
    for found in _TOKEN.finditer(piece):
        begin, after = found.span()
        if begin < at:  # the full stop of an abbreviation
            continue
        if piece[after : after + 1] == "." and found.group().lower() in abbreviations:
            after += 1
        if row:
            row.append(piece[at:begin])
        row.append(piece[begin:after])
        at = after
    return (*row, piece[at:])


@lru_cache(maxsize=1 << 14)  # an article asks for the same words in every room
def shape(word: str) -> str:
    """The one of `SHAPES` that a token has."""
    first = word[0]
    if first.isalpha():
        return "number" if word[-1].isalnum() and _IS_AMOUNT.fullmatch(word) else _letters(word)
    if first.isdigit():
        return _digits(word)
    if len(word) == 1 or not word[-1].isalnum():
        if word in _DOUBLE:
            return "dquote"
        if word in _SINGLE:
            return "squote"
        if first in "-–—―":
            return "dash"
        return "ellipsis" if word in ("…",) or word.startswith("..") else "mark"
    if first in "#@":
        return "tag"
    return "lower"  # a clitic


def _letters(word: str) -> str:
    if "://" in word or word.startswith("www."):
        return "url"  # also https://social.example/@ana
    if "@" in word:
        return "email"
    if not word[0].isupper():
        return next((ending for ending in _ENDINGS if word.endswith(ending) and len(word) > 4), "lower")
    if len(word) == 2 and word[1] == ".":
        return "initial"
    return "CAPS" if len(word) > 1 and word.isupper() else "Cap"


def _digits(word: str) -> str:
    if "@" in word:
        return "email"
    if word.isdecimal():  # not «¹», which is a digit and no number
        if len(word) == 4 and "1000" <= word <= "2099":
            return "year"
        return "day" if len(word) <= 2 and 1 <= int(word) <= 31 else "number"
    low = word.lower()
    if low.endswith(("st", "nd", "rd", "th")):
        return "ordinal"
    if low.endswith("s") and word[:-1].isdigit():
        return "decade"
    if re.fullmatch(r"(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?(?:am|pm)|(?:[01]?\d|2[0-4])[:.][0-5]\d", low):
        return "clock"
    return "number"
