"""Runs of capitals: what may be the name of a person, and what is that of an organisation.

No list of names covers the world, so every run is a candidate; which candidates are people is decided over the whole
article by `people`. Here only the form counts: where a run begins and ends, which words before it are titles and
roles, and whether it holds a word that only organisations carry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from panelrecord.annotate.sentences import Words
from panelrecord.packs.grammar import Grammar
from panelrecord.packs.tokens import Tokens, shape

_ARABIC_ARTICLE = re.compile(r"(?:al|el|an|ad|ar|as|at|az|ash|ul|ur|d|o)[-‐‑'’][A-Z]", re.IGNORECASE)
_INNER_CAPITAL = re.compile(r"[^\W\d_][A-Z]|[A-Z]{2}")  # IISc, SpikeSource
_SURNAME = re.compile(r"(?:Mc|Mac|De|Di|Da|La|Le|Du|Van|Von|Fitz|St|Ó|Mac)[A-Z][a-z]+|[OD]['’][A-Z]|.*[-‐‑]")
_ROMAN = re.compile(r"[IVX]+$")
_SHORT = 5
_LONGEST_NAME = 6
_TITLE_CASE = 0.6


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens first … last - 1 are a run of capitals of a kind: name1 (one word), nameN (several) or org.

    `initial` tells that the run begins a sentence, where a capital means little; `headline` that it stands in a
    block in which nearly every word has one.
    """

    first: int
    last: int
    kind: str
    initial: bool = False
    headline: bool = False


def find(words: Words, grammar: Grammar) -> tuple[Name, ...]:
    """The runs of capitals of a text, in order."""
    common = written_small(words)
    surnames = _surnames(words, grammar)
    written_large = _written_large(words)
    found: list[Name] = []
    for first, last in words.sentences:
        headline = _is_headline(words, first, last)
        found.extend(_in_sentence(words, first, last, grammar, common, surnames, written_large, headline))
    return tuple(found)


def written_small(words: Words) -> frozenset[str]:
    """The words that the text writes in small letters, without those of addresses («ruiz.example.org»)."""
    tokens = words.tokens
    return frozenset(
        word
        for place, word in enumerate(tokens.words)
        if word.islower() and not (_touches_stop(tokens, place, -1) or _touches_stop(tokens, place, 1))
    )


def _touches_stop(tokens: Tokens, place: int, step: int) -> bool:
    """Whether a full stop and another word are set close to a word, on its left or right."""
    stop, beyond = place + step, place + 2 * step
    if not (0 <= beyond < len(tokens.words)) or tokens.words[stop] != ".":
        return False
    return all(tokens.ends[n] == tokens.starts[n + 1] for n in range(min(place, beyond), max(place, beyond)))


def _written_large(words: Words) -> frozenset[str]:
    """The words that stand in capitals where no sentence begins."""
    first = {start for start, _ in words.sentences}
    return frozenset(
        word
        for token, word in enumerate(words.tokens.words)
        if word[0].isupper() and token not in first and words.tokens.words[token - 1][-1].isalnum()
    )


def _surnames(words: Words, grammar: Grammar) -> frozenset[str]:
    """The nouns that the text uses as somebody's last name: «Mayor», where it speaks of a «Satyajit Mayor»."""
    texts = words.tokens.words
    barred = {"role", "honorific", "rank", "function", "demonym", "calendar", "org_noun", "starter"}
    return frozenset(
        word
        for before, word in pairwise(texts)
        if word[0].isupper()
        and "surname_noun" in grammar.classes(word)
        and _capital(before)
        and not barred & grammar.classes(before)
    )


def _is_headline(words: Words, first: int, last: int) -> bool:
    if words.tokens.words[last - 1] in (".", "?", "!", "”", '"'):
        return False
    letters = [word for word in words.tokens.words[first:last] if word[0].isalpha() and len(word) > 3]
    return len(letters) >= 3 and sum(word[0].isupper() for word in letters) >= _TITLE_CASE * len(letters)


def _in_sentence(
    words: Words,
    first: int,
    last: int,
    grammar: Grammar,
    common: frozenset[str],
    surnames: frozenset[str],
    written_large: frozenset[str],
    headline: bool,
) -> Iterator[Name]:
    texts = words.tokens.words
    at = first
    while at < last:
        word = texts[at]
        if "a" <= word[0] <= "z" and word.isalpha():  # most words: nothing else needs to be asked
            at += 1
            continue
        if not _begins(word, grammar) and not _given_month(texts, at, last, grammar):
            at += 1
            continue
        begins_sentence = at == first or not any(word[0].isalnum() for word in texts[first:at])
        if texts[at] in surnames and (at + 1 == last or not _capital(texts[at + 1])):
            if at == 0 or "article" not in grammar.classes(texts[at - 1]):
                yield Name(at, at + 1, "name1", begins_sentence, headline)
            at += 1
            continue
        if begins_sentence and _is_ordinary(texts, at, last, grammar, common, written_large):
            at += 1
            continue
        end = _run_end(texts, at, last, grammar)
        for name in _parts(words, at, end, last, grammar):
            initial = begins_sentence and name.first == at
            yield Name(name.first, name.last, name.kind, initial, headline)
            end = max(end, name.last)
        at = end


