"""Who «she», «Ghani» or «the minister» is: every attribution's mention is resolved to people of the article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from panelrecord.annotate.attributions import Attribution
from panelrecord.annotate.groups import speak_as_one
from panelrecord.annotate.people import Description, Person
from panelrecord.annotate.sentences import Words
from panelrecord.annotate.stretches import joined
from panelrecord.packs.grammar import Grammar
from panelrecord.values import dataclass

_OF_TITLE = re.compile(r"(?:deputy|assistant|pro|sub)(?=-)|\w[\w’'-]*")
_WORD = re.compile(r"\S+")
_TITLES = frozenset(("honorific", "role", "rank"))
_TITLE_LENGTH = 20
_FAR = 6  # sentences behind which a pronoun no longer reaches


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom an attribution is by.

    `people` are indexes of the reading's people; `place` is the mention in code points, None where the speaker is taken
    over from the attribution before; `group` tells that a group speaks («the panelists»); `ambiguous` that two people
    are as likely. `pronoun` tells that the mention is one.
    """

    people: tuple[int, ...]
    place: tuple[int, int] | None
    group: bool = False
    ambiguous: bool = False
    pronoun: bool = False


@lru_cache(maxsize=8)
def _pronouns(grammar: Grammar) -> Mapping[str, str | None]:
    """The pronouns of one who speaks, with the gender they show: "m", "f" or None."""
    genders = {"masculine_pronoun": "m", "feminine_pronoun": "f", "either_pronoun": None}
    return MappingProxyType({word: gender for name, gender in genders.items() for word in grammar.words(name)})


def _start(description: Description) -> int:
    return description.start


