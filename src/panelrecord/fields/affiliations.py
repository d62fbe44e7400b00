"""The organisations in the phrases that introduce a person."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from operator import attrgetter

from panelrecord.annotate.people import Description
from panelrecord.annotate.reading import Reading

_BEFORE_NAME = frozenset(("article", "possessive", "rank"))
_NO_ORGANISATION = frozenset(("role", "honorific", "calendar", "rank", "function"))
_EMPLOY_NOBODY = frozenset(("no_employer", "office"))
_FORMS = frozenset(("function", "aux", "say", "does", "think", "org_noun", "house_noun"))
_MODIFIERS = 5  # small words before the noun of an organisation: «the occupational medicine unit»
_first = attrgetter("first")


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
    links, places, owners = map(grammar.words, ("employer_link", "employer_place", "owner_mark"))
    starts, ends = words.tokens.starts, words.tokens.ends
    first = bisect_left(starts, description.start)
    last = bisect_left(starts, description.end, first)
    texts = words.tokens.words
    if any("state_noun" in grammar.classes(text) for text in texts[first:last]):
        return
    names = reading.names[bisect_left(reading.names, first, key=_first) : bisect_left(reading.names, last, key=_first)]
    organisations = {name.first: name.last for name in names if name.kind == "org"}
    lead = first
    while lead < last - 1 and (texts[lead].isdigit() or not _BEFORE_NAME.isdisjoint(grammar.classes(texts[lead]))):
        lead += 1
    at, employed, found = first, True, False
    while at < last:
        word = texts[at]
        if _ends_title(reading, at, first, last):
            return
        classes = grammar.classes(word)
        if "role" in classes and texts[first].lower() != "who":
            employed = not classes & _EMPLOY_NOBODY
        if employed and word.lower() in grammar.words("before_employer") and (end := _small_house(reading, at, last)):
            yield starts[at + 2], ends[end - 1]
            at, found = end, True
            continue
        if not employed or not _capital(word) or word.endswith("-based") or _is_barred(reading, at, last, classes):
            at += 1
            continue
        whole = at in organisations
        end = _end(reading, min(organisations.get(at, at + 1), last), last, whole)
        named = whole or _is_house(reading, at, end)
        behind = _before(reading, at, first)
        linked = (
            behind in links and (behind not in (",", "in") or named) and (named or not found or behind not in places)
        )
        linked = linked and (named or _may_employ(reading, at, end, first, behind))
        if behind == "(" and at > first + 1 and not (end > at + 1 or word.isupper()):
            linked = False  # «Deputy Vice-Chancellor (Administration)»
        linked |= behind in owners and named and end > at + 1
        if linked or (at == lead and _leads(reading, at, last, organisations.get(at, at))):
            bare = end == at + 1 and ("." in word or "bare_house" in classes)  # «U.S.», «the University»
            if not bare:
                yield starts[at], ends[end - 1]
                found = True
            at = max(end, at + 1)
        else:
            at = max(end, at + 1) if whole and behind in owners else at + 1


def _is_barred(reading: Reading, at: int, last: int, classes: frozenset[str]) -> bool:
    """Whether a word with a capital begins no organisation's name; a demonym may: «Omani Gene Bank»."""
    if not _NO_ORGANISATION.isdisjoint(classes):
        return True
    if "demonym" not in classes:
        return False
    texts = reading.words.tokens.words
    return at + 1 == last or not (_capital(texts[at + 1]) or _house(reading, at + 1, last) > at + 1)


def _ends_title(reading: Reading, at: int, first: int, last: int) -> bool:
    """Whether from here on the phrase tells what the person does; «Secretary to the Ministry» goes on."""
    texts = reading.words.tokens.words
    if texts[at].lower() not in reading.grammar.words("ends_title") or at == first:
        return False
    office = "role" in reading.grammar.classes(texts[at - 1])
    return not (texts[at] == "to" and office and at + 2 < last and texts[at + 1] == "the")


def _small_house(reading: Reading, at: int, last: int) -> int:
    """Where an organisation in small letters ends behind «of the», «at the» … : «the provincial irrigation department»;
    0 where there is none. What is called by its noun alone («the department») is none.
    """
    texts, grammar = reading.words.tokens.words, reading.grammar
    begin = at + 2
    if (
        begin >= last
        or "article" not in grammar.classes(texts[at + 1])
        or texts[at + 1].lower() in grammar.words("indefinite")
    ):
        return 0
    if not texts[begin].islower():
        return 0
    end = _house(reading, begin, last)
    if end < begin + 2:
        return 0
    while end + 3 < last and texts[end] in grammar.words("employer_part") and texts[end + 1] == "the":
        further = _house(reading, end + 2, last)
        if further < end + 4:
            break
        end = further
    return end


def _house(reading: Reading, begin: int, last: int) -> int:
    """Where a row of small words that ends with the noun of an organisation ends, 0 where there is none."""
    texts, grammar = reading.words.tokens.words, reading.grammar
    end = 0
    for n in range(begin, min(begin + _MODIFIERS, last)):
        classes = grammar.classes(texts[n])
        if not texts[n].islower() or not texts[n].isalpha() or not _NO_ORGANISATION.isdisjoint(classes):
            break
        if "house_noun" in classes:
            end = n + 1
    return end


