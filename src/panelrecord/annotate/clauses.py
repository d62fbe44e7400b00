"""A stream looked at word by word: what the mappers of attributions ask about clauses, subjects and verbs."""

from __future__ import annotations

from functools import lru_cache

from panelrecord.annotate.sentences import Words
from panelrecord.packs.grammar import Grammar, Match, Stream
from panelrecord.packs.remembered import Remembered

_DETERMINERS = ("article", "possessive", "demonstrative", "quantity")
_SECOND_WORDS = 5  # behind «and most of …» that many words hold a verb, known or not
_VERBS = ("aux", "finite", "ed", "say.past", "say.third", "think.past", "think.third")
_BEFORE_IS = ("pronoun", "demonstrative", "wh")  # «she’s» has a verb


@lru_cache(maxsize=8)
def _kinds(_: Grammar) -> dict[tuple[str, ...], frozenset[str]]:
    """The codes of each row of classes that was ever asked for, which are as many as this room names."""
    return {}


@lru_cache(maxsize=8)
def _forms(grammar: Grammar) -> Remembered[frozenset[str]]:
    """The forms of a verb, such as ``past``, that each word can be."""

    def forms(word: str) -> frozenset[str]:
        found = frozenset(name.rpartition(".")[2] for name in grammar.classes(word) if "." in name)
        if found:
            return found
        return frozenset({"past"} if word.endswith("ed") else {"third"} if word.endswith("s") else {"base", "past"})

    return Remembered(forms)


class Clauses:
    """The units of a text as small-letter words and as members of classes."""

    def __init__(self, words: Words, units: Stream, grammar: Grammar) -> None:
        self.text, self.units, self.grammar = words.text, units, grammar
        self.starts, self.ends, self.codes, self.count = units.starts, units.ends, units.codes, len(units.codes)
        self.kinds, self.forms = _kinds(grammar), _forms(grammar)

    def word(self, unit: int) -> str:
        """The unit in small letters; empty for a boundary and outside the text."""
        return self.text[self.starts[unit] : self.ends[unit]].lower() if 0 <= unit < self.count else ""

    def of(self, unit: int, *names: str) -> bool:
        """Whether the unit is of one of the classes."""
        return 0 <= unit < self.count and self.codes[unit] in (self.kinds.get(names) or self._kind(names))

    def any_of(self, first: int, last: int, *names: str) -> bool:
        """Whether one of the units first … last - 1 is of one of the classes."""
        return not (self.kinds.get(names) or self._kind(names)).isdisjoint(self.codes[first:last])

    def _kind(self, names: tuple[str, ...]) -> frozenset[str]:
        codes = self.kinds[names] = frozenset[str]().union(*map(self.grammar.codes_of, names))
        return codes

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The stretch of text of the units first … last - 1."""
        return self.units.starts[first], self.units.ends[last - 1]

    def sentence_start(self, unit: int) -> int:
        """The first unit of the sentence that a unit stands in."""
        return self.codes.rfind(self.grammar.boundary, 0, unit) + 1

    def is_speaker(self, unit: int) -> bool:
        """Whether a mention of a person begins with the unit, by name or by pronoun."""
        while self.of(unit, "honorific", "role") and not self.of(unit, "person"):
            unit += 1
        return self.of(unit, "person") or (
            self.of(unit, "pronoun") and self.word(unit) not in self.grammar.words("no_speaker")
        )

    def has_verb(self, first: int, last: int) -> bool:
        """Whether a finite verb can stand among the units: a mere phrase («In Kandy», «Holding a book») has none."""
        if self.any_of(first, last, *_VERBS):
            return True
        return self.any_of(first - 1 if first else 0, last - 1, *_BEFORE_IS) and any(
            self.word(unit) in self.grammar.words("owner_ending") and self.of(unit - 1, *_BEFORE_IS)
            for unit in range(first, last)
        )

    def opens_second(self, first: int, last: int) -> bool:
        """Whether the units are a second statement behind the first: «and forty would lose work», not «and left»."""
        subject = first + 1
        if self.word(first) not in self.grammar.words("second_clause"):
            return False
        if not self.has_verb(first + 2, last) and not (
            self.of(subject, *_DETERMINERS) and last - first > _SECOND_WORDS
        ):
            return False
        if self.is_speaker(subject) or self.of(subject, "aux", "ed", "say.past", "say.third", "tell.past", "ing"):
            return self.of(subject, "helper") or (self.of(subject, "pronoun") and self.of(subject + 1, "helper"))
        return True

    def is_bare(self, first: int, last: int) -> bool:
        """Whether the units are no more than an adverb («argued emphatically», «looked away») or marks."""
        while first < last and not self.word(last - 1)[:1].isalnum() and not self.of(last - 1, "quote", "fragment"):
            last -= 1
        if first >= last:
            return True
        if self.of(first, "ly") and (last - first == 1 or self.of(first + 1, "np_link")):
            return True
        return last - first == 1 and self.of(first, "stray")

    def agrees(self, match: Match) -> bool:
        """Whether subject and verb of a match agree, which tells «the early states» from «the governor states».

        A verb that something helps agrees with any subject, as does one in the past.
        """
        who, cue = match.groups.get("who"), match.groups["cue"]
        if who is None or who[0] >= cue[0] or self.of(who[1] - 1, "possessive"):
            return True
        verb = cue[0]
        while verb < cue[1] and self.of(verb, "helper", "aside", "ly", "be", "onset", "attitude", "link_verb"):
            if self.of(verb, "helper", "be", "onset", "attitude", "link_verb"):
                return True
            verb += 1
        forms = self.forms[self.word(verb)]
        if "past" in forms or "ing" in forms:
            return True
        plural = self.is_plural(*who)
        if plural is None:
            return "third" in forms or not self.of(self.head(*who), "org")
        return ("base" if plural else "third") in forms

    def head(self, first: int, last: int) -> int:
        """The unit that the others of a noun phrase hang on: the last before «of», «in», «with» …"""
        for unit in range(first + 1, last):
            if self.of(unit, "np_link") or self.word(unit) in (",", "(", "who"):
                return unit - 1
        return last - 1

    def is_plural(self, first: int, last: int) -> bool | None:
        """Whether a subject takes the plural of its verb; None where both may be."""
        head = self.head(first, last)
        joins = self.grammar.words("row_end")
        if any(self.word(unit) in joins for unit in range(first, last)):
            return None if self.of(first, "org") else True
        word = self.word(head)
        if self.of(first, "plural_pronoun") and self.of(head, "ed"):  # «those surveyed say»
            return True
        number = ("quantity", "number", "day")
        if self.of(head, "quantity") and self.of(head + 1, "np_link") and self.of(last - 1, *number):
            return None  # «one in five say»
        if self.of(head, "plural_pronoun", "singular"):
            return self.of(head, "plural_pronoun")
        if word == "who" or self.of(head, "org", "name", "fragment", "plural", "fraction"):
            return None
        if self.of(head, "quantity", "number", "day"):
            return True
        singular = word.endswith(self.grammar.endings("singular_ending"))
        return word.endswith("s") and not singular and not self.of(head, "person")

    def is_human(self, first: int, last: int) -> bool:
        """Whether a subject can speak for itself: a name, a pronoun, a role, people of some kind."""
        head = self.head(first, last)
        if self.of(head, "person", "name", "org", "honorific", "role", "panel", "people_noun", "quantity"):
            return True
        word, grammar = self.word(head), self.grammar
        return (
            self.is_speaker(head)
            or word in grammar.words("person_pronoun")
            or word.endswith(grammar.endings("people_ending"))
        )
