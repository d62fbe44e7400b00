"""The organisations in the phrases that introduce a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from panelrecord.annotate.people import Description
from panelrecord.annotate.reading import Reading

_LINKS = frozenset(("of", "at", "from", "for", "with", "by", "in", "(", ","))
_INNER = frozenset(("of", "for", "and", "the", "&", "against", "'s", "’s", "on", "in", "de", "du", "la", ":"))


def affiliations(reading: Reading, descriptions: Iterable[Description]) -> tuple[str, ...]:
    """The organisations that descriptions name, each once, in their order.

    One is read where a row of capitals follows «of», «at», «from» … or opens the phrase and is an organisation's name,
    as in «Mekong Institute director»; nothing is read from offices of state («Minister of Health»).
    """
    found: dict[str, None] = {}
    for description in descriptions:
        for start, end in _in_phrase(reading, description):
            found[reading.document.text[start:end]] = None
    return tuple(found)


def _in_phrase(reading: Reading, description: Description) -> Iterable[tuple[int, int]]:
    words, grammar = reading.words, reading.grammar
    starts = words.tokens.starts
    first = next(n for n in range(len(starts)) if starts[n] >= description.start)
    last = next((n for n in range(first, len(starts)) if starts[n] >= description.end), len(starts))
    texts = words.tokens.words
    organisations = {name.first for name in reading.names if name.kind == "org"}
    of_state = any("office" in grammar.classes(text) for text in texts[first:last])
    at = first
    while at < last:
        word = texts[at]
        behind = _before(texts, at, first)
        compound = at + 1 < last and _capital(texts[at + 1])
        barred = {"role", "honorific", "calendar", "rank"} | (set() if compound else {"demonym"})
        begins = _capital(word) and not grammar.classes(word) & barred
        linked = behind in _LINKS and not (behind == "," and at not in organisations) and not (behind == "in" and at not in organisations)
        if begins and ((linked and not of_state) or at in organisations):
            end = _end(reading, at, last)
            yield starts[at], words.tokens.ends[end - 1]
            at = end
        else:
            at += 1


def _before(texts: Sequence[str], at: int, first: int) -> str:
    """The word before a row of capitals, over an article."""
    n = at - 1
    while n >= first and texts[n].lower() in ("the", "a", "an"):
        n -= 1
    return texts[n].lower() if n >= first else ""


def _end(reading: Reading, at: int, last: int) -> int:
    """Where the row of capitals that begins at `at` ends: over small words to further capitals, not to another role."""
    texts, grammar = reading.words.tokens.words, reading.grammar
    end = at + 1
    while end < last:
        ahead = end
        while ahead < last and texts[ahead].lower() in _INNER and ahead - end < 2:
            ahead += 1
        if ahead == last or not _capital(texts[ahead]):
            break
        classes = grammar.classes(texts[ahead])
        if "rank" in classes or ("role" in classes and ahead > end and texts[ahead - 1].lower() in ("and", "the")):
            break
        end = ahead + 1
    return end


def _capital(word: str) -> bool:
    return word[0].isupper() or (word[0].isdigit() and word[-1].isupper())
