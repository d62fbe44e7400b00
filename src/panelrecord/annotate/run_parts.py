"""A run of capitals taken apart: titles and roles before a name, organisations before or around it, and the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from panelrecord.annotate.runs import capital, run_end
from panelrecord.packs.grammar import Grammar
from panelrecord.packs.tokens import shape
from panelrecord.values import dataclass

_INNER_CAPITAL = re.compile(r"[^\W\d_][A-Z]|[A-Z]{2}")  # IISc, SpikeSource
_SURNAME = re.compile(r"(?:Mc|Mac|De|Di|Da|La|Le|Du|Van|Von|Fitz|St|Ó|Mac)[A-Z][a-z]+|[OD]['’][A-Z]|.*[-‐‑]")
_PARTY = re.compile(r"[A-Z]-[A-Z][a-z]")  # R-Dalton: whose senator somebody is
_ROMAN = re.compile(r"[IVX]+$")
_LONGEST_NAME = 6
_TITLES = frozenset(("role", "honorific"))
_MIDDLE = frozenset(("role", "honorific", "rank", "demonym", "org_noun", "function", "portfolio"))
_TAILS = frozenset(("speech_noun", "name_tail"))


@dataclass(frozen=True, slots=True)
class _Run:
    """What the words of a run say by themselves; places count from its first word.

    `length` is without the tail; `organisation` where an organisation begins that takes the rest of the run and may
    reach beyond it, or None; `may_own` tells that the whole may be the first part of one. Else `parts` are first word,
    end and kind of what the run holds.
    """

    length: int
    organisation: int | None
    may_own: bool
    parts: tuple[tuple[int, int, str], ...]


def parts(texts: tuple[str, ...], at: int, end: int, limit: int, grammar: Grammar) -> Iterator[tuple[int, int, str]]:
    """The names and organisations in a run of capitals, each as first token, end and kind.

    Titles and roles stay words, what follows the last of them is the name; what stands before it may be an
    organisation («Monterey County | Supervisor | Ana Ruiz»).

    Args:
        texts: the tokens of the text.
        at: the first token of the run.
        end: the token behind the run.
        limit: the token behind the sentence, into which an organisation may reach from the run.
        grammar: the language.
    """
    if "-" in texts[at] and _PARTY.match(texts[at]):
        return
    at += _portfolio(texts, at, end, grammar)
    run = _read(texts[at:end], grammar)
    end = at + run.length
    if run.organisation is not None:
        start = at + run.organisation
        yield start, _organisation_end(texts, start, end, limit, grammar), "org"
    elif run.may_own and _owns_organisation(texts, end, limit, grammar):
        yield at, _organisation_end(texts, at, run_end(texts, end + 1, limit, grammar), limit, grammar), "org"
    else:
        for first, last, kind in run.parts:
            yield at + first, at + last, kind


def _portfolio(texts: tuple[str, ...], at: int, end: int, grammar: Grammar) -> int:
    """How many words of the run say what somebody is in charge of: «Minister for | Local Government | Ana Ruiz»."""
    name = at
    while name < end and "portfolio" in grammar.classes(texts[name]):
        name += 1
    if name == at:
        return 0
    led = at
    while led > max(0, at - _LONGEST_NAME) and (
        texts[led - 1] == "and" or "portfolio" in grammar.classes(texts[led - 1])
    ):
        led -= 1
    if (
        led < 2
        or texts[led - 1] not in grammar.words("portfolio_link")
        or "role" not in grammar.classes(texts[led - 2])
    ):
        return 0
    named = [grammar.classes(word) for word in texts[name:end]]
    return name - at if len(named) > 1 and not any("org_noun" in classes for classes in named) else 0


@lru_cache(maxsize=1 << 13)  # an article names its people and places again and again
def _read(run: tuple[str, ...], grammar: Grammar) -> _Run:
    classes = [grammar.classes(word) for word in run]
    length = _without_tail(run, classes)
    run, classes = run[:length], classes[:length]
    titles = [n for n, found in enumerate(classes) if not _TITLES.isdisjoint(found)]
    titles = [n for n in titles if "title_part" not in classes[n] or n + 1 in titles]
    titles = [n for n in titles if not (0 < n < len(run) - 1 and _is_inside_name(classes, n))]
    heads = [n for n, word in enumerate(run) if _is_head(word, grammar)]
    if heads == [0] and "given_noun" in classes[0] and length > 1:  # «Bill Ruiz»
        heads = []
    if _may_be_surname(classes, titles):
        titles = [n for n in titles if n != length - 1]
        heads = [n for n in heads if n != length - 1]
    if not heads:
        titles += [n for n, found in enumerate(classes) if "role_plural" in found]
    after_title = max(titles) + 1 if titles else 0
    before_title = [n for n in heads if titles and n < titles[0]]
    if heads and (heads[-1] >= after_title or (after_title == length and not before_title)):
        start = max(
            (
                n + 1
                for n in titles
                if n + 1 <= heads[0] and n not in heads and ("org_part" not in classes[n] or n - 1 in titles)
            ),
            default=0,
        )
        return _Run(length, start, may_own=False, parts=())
    found: list[tuple[int, int, str]] = []
    if before_title:
        found.append((0, before_title[-1] + 1, "org"))
    elif titles and titles[0] and shape(run[0]) in ("CAPS", "number") and "." not in run[0]:
        found.append((0, 1, "org"))
    if after_title < length and not (length - after_title == 1 and "demonym" in classes[-1]):
        found.append((after_title, length, _kind(run[after_title:])))
    return _Run(length, None, not heads, tuple(found))


def _without_tail(run: tuple[str, ...], classes: Sequence[frozenset[str]]) -> int:
    """The length of it without what only follows a name: «Ana Ruiz Lecture», «Ana Ruiz CNRS», «Ana Ruiz Ana Ruiz»."""
    count = len(run)
    if count in (4, 6) and run[: count // 2] == run[count // 2 :]:
        return count // 2
    for place in range(2, count):
        word = run[place]
        spoken = place == count - 1 and not _TAILS.isdisjoint(classes[place])
        acronym = (
            shape(word) == "CAPS"
            and len(word) > 2
            and not _ROMAN.match(word)
            and all(shape(before) in ("Cap", "initial") for before in run[:place])
        )
        letters = "post_nominal" in classes[place] and sum(map(str.isupper, word)) > 1
        if spoken or acronym or letters:
            return place
    return count


def _is_head(word: str, grammar: Grammar) -> bool:
    """Whether a word is a noun of organisations, or a compound that ends with one: «DST-Centre»."""
    return "org_noun" in grammar.classes(word) or (
        "-" in word and "org_noun" in grammar.classes(word.rsplit("-", 1)[1])
    )


def _is_inside_name(classes: Sequence[frozenset[str]], at: int) -> bool:
    """Whether a title is one of the names between two others: «Abdi Sheikh Noor»."""
    return "name_too" in classes[at] and _MIDDLE.isdisjoint(classes[at - 1]) and _MIDDLE.isdisjoint(classes[at + 1])


def _may_be_surname(classes: Sequence[frozenset[str]], titles: Sequence[int]) -> bool:
    """Whether the noun that ends the run may be a last name: «Todd Park», but not «Ross Memorial Hall»."""
    last = len(classes) - 1
    first_word = max((n + 1 for n in titles if n < last), default=0)
    return (
        "surname_noun" in classes[-1]
        and 1 <= last - first_word <= 2
        and classes[last - 1].isdisjoint(("rank", "function", "hall_word"))
    )


def _kind(name: tuple[str, ...]) -> str:
    if len(name) > _LONGEST_NAME:
        return "org"
    if len(name) > 1:
        return "nameN"
    word = name[0]
    acronym = (shape(word) == "CAPS" and "." not in word) or (_INNER_CAPITAL.search(word) and not _SURNAME.match(word))
    return "org" if acronym or word[0].isdigit() else "name1"


def _owns_organisation(texts: tuple[str, ...], end: int, limit: int, grammar: Grammar) -> bool:
    """Whether the run is only the first part of a name such as «Women’s Collective»."""
    plural = end < limit and texts[end] in ("'", "’") and texts[end - 1].endswith("s")
    if end + 1 >= limit or not (plural or texts[end] in grammar.words("owner_ending")) or not capital(texts[end + 1]):
        return False
    further = run_end(texts, end + 1, limit, grammar)
    return any("org_noun" in grammar.classes(texts[n]) for n in range(end + 1, further)) and not any(
        "role" in grammar.classes(texts[n]) for n in range(end + 1, further)
    )


def _organisation_end(texts: tuple[str, ...], at: int, end: int, limit: int, grammar: Grammar) -> int:
    """Where the organisation that begins at `at` ends: it goes on over «of», «for the», «and» to further capitals."""
    while end < limit:
        link = end
        while link < limit and link - end < 2 and "org_link" in grammar.classes(texts[link]) and texts[link].islower():
            link += 1
        possessive = texts[end] in grammar.words("owner_mark") and _owns_organisation(texts, end, limit, grammar)
        if texts[end] == "&" or possessive:
            link = end + 1
        if link == end or link >= limit or not capital(texts[link]) or "calendar" in grammar.classes(texts[link]):
            break
        if texts[end] == "and" and not _goes_on(texts, at, end, grammar):
            break
        end = run_end(texts, link, limit, grammar)
        titled = [n for n in range(link + 1, end) if _begins_person(texts, n, grammar)]
        if titled:
            return titled[0]
    return end


def _begins_person(texts: tuple[str, ...], at: int, grammar: Grammar) -> bool:
    """Whether a title ends the organisation before it: «University of Ruhuna | Dr Chandana Jay»."""
    classes = grammar.classes(texts[at])
    return "title_abbreviation" in classes and "honorific" in classes


def _goes_on(texts: tuple[str, ...], at: int, end: int, grammar: Grammar) -> bool:
    """Whether «and» stands inside the organisation's name («of Trade and Industry») and not between two of them."""
    single = end + 2 >= len(texts) or not capital(texts[end + 2])
    inside = any(texts[n] in grammar.words("portfolio_link") for n in range(at, end))
    return inside and (single or "org_noun" not in grammar.classes(texts[end + 1]))
