"""Names that stand on a line of their own, over or before what the person is, as announcements set a speaker's name.

A title, a room or a series stands there in capitals as well. What tells them apart is asked here: of the words of the
name, of the whole text, and of the line below.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from panelrecord.annotate.sentences import Words
from panelrecord.packs.grammar import Grammar

_LONGEST = 4  # words of a name
_NO_NAME = frozenset((
    "org_noun", "title_noun", "venue_room", "venue_noun", "occasion", "demonym", "adverb", "function", "calendar",
    "country",
))  # fmt: skip
_WHAT_ONE_IS = frozenset(("org_noun", "unit_word", "role", "role_plural", "thesis_noun"))
_SHORT = 6
_PROSE = 12  # tokens of a sentence that is surely none of a head's lines
_FOOT = 6  # lines behind the last prose, among which a letter is signed
_QUOTES = frozenset(('"', "“", "”", "'", "‘", "``", "«"))


def names(words: Words, first: int, last: int, below: tuple[int, int], small: frozenset[str], grammar: Grammar) -> bool:
    """Whether tokens first … last - 1, alone on a line, are somebody's name and not a title or a room.

    Args:
        words: the text's tokens.
        first: the first token of the name.
        last: the token behind it.
        below: what the line below, or the rest of the line, says, in code points.
        small: the words that the text writes small, of which no name is made.
        grammar: the language.
    """
    name = words.tokens.words[first:last]
    return _may_name(name, small, grammar) and _tells_who(name, words, below, grammar)


def is_subject(name: tuple[str, ...], grammar: Grammar) -> bool:
    """Whether some capitals are a subject or a title («Digital Humanities») by what their words look like."""
    return any(_names_subject(part, grammar) for part in name)


def _names_subject(part: str, grammar: Grammar) -> bool:
    low = part.lower()
    return "title_noun" in grammar.classes(part) or (
        len(low) > _SHORT and low.endswith(grammar.endings("title_ending"))
    )


def announces(words: Words, first: int, prose: Sequence[int], grammar: Grammar) -> bool:
    """Whether the line of the person's name that begins with token `first` announces the person.

    It does not where the person signs the letter, or is whom to ask. `prose` are the sentences that `prose_of` finds.
    """
    sentence = bisect_right(words.sentences, (first, len(words.tokens.words))) - 1
    if sentence and _asks_for_contact(words, words.sentences[sentence - 1], grammar):
        return False
    at_foot = len(words.sentences) - sentence <= _FOOT
    return not (at_foot and prose and prose[-1] < sentence)


def prose_of(words: Words) -> tuple[int, ...]:
    """The sentences, by number, that are surely prose and none of a head's lines."""
    return tuple(number for number, place in enumerate(words.sentences) if _is_prose(words, *place))


def _may_name(name: tuple[str, ...], small: frozenset[str], grammar: Grammar) -> bool:
    if not 2 <= len(name) <= _LONGEST or any(part[0].isdigit() for part in name):
        return False
    for place, part in enumerate(name):
        classes = grammar.classes(part)
        low = part.lower()
        surname = place == len(name) - 1 and "surname_noun" in classes
        if (classes & _NO_NAME and not surname and len(part) > 2) or _names_subject(part, grammar):
            return False
        if len(low) > 2 and low in small and "particle" not in classes and not surname:
            return False
    return True


def _tells_who(name: tuple[str, ...], words: Words, below: tuple[int, int], grammar: Grammar) -> bool:
    first = bisect_left(words.tokens.starts, below[0])
    last = bisect_left(words.tokens.starts, below[1])
    line = words.tokens.words[first:last]
    classes = [grammar.classes(word) for word in line]
    if any(found & {"aux", "say"} for found in classes):
        return False
    if any(len(part) == 2 and part[1] == "." for part in name[1:-1]):  # «Ana B. Ruiz» is no title
        return True
    if any("building_word" in found for found in classes) and not any(
        found & _WHAT_ONE_IS - {"org_noun"} for found in classes
    ):
        return False
    if any("@" in word for word in line) or _is_time(classes):
        return not any(grammar.classes(part) - {"surname_noun"} for part in name)
    acronym = len(line) <= 3 and line[0].isupper() and len(line[0]) > 1
    return acronym or line[0] in _QUOTES or any(found & _WHAT_ONE_IS for found in classes)


def _is_time(line: list[frozenset[str]]) -> bool:
    return any("calendar" in found for found in line[:4])


def _is_prose(words: Words, first: int, last: int) -> bool:
    return last - first >= _PROSE and words.tokens.words[last - 1] in (".", "!", "?")


def _asks_for_contact(words: Words, place: tuple[int, int], grammar: Grammar) -> bool:
    line = words.tokens.words[slice(*place)]
    return any("contact_word" in grammar.classes(word) for word in line)