@lru_cache(maxsize=1 << 16)
def _capital(word: str) -> bool:
    return word[0].isupper() or bool(_ARABIC_ARTICLE.match(word)) or (word[0].isdigit() and word[-1].isupper())


def _begins(word: str, grammar: Grammar) -> bool:
    if not _capital(word) or "'" in word[1:2]:
        return False
    classes = grammar.classes(word)
    return not ("function" in classes and (len(word) > 1)) and word != "I" and "calendar" not in classes


def _given_month(texts: tuple[str, ...], at: int, last: int, grammar: Grammar) -> bool:
    """Whether a month's name is somebody's: «June A. Gordon», «April Ross», but not «June 3» or «in May Ms Ross»."""
    if "given_month" not in grammar.classes(texts[at]) or not texts[at][0].isupper() or at + 1 >= last:
        return False
    follows = grammar.classes(texts[at + 1])
    behind_preposition = at > 0 and texts[at - 1].lower() in ("in", "on", "of", "since", "until", "by", "last", "next")
    barred = {"calendar", "function", "honorific", "role"}
    return _capital(texts[at + 1]) and not behind_preposition and not follows & barred


def _is_ordinary(
    texts: tuple[str, ...], at: int, last: int, grammar: Grammar, common: frozenset[str], written_large: frozenset[str]
) -> bool:
    """Whether the word that begins a sentence is no name: it is written small elsewhere, and no capital follows."""
    follows = texts[at + 1] if at + 1 < last else ""
    if follows and _capital(follows) and "function" not in grammar.classes(follows):
        return texts[at].lower() in common and not {"role", "honorific", "org_noun"} & grammar.classes(texts[at])
    low = texts[at].lower()
    verbal = len(low) > _SHORT and low.endswith(("ed", "ing", "ly"))
    known = grammar.classes(texts[at]) - {"org_noun", "surname_noun"}
    speaks = bool(grammar.classes(follows) & {"say", "does", "think"}) if follows else False
    return low in common or ((verbal or bool(known)) and not speaks and texts[at] not in written_large)


def _run_end(texts: tuple[str, ...], at: int, last: int, grammar: Grammar) -> int:
    end = at + 1
    while end < last:
        word = texts[end]
        classes = grammar.classes(word)
        if _capital(word) and word != "I" and "calendar" not in classes:
            if "function" not in classes or _ends_name(texts, end, last, at):
                end += 1
                continue
            break
        ahead = texts[end + 1] if end + 1 < last else ""
        if not ahead or not _capital(ahead) or "calendar" in grammar.classes(ahead):
            if (
                "particle" in classes
                and end + 2 < last
                and "particle" in grammar.classes(ahead)
                and _capital(texts[end + 2])
            ):
                end += 3
                continue
            break
        if "particle" in classes:
            end += 2
            continue
        break
    return end


def _ends_name(texts: tuple[str, ...], end: int, last: int, at: int) -> bool:
    """Whether a small word in capitals is somebody's last name: «Achieng Were», «Theresa May»."""
    follows = texts[end + 1] if end + 1 < last else "."
    return end - at <= 2 and texts[end][1:].islower() and not _capital(follows) and end + 1 < last


def _parts(words: Words, at: int, end: int, limit: int, grammar: Grammar) -> Iterator[Name]:
    """One run into its parts: titles and roles stay words, what follows the last of them is the name; what stands
    before it may be an organisation («Monterey County | Supervisor | Ana Ruiz»).
    """
    texts = words.tokens.words
    classes = [grammar.classes(word) for word in texts[at:end]]
    end, classes = _without_tail(texts, at, end, classes)
    titles = [n for n, found in enumerate(classes) if found & {"role", "honorific"}]
    heads = [n for n in range(len(classes)) if _is_head(texts[at + n], grammar)]
    if heads[:1] == [0] and "given_noun" in classes[0] and len(heads) == 1 < len(classes):  # «Bill Ruiz»
        heads = []
    if _may_be_surname(classes, titles):
        titles = [n for n in titles if n != len(classes) - 1]
        heads = [n for n in heads if n != len(classes) - 1]
    if not heads:
        titles += [n for n, found in enumerate(classes) if "role_plural" in found]
    after_title = max(titles) + 1 if titles else 0
    before_title = [n for n in heads if titles and n < titles[0]]
    if heads and (heads[-1] >= after_title or (at + after_title == end and not before_title)):
        start = at + max((n + 1 for n in titles if n + 1 <= heads[0] and n not in heads), default=0)
        yield Name(start, _organisation_end(texts, start, end, limit, grammar), "org")
        return
    if before_title:
        yield Name(at, at + before_title[-1] + 1, "org")
    elif not heads and _owns_organisation(texts, end, limit, grammar):
        yield Name(at, _organisation_end(texts, at, _run_end(texts, end + 1, limit, grammar), limit, grammar), "org")
        return
    elif titles and titles[0] and shape(texts[at]) in ("CAPS", "number") and "." not in texts[at]:
        yield Name(at, at + 1, "org")
    first = at + after_title
    if first >= end or (end - first == 1 and "demonym" in classes[-1]):
        return
    yield Name(first, end, _kind(texts, first, end))