def _is_house(reading: Reading, at: int, end: int) -> bool:
    """Whether a row of capitals and small words is an organisation's by its last word: «Omani gene bank»."""
    return end > at + 1 and "house_noun" in reading.grammar.classes(reading.words.tokens.words[end - 1])


def _may_employ(reading: Reading, at: int, end: int, first: int, behind: str) -> bool:
    """Whether capitals that do not look like an organisation's name may employ somebody, and are no place («a farmer
    from Suva», «the hamlet of Suva»), no subject («Professor of Zoology») and no charge («Head of Programmes»).
    """
    texts, grammar = reading.words.tokens.words, reading.grammar
    before = [grammar.classes(texts[n]) for n in range(first, at)]
    if end < len(texts) and "role" in grammar.classes(texts[end]) and texts[end][0].isupper():
        return False  # «by the Permanent Secretary»
    ahead = texts[end] if end < len(texts) else "."
    if (
        ahead.islower()
        and ahead.isalpha()
        and not ahead.endswith(grammar.endings("verbal_ending"))
        and grammar.classes(ahead).isdisjoint(_FORMS)
    ):
        return False  # «of Suva block»: the name is of something that is no organisation
    if any(classes & {"of_place", "territory"} for classes in before):
        return False
    classes = [grammar.classes(texts[n]) for n in range(at, end)]
    charge = [bool(found & {"portfolio", "title_noun", "function"}) for found in classes]
    if behind in grammar.words("of_charge") and (
        all(charge)
        or any("of_subject" in found for found in before)
        or (end == at + 1 and texts[at].lower().endswith(grammar.endings("subject_ending")))
    ):
        return False
    if behind == "of":
        link = at - 1
        while link > first and texts[link].lower() != "of":
            link -= 1
        return link <= first or _may_own(grammar.classes(texts[link - 1]), texts[link - 1])
    return True


def _may_own(classes: frozenset[str], word: str) -> bool:
    """Whether what stands before «of Lotnia» is an office or a part of an organisation, and no town or people."""
    return bool(classes & {"role", "role_plural", "house_noun", "org_noun", "rank"} - {"place_noun"}) and (
        "place_noun" not in classes or word[0].isupper()
    )


def _leads(reading: Reading, at: int, last: int, end: int) -> bool:
    """Whether a phrase begins with an employer: «Mekong Institute director», «Google engineer», «FAO Director»; not
    where the word belongs to a title («Coastal Engineer», «National President») or names a field («ICT consultant»).

    `end` is that of the organisation which begins there, `at` where none does.
    """
    texts, grammar = reading.words.tokens.words, reading.grammar
    if "field_acronym" in grammar.classes(texts[at]) or texts[at].lower().endswith(grammar.endings("subject_ending")):
        return False
    follows = at + 1 < last and "role" in grammar.classes(texts[at + 1])
    titled = follows and texts[at + 1][0].isupper() and texts[at].istitle()
    return (end > at + 1) or (not titled and (end > at or follows))


def _before(reading: Reading, at: int, first: int) -> str:
    """The word before a row of capitals, over an article and over «law firm»."""
    texts, grammar = reading.words.tokens.words, reading.grammar
    n = at - 1
    while n > first and (
        grammar.classes(texts[n]) & {"article", "firm"} or _between(grammar.classes(texts[n]), texts[n])
    ):
        n -= 1
    return texts[n].lower() if n >= first else ""


def _between(classes: frozenset[str], word: str) -> bool:
    """Whether a word stands between «of» and a name as its kind: «of the Dutch foundation Lotnia»."""
    return ("house_noun" in classes and word.islower()) or "demonym" in classes


def _end(reading: Reading, at: int, last: int, whole: bool) -> int:
    """Where the row of capitals of which `at` is the end so far ends: over small words to further capitals, not to
    another role; where the row is `whole` already, only over small words.
    """
    texts, grammar = reading.words.tokens.words, reading.grammar
    end, inner = at, grammar.words("inside_employer")
    while end < last:
        ahead = end
        while ahead < last and texts[ahead].lower() in inner and ahead - end < 2:
            ahead += 1
        if ahead == last or not _capital(texts[ahead]) or (whole and ahead == end):
            break
        classes = grammar.classes(texts[ahead])
        if "rank" in classes or ("role" in classes and texts[ahead - 1].lower() in grammar.words("before_role")):
            break
        end, whole = ahead + 1, False
    small = _house(reading, end, last)
    if small:
        return small
    if end < last and "org_noun" in grammar.classes(texts[end]) and texts[end].islower():
        return end + 1
    while end > at and "role" in grammar.classes(texts[end - 1]):
        end -= 1
    return end


def _capital(word: str) -> bool:
    return word[0].isupper() or (word[0].isdigit() and word[-1].isupper())