class Resolver:
    """The people of a text by place, and who spoke last."""

    def __init__(
        self,
        words: Words,
        people: Sequence[Person],
        grammar: Grammar,
        hidden: Sequence[tuple[int, int]],
        anchors: Mapping[int, tuple[int, str]],
    ) -> None:
        """`hidden` are the quotations, in code points: what stands in them is not the writer's to refer back to.
        `anchors` are the sentences that name who speaks in what follows.
        """
        self.anchors = dict(anchors)
        self.anchored = sorted(anchors)
        self.words, self.people, self.grammar = words, people, grammar
        self.mentions = sorted(
            (*words.span(mention.first, mention.last), number)
            for number, person in enumerate(people)
            for mention in person.mentions
        )
        quoted = joined(hidden)
        self.open = [mention for mention in self.mentions if mention[0] not in quoted]
        self.open_starts = [start for start, _, _ in self.open]
        self.starts = [words.tokens.starts[first] for first, _ in words.sentences]
        self.last_sentence = -_FAR
        self.described: dict[int, Sequence[Description]] = {}
        self.described_at = sorted(described.start for person in people for described in person.descriptions)
        self.by_role: dict[str, list[int]] = {}
        for number, person in enumerate(people):
            for role in person.roles:
                self.by_role.setdefault(role, []).append(number)
        self.genders: dict[int, str] = {n: person.gender for n, person in enumerate(people) if person.gender}

    def resolve(self, attributions: Sequence[Attribution]) -> tuple[Speaker, ...]:
        """A speaker for each attribution, in their order."""
        out: list[Speaker] = []
        last: Speaker | None = None
        for one in attributions:
            above = bisect_left(self.anchored, one.sentence)
            named_above = above > 0 and self.anchored[above - 1] > self.last_sentence
            if named_above:
                self.last_sentence = self.anchored[above - 1]
                last = Speaker((self.anchors[self.last_sentence][0],), None)
            near = last if named_above or one.sentence - self.last_sentence <= _FAR else None
            speaker = self._speaker(one, near)
            out.append(speaker)
            if speaker.people or speaker.group:
                last, self.last_sentence = speaker, one.sentence
        return tuple(out)

    def _speaker(self, one: Attribution, last: Speaker | None) -> Speaker:
        if one.who is None:
            if not one.inherits:
                return Speaker((), None)
            named = self._subject_of_sentence(one)
            if named is not None:
                return Speaker((named[2],), named[:2])
            return Speaker(last.people, None, last.group) if last else Speaker((), None)
        start, end = one.who
        words = self.words.text[start:end].lower().split()
        if one.kind == "panel":
            return Speaker((), one.who, group=True)
        if len(words) == 1 and words[0] in _pronouns(self.grammar):
            return self._pronoun(words[0], one, last)
        named_here = self._named(one)
        if named_here:
            return named_here
        pronoun = len(words) == 1 and words[0] in self.grammar.words("group_pronoun")
        if pronoun or (len(words) == 1 and words[0] in self.grammar.words("pair_word") and last and last.group):
            return self._they(one, last)
        cue = self.words.text[slice(*one.cue)].lower().split() if one.cue else []
        if words and speak_as_one(words, cue, self.grammar, first=self.last_sentence < 0):
            return Speaker((), one.who, group=True)
        by_title = self._by_title(words, one, last)
        if by_title is not None:
            return Speaker((by_title,), one.who)
        return Speaker((), one.who)

    def _subject_of_sentence(self, one: Attribution) -> tuple[int, int, int] | None:
        """The person with whom the sentence of an attribution without a subject of its own begins."""
        begin = self.starts[one.sentence]
        place = one.cue[0] if one.cue else one.spans[0][0]
        inside = self._begun_between(begin, place)
        return inside[0] if inside and one.cue else None

    def _named(self, one: Attribution) -> Speaker | None:
        """The people whom the mention itself, or what stands in apposition to it, names."""
        assert one.who is not None
        start, end = one.who
        inside = [
            mention
            for mention in self._begun_between(start, end)
            if mention[1] <= end
            and (mention[1] + len("'s") == end or not self._owned(mention[1]))  # in «Ruiz's point was» it is Ruiz
            and not self._behind_link(start, mention[0])
        ]
        if inside:
            joint = [*self._row_before(inside), inside[0]]
            for mention in inside[1:]:
                between = self.words.text[joint[-1][1] : mention[0]].strip().lower()
                if between.startswith(tuple(self.grammar.words("row_link"))) and mention[2] not in {
                    n for _, _, n in joint
                }:
                    joint.append(mention)
            if one.apposed and one.cue:
                joint += self._row_behind(joint[-1], one.cue[0])
            group = len(joint) > 1 or self._is_one_of_both(joint[0][0])
            return Speaker(tuple(mention[2] for mention in joint), (joint[0][0], joint[-1][1]), group)
        if one.apposed:
            low, high = one.apposed
            names = [mention for mention in self._begun_between(low, high) if mention[1] <= high]
            if names and self.words.text[names[-1][1] : high].strip() in ("", ","):
                return Speaker((names[-1][2],), names[-1][:2])
        return None

    def _row_before(self, mentions: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
        """The people named in a row that ends with mentions: «Ana Ruiz, Lan Nguyen and Kofi Mensah said»."""
        at = bisect_left(self.open, mentions[0])
        row = [mentions[0]]
        while at > 0:
            before = self.open[at - 1]
            link = self._link(before, row[0])
            if link.removeprefix(", ") not in self.grammar.words("row_link") or before[2] in {
                number for _, _, number in row
            }:
                break
            row.insert(0, before)
            at -= 1
        closed = len(row) > 2 or (len(row) == 2 and self._joined(row)) or (len(mentions) > 1 and self._joined(mentions))
        return row[:-1] if closed else []

    def _row_behind(self, mention: tuple[int, int, int], end: int) -> list[tuple[int, int, int]]:
        """The people named in a row that a mention begins and a verb ends: «Ana Ruiz, Lan Nguyen and Kofi Mensah, a
        poet, said».
        """
        row, link = [mention], ""
        for at in range(bisect_left(self.open, mention) + 1, len(self.open)):  # a slice would copy all that follow
            after = self.open[at]
            follows = self._link(row[-1], after) if after[1] <= end else ""
            if follows not in self.grammar.words("row_link") or after[2] in {number for _, _, number in row}:
                break
            row.append(after)
            link = follows
        return row[1:] if link in self.grammar.words("row_end") else []

    def _link(self, before: tuple[int, int, int], after: tuple[int, int, int]) -> str:
        """What joins two mentions to a row, but for the titles and the phrases that introduce either; empty where more
        stands between them.
        """
        place, parts = before[1], []
        begun = bisect_left(self.described_at, place)
        if begun < len(self.described_at) and self.described_at[begun] < after[0]:  # seldom: of anybody at all
            for number in (before[2], after[2]):
                ordered = self._descriptions_of(number)
                begun = bisect_left(ordered, place, key=_start)
                for description in ordered[begun : bisect_left(ordered, after[0], begun, key=_start)]:
                    if place <= description.start and description.end <= after[0]:
                        parts.append((place, description.start))
                        place = description.end
        parts.append((place, after[0]))
        kept: list[str] = []
        links, ends = self.grammar.words("row_link"), self.grammar.words("row_end")
        for start, end in parts:
            for found in _WORD.finditer(self.words.text, start, end):
                word = found[0].lower()
                if word in links or word.lstrip(",") in ends:
                    kept.append(word)
                elif "honorific" not in self.grammar.classes(word):
                    return ""
        closing = kept[-1].lstrip(",") if kept else ""
        return closing if closing in ends and {*kept[:-1]} == {","} else " ".join(dict.fromkeys(kept))

    def _descriptions_of(self, number: int) -> Sequence[Description]:
        """What a person is described by, in the order of the text."""
        if number not in self.described:
            self.described[number] = sorted(self.people[number].descriptions, key=_start)
        return self.described[number]

    def _joined(self, row: Sequence[tuple[int, int, int]]) -> bool:
        return self._link(row[0], row[1]) in self.grammar.words("row_end")

    def _is_one_of_both(self, start: int) -> bool:
        """Whether a mention is the first of two who are named together: «both Dr Ruiz and van der Velde»."""
        before = self.words.text[max(0, start - _TITLE_LENGTH) : start].lower().split()
        return not self.grammar.words("pair_word").isdisjoint(before[-2:])

    def _owned(self, end: int) -> bool:
        return self.words.text[end : end + 2] in self.grammar.words("owner_ending")

    def _behind_link(self, start: int, place: int) -> bool:
        """Whether a mention only belongs to somebody unnamed: «a spokesman for former mayor Ruiz», but not «the
        Secretary for Labour Ana Ruiz».
        """
        between = self.words.text[start:place].lower().split() if start < place else ()
        owners, before_title = self.grammar.words("owner_link"), self.grammar.words("before_title")
        for word in reversed(between):
            if word in owners:
                return True
            if word not in before_title and _TITLES.isdisjoint(self.grammar.classes(word)):
                break
        return False

    def _pronoun(self, word: str, one: Attribution, last: Speaker | None) -> Speaker:
        assert one.who is not None
        if word == "i":
            return Speaker((), one.who, pronoun=True)
        gender = _pronouns(self.grammar)[word]
        begin, floor = self.starts[one.sentence], self.starts[max(0, one.sentence - 3)]
        before = [mention for mention in self._begun_between(floor, one.who[0]) if mention[1] <= one.who[0]]
        if word == "who":
            near = [m for m in before if m[0] >= begin]
            return Speaker((near[-1][2],), one.who, pronoun=True) if near else Speaker((), one.who, pronoun=True)
        order = [m[2] for m in before if m[0] >= begin][:1]
        order += self._since(self.last_sentence, one.sentence)
        if last and len(last.people) == 1:
            order.append(last.people[0])
        order += [m[2] for m in reversed(before)]
        for number in order:
            if self.genders.get(number, gender) == gender:
                if gender:
                    self.genders.setdefault(number, gender)
                return Speaker((number,), one.who, pronoun=True)
        return Speaker((), one.who, pronoun=True)

    def _since(self, spoken: int, sentence: int) -> list[int]:
        """Those who are named in the sentences after the last attribution, from the latest back: the first of each."""
        found = []
        for number in range(sentence - 1, max(spoken, sentence - 3, -1), -1):
            begin, end = self.starts[number], self.starts[number + 1]
            found += [m[2] for m in self._begun_between(begin, end)[:1]]
        return found

    def _begun_between(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """The mentions outside quotations that begin at the code points start … end - 1, in order."""
        return self.open[bisect_left(self.open_starts, start) : bisect_left(self.open_starts, end)]

    def _they(self, one: Attribution, last: Speaker | None) -> Speaker:
        return Speaker(last.people if last and last.group else (), one.who, bool(last and last.group), pronoun=True)

    def _holds(self, number: int, roles: set[str]) -> bool:
        """Whether somebody holds one of the roles, and does not only stand in for who does: «the deputy director»."""
        under = self.grammar.words("under_title")
        for described in self.people[number].descriptions:
            words = _OF_TITLE.findall(self.words.text[described.start : described.end].lower())
            for place, word in enumerate(words):
                if word in roles and under.isdisjoint(words[max(0, place - 1) : place]):
                    return True
        return False

    def _by_title(self, words: Sequence[str], one: Attribution, last: Speaker | None) -> int | None:
        """The person whose description holds the role by which the mention names its speaker; who spoke last, where
        the noun is one for anybody («the don», «the professor»).
        """
        assert one.who is not None
        if len(words) < 2 or words[0] not in self.grammar.words("known_title"):
            return None
        roles = {word for word in words if "role" in self.grammar.classes(word)}
        owners = {number for role in roles for number in self.by_role.get(role, ())}
        if len(owners) > 1 and self.grammar.words("under_title").isdisjoint(words):
            owners = {number for number in owners if self._holds(number, roles)} or owners
        behind = bisect_left(self.open_starts, one.who[0]) if owners else 0
        earlier = (self.open[at] for at in range(behind - 1, -1, -1))  # most often the first of them, so none is copied
        before = (m[2] for m in earlier if m[1] <= one.who[0] and m[2] in owners)
        named_last = next(before, None)
        if named_last is not None:
            return named_last
        if len(owners) == 1:
            return owners.pop()
        anybody = not owners and len(words) <= 3 and "person_noun" in self.grammar.classes(words[-1])
        return last.people[0] if anybody and last and len(last.people) == 1 else None