def _without_tail(
    texts: tuple[str, ...], at: int, end: int, classes: list[frozenset[str]]
) -> tuple[int, list[frozenset[str]]]:
    """A run without what only follows a name in it: «Ana Ruiz Lecture», «Ana Ruiz CNRS», «Ana Ruiz Ana Ruiz»."""
    count = end - at
    if count in (4, 6) and texts[at : at + count // 2] == texts[at + count // 2 : end]:
        return at + count // 2, classes[: count // 2]
    for length in range(3, count + 1):
        word = texts[at + length - 1]
        spoken = bool({"speech_noun", "name_tail"} & classes[length - 1]) and length == count
        acronym = (
            shape(word) == "CAPS"
            and len(word) > 2
            and not _ROMAN.match(word)
            and all(shape(texts[n]) in ("Cap", "initial") for n in range(at, at + length - 1))
        )
        if spoken or acronym:
            return at + length - 1, classes[: length - 1]
    return end, classes


def _is_head(word: str, grammar: Grammar) -> bool:
    """Whether a word is a noun of organisations, or a compound that ends with one: «DST-Centre»."""
    return "org_noun" in grammar.classes(word) or (
        "-" in word and "org_noun" in grammar.classes(word.rsplit("-", 1)[1])
    )


def _may_be_surname(classes: list[frozenset[str]], titles: list[int]) -> bool:
    """Whether the noun that ends the run may be somebody's last name: «Todd Park», but not «Hyde Park Chapel»."""
    last = len(classes) - 1
    first_word = max((n + 1 for n in titles if n < last), default=0)
    return (
        "surname_noun" in classes[-1] and 1 <= last - first_word <= 2 and not classes[last - 1] & {"rank", "function"}
    )


def _kind(texts: tuple[str, ...], first: int, end: int) -> str:
    if end - first > _LONGEST_NAME:
        return "org"
    if end - first > 1:
        return "nameN"
    word = texts[first]
    acronym = (shape(word) == "CAPS" and "." not in word) or (_INNER_CAPITAL.search(word) and not _SURNAME.match(word))
    return "org" if acronym or word[0].isdigit() else "name1"


def _owns_organisation(texts: tuple[str, ...], end: int, limit: int, grammar: Grammar) -> bool:
    """Whether the run is only the first part of a name such as «Women’s Collective»."""
    plural = end < limit and texts[end] in ("'", "’") and texts[end - 1].endswith("s")
    if end + 1 >= limit or not (plural or texts[end] in ("'s", "’s")) or not _capital(texts[end + 1]):
        return False
    further = _run_end(texts, end + 1, limit, grammar)
    return any("org_noun" in grammar.classes(texts[n]) for n in range(end + 1, further)) and not any(
        "role" in grammar.classes(texts[n]) for n in range(end + 1, further)
    )


def _organisation_end(texts: tuple[str, ...], at: int, end: int, limit: int, grammar: Grammar) -> int:
    """Where the organisation that begins at `at` ends: it goes on over «of», «for the», «and» to further capitals."""
    while end < limit:
        link = end
        while link < limit and link - end < 2 and "org_link" in grammar.classes(texts[link]) and texts[link].islower():
            link += 1
        possessive = texts[end] in ("'s", "’s", "'", "’") and _owns_organisation(texts, end, limit, grammar)
        if texts[end] == "&" or possessive:
            link = end + 1
        if link == end or link >= limit or not _capital(texts[link]) or "calendar" in grammar.classes(texts[link]):
            break
        if texts[end] == "and" and not _goes_on(texts, at, end, grammar):
            break
        end = _run_end(texts, link, limit, grammar)
    return end


def _goes_on(texts: tuple[str, ...], at: int, end: int, grammar: Grammar) -> bool:
    """Whether «and» stands inside the organisation's name («of Trade and Industry») and not between two of them."""
    single = end + 2 >= len(texts) or not _capital(texts[end + 2])
    inside = any(texts[n] in ("of", "for") for n in range(at, end))
    return inside and (single or "org_noun" not in grammar.classes(texts[end + 1]))
