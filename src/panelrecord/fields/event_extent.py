"""How far the words reach that belong to the noun of an event, to its left and to its right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from panelrecord.model import EventType
from panelrecord.packs.grammar import Grammar
from panelrecord.packs.tokens import shape

_APOSTROPHE = frozenset(("'", "’"))
_OPENING = frozenset(("“", "‘", '"', "'", "«"))
_CLOSING = frozenset(("”", "’", '"', "'", "»"))
_GATHERINGS = frozenset(("conference", "meeting", "symposium", "festival", "hearing", "round_table", "hackathon"))
_LONGEST = 12
_NUMBERED_KINDS = frozenset(("meeting", "workshop", "hackathon", "webinar"))
_NOBODY: frozenset[int] = frozenset()
_MOST_LOWER = 3
_VERBS = frozenset(("event_arrange", "event_attend", "event_tell", "say", "tell"))
_NO_MODIFIER = (
    _VERBS.union(f"{verb}.{form}" for verb in _VERBS for form in ("ing", "participle"))
    | {"function", "adverb", "role", "calendar", "aux"}
)  # fmt: skip


def _capital(word: str) -> bool:
    return word[0].isupper() or (word[0].isdigit() and shape(word) in ("year", "ordinal"))


def left(texts: Sequence[str], head: int, begin: int, grammar: Grammar, persons: frozenset[int]) -> int:
    """Where the words begin that belong to the noun at `head`."""
    at, lower = head, 0
    while at > begin and head - at < _LONGEST:
        step = _step_left(texts, at, begin, grammar, texts[head][0].isupper())
        if step == 0 or at - step in persons:
            break
        lower += texts[at - 1].islower()
        if lower > _MOST_LOWER:
            break
        at -= step
    links, endings = grammar.words("gathering_link"), grammar.words("owner_ending")
    while at < head and ((low := texts[at].lower()) in links or low in endings):
        at += 1
    return at


def _step_left(texts: Sequence[str], at: int, begin: int, grammar: Grammar, capital_head: bool) -> int:
    """How many of the tokens before `at` belong to the noun behind them."""
    word = texts[at - 1]
    before = texts[at - 2] if at - 2 >= begin else ""
    classes = grammar.classes(word)
    if "event_edition" in classes:
        return 1
    if "calendar" in classes:  # «our March meeting», but not «on Monday talks»
        owned = before in grammar.words("known_gathering") or before in grammar.words("owner_ending")
        return int(owned and at - 1 > begin)
    if _capital(word):
        if "function" in classes and shape(word) != "CAPS":  # «US» is no pronoun
            inside = at - 1 > begin and (
                before[0].isupper() or before in grammar.words("gathering_link") or before == ":"
            )
            return 1 if inside and word.lower() not in grammar.words("gathering_opening") else 0
        return 1
    if (
        word in _APOSTROPHE and before[-1:] == "s" and before[0].isupper() and texts[at][0].isupper()
    ):  # «Founders’ Debate»
        return 2
    if word in grammar.words("owner_ending"):
        return 2 if "event_group" in grammar.classes(before) else 0
    if word == ")" and at - 3 >= begin and texts[at - 3] == "(" and shape(before) == "CAPS":
        return 3
    if word in _CLOSING:
        return _quoted(texts, at, begin)
    if texts[at][0].isupper() and before and before[0].isupper():
        if word in grammar.words("gathering_inner_link"):
            return 1
        if word == ":" and capital_head:
            return _before_colon(texts, at, begin, grammar)
    if not word.isalpha() and "-" not in word:
        return 0
    leads = before in grammar.words("before_gathering")
    if word.endswith("ing") and (leads or "-" in before):  # «a 300-person organising conference»
        return 1
    if "role" in classes and word.islower() and leads:  # «the candidate forum»
        return 1
    return 0 if classes & _NO_MODIFIER or word[0].isupper() else 1


def _quoted(texts: Sequence[str], at: int, begin: int) -> int:
    """How many tokens a name in quotation marks has that ends before `at`; 0 where it is none."""
    for start in range(at - 2, max(begin, at - _LONGEST) - 1, -1):
        if texts[start] in _OPENING:
            return at - start if texts[start + 1][0].isupper() else 0
    return 0


def _before_colon(texts: Sequence[str], at: int, begin: int, grammar: Grammar) -> int:
    """How many tokens «Tides:» has, as in «the Tides: Then and Now Symposium»; an article must stand before them."""
    start = at - 1
    while start > begin and texts[start - 1][0].isupper():
        start -= 1
    return at - start if start > begin and texts[start - 1] in grammar.words("before_colon_name") else 0


def right(
    texts: Sequence[str], at: int, end: int, grammar: Grammar, persons: frozenset[int], capital: bool, kind: EventType
) -> int:
    """Where the words end that belong to a noun that ends before `at`."""
    at = _behind_number(texts, at, end, kind, capital, grammar.words("gathering_number"))
    if not capital:
        if kind in _GATHERINGS and at + 1 < end and texts[at] == "of":
            name = at + 2 if texts[at + 1] in grammar.words("before_of_name") else at + 1
            if name < end and _belongs(texts, name, grammar, persons):
                return _capitals(texts, name, end, grammar, persons)
        return at
    return _capitals(texts, at, end, grammar, persons)


def _behind_number(
    texts: Sequence[str], at: int, end: int, kind: EventType, capital: bool, labels: frozenset[str]
) -> int:
    """Where the number ends that tells which of a row of events is meant: «meetup number 31», «Round Table No. 4»."""
    if at < end and re.fullmatch(r"#\d{1,3}", texts[at]):
        return at + 1
    marked = at < end and texts[at].lower().rstrip(".") in labels
    if (marked and at + 1 < end and texts[at + 1].isdigit()) or (
        capital and kind in _NUMBERED_KINDS and at < end and texts[at].isdigit() and len(texts[at]) < 3
    ):
        return at + 1 + marked
    return at


def _capitals(texts: Sequence[str], at: int, end: int, grammar: Grammar, persons: frozenset[int]) -> int:
    while at < end:
        step = next(iter(_steps_right(texts, at, end, grammar, persons)), 0)
        if step == 0:
            return at
        if texts[at] == "on":  # «the Seminar on Faiz Ahmed»: behind it a name is what the event is about
            persons = _NOBODY
        at += step
    return at


def _steps_right(texts: Sequence[str], at: int, end: int, grammar: Grammar, persons: frozenset[int]) -> Iterator[int]:
    word = texts[at]
    if word == "on" and at + 1 < end and _belongs(texts, at + 1, grammar, _NOBODY):
        yield 2
    elif _belongs(texts, at, grammar, persons):
        yield 1
    elif word == "(" and at + 2 < end and texts[at + 2] == ")" and texts[at + 1].isupper():
        yield 3
    elif word in (links := grammar.words("gathering_link")):
        link = at
        while link < end and texts[link] in links and link - at < 2:
            link += 1
        titled = word == "and" and link < end and "role" in grammar.classes(texts[link])
        if link < end and not titled and texts[link][0].isupper() and _belongs(texts, link, grammar, persons):
            yield link + 1 - at


def _belongs(texts: Sequence[str], at: int, grammar: Grammar, persons: frozenset[int]) -> bool:
    classes = grammar.classes(texts[at])
    if at in persons or classes & {"calendar", "honorific"}:
        return False
    return _capital(texts[at]) and ("function" not in classes or shape(texts[at]) == "CAPS")
