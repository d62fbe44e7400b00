"""The organisations in the phrases that introduce a person."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from operator import attrgetter

from panelrecord.annotate.people import Description
from panelrecord.annotate.reading import Reading

_LINKS = frozenset(("of", "at", "from", "for", "with", "by", "in", "(", ","))
_INNER = frozenset(("of", "for", "and", "the", "&", "against", "'s", "’s", "on", "in", "de", "du", "la", ":"))
_OF_STATE = frozenset(("office", "state_noun"))
_BEFORE_NAME = frozenset(("article", "possessive", "rank"))
_NO_ORGANISATION = frozenset(("role", "honorific", "calendar", "rank", "function"))
_first = attrgetter("first")
_ENDS = frozenset(("to", "which", "that"))  # from here on the phrase tells what the person does


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
    first = bisect_left(starts, description.start)
    last = bisect_left(starts, description.end, first)
    texts = words.tokens.words
    if any(_OF_STATE & grammar.classes(text) for text in texts[first:last]):
        return
    names = reading.names[bisect_left(reading.names, first, key=_first) : bisect_left(reading.names, last, key=_first)]
    organisations = {name.first: name.last for name in names if name.kind == "org"}
    lead = first
    while lead < last - 1 and (texts[lead].isdigit() or not _BEFORE_NAME.isdisjoint(grammar.classes(texts[lead]))):
        lead += 1
    at, employed = first, True
    while at < last:
        word = texts[at]
        if word.lower() in _ENDS and at > first:
            return
        classes = grammar.classes(word)
        if "role" in classes and texts[first].lower() != "who":
            employed = "no_employer" not in classes
        compound = at + 1 < last and _capital(texts[at + 1])
        barred = not _NO_ORGANISATION.isdisjoint(classes) or ("demonym" in classes and not compound)
        if barred or not employed or not _capital(word) or word.endswith("-based"):
            at += 1
            continue
        behind = _before(reading, at, first)
        linked = behind in _LINKS and (behind not in (",", "in") or at in organisations)
        leads = at == lead and _leads(reading, at, last, organisations.get(at, at))
        if linked or leads:
            end = _end(reading, min(organisations.get(at, at + 1), last), last, at in organisations)
            if end > at + 1 or "." not in word:  # «U.S.» by itself employs nobody
                yield starts[at], words.tokens.ends[end - 1]
            at = max(end, at + 1)
        else:
            at += 1


def _leads(reading: Reading, at: int, last: int, end: int) -> bool:
    """Whether a phrase begins with an employer: «Mekong Institute director», «Google engineer», «FAO Director»; not
    where the word belongs to a title («Coastal Engineer», «National President»).

    `end` is that of the organisation which begins there, `at` where none does.
    """
    texts, grammar = reading.words.tokens.words, reading.grammar
    follows = at + 1 < last and "role" in grammar.classes(texts[at + 1])
    titled = follows and texts[at + 1][0].isupper() and texts[at].istitle()
    return (end > at + 1) or (not titled and (end > at or follows))


def _before(reading: Reading, at: int, first: int) -> str:
    """The word before a row of capitals, over an article and over «law firm»."""
    texts, grammar = reading.words.tokens.words, reading.grammar
    n = at - 1
    while n >= first and grammar.classes(texts[n]) & {"article", "firm"}:
        n -= 1
    return texts[n].lower() if n >= first else ""


def _end(reading: Reading, at: int, last: int, whole: bool) -> int:
    """Where the row of capitals of which `at` is the end so far ends: over small words to further capitals, not to
    another role; where the row is `whole` already, only over small words.
    """
    texts, grammar = reading.words.tokens.words, reading.grammar
    end = at
    while end < last:
        ahead = end
        while ahead < last and texts[ahead].lower() in _INNER and ahead - end < 2:
            ahead += 1
        if ahead == last or not _capital(texts[ahead]) or (whole and ahead == end):
            break
        classes = grammar.classes(texts[ahead])
        if "rank" in classes or ("role" in classes and texts[ahead - 1].lower() in ("and", "the")):
            break
        end, whole = ahead + 1, False
    if end < last and "org_noun" in grammar.classes(texts[end]):
        return end + 1
    while end > at and "role" in grammar.classes(texts[end - 1]):
        end -= 1
    return end


def _capital(word: str) -> bool:
    return word[0].isupper() or (word[0].isdigit() and word[-1].isupper())
