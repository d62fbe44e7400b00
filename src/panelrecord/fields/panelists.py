"""Who took part in the event: those whom a rule names in a part, and those whose speech the article reports."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from panelrecord.annotate.people import Description, Person
from panelrecord.annotate.reading import Reading
from panelrecord.annotate.stretches import Stretches, joined
from panelrecord.fields import absent
from panelrecord.fields import announced as announced_people
from panelrecord.fields.affiliations import affiliations
from panelrecord.model import Panelist, Part
from panelrecord.packs.grammar import Grammar, Match
from panelrecord.values import dataclass

# What a person is where several parts are claimed: the first of these.
_RANK: tuple[Part, ...] = (
    "moderator", "keynote", "chair", "guest_of_honour", "host", "organizer", "panelist", "participant",
)  # fmt: skip
_HOST_LABEL = "en.part.host-label"
_LABELS = frozenset(("en.part.speaker-label", "en.part.by-label", "en.part.keynote-label"))
# Evidence by which an author is of the event: in an announcement the speaker's biography stands at the foot as well.
_NAMED_PARTS = frozenset(("part", "announced"))
_SPEECH = frozenset(("speech", "subject", "tag", "noun"))
_PARTS_ROW = frozenset((",", ";", ")", "]"))


@dataclass(frozen=True, slots=True)
class TakingPart:
    """A person, by number in the reading, the part taken, the words that are evidence for it and the rule that read
    them: most claims are of those whose part is known already, so that no span is made of them.
    """

    person: int
    part: Part
    place: tuple[int, int]
    rule: str


def taking_part(
    reading: Reading, authors: Sequence[str], aside: Sequence[tuple[int, int]] = (), announced: bool = False
) -> dict[int, TakingPart]:
    """The people who take part, by number in the reading.

    Args:
        reading: the article as read.
        authors: the names of those who wrote the article.
        aside: stretches of the text that are not about the event, such as the notes about the authors.
        announced: whether the event is still to come; then a name on a line of its own is a speaker's.
    """
    claims: dict[int, list[TakingPart]] = {}
    whose = _whose(reading)
    matches = reading.grammar.find("part", reading.stream)
    away = absent.stayed_away(reading, matches, whose)
    elsewhere = absent.spoke_elsewhere(reading)
    silent = joined(aside)
    named, spoken = _from_rules(reading, matches, whose, announced), _from_speech(reading, silent)
    for claim in (*named, *spoken, *_from_anchors(reading)):
        if claim.person in away or (claim.person in elsewhere and _layer(claim.rule) not in _NAMED_PARTS):
            continue
        labelled = announced and claim.rule in _LABELS  # «By: Ana Ruiz» names no author of what is announced
        if labelled or claim.place[0] not in silent:
            claims.setdefault(claim.person, []).append(claim)
    written_by = {name.casefold() for name in authors}
    chosen = {}
    for number, found in claims.items():
        is_author = reading.people[number].name.casefold() in written_by
        kept = [claim for claim in found if not is_author or _layer(claim.rule) in _NAMED_PARTS]
        if kept:
            chosen[number] = min(kept, key=lambda claim: (_RANK.index(claim.part), claim.place[0]))
    return _without_callers(chosen) if announced else chosen


def _layer(rule: str) -> str:
    """The reading that a rule belongs to, whichever pack it is of."""
    return rule.split(".")[1]


def _without_callers(chosen: dict[int, TakingPart]) -> dict[int, TakingPart]:
    """The host that a label names leads through an evening of several people; of a single talk it is whom the speaker
    visits.
    """
    hosts = {number for number, claim in chosen.items() if claim.rule == _HOST_LABEL}
    return chosen if len(chosen) - len(hosts) > 1 else {n: c for n, c in chosen.items() if n not in hosts}


def panelists(reading: Reading, parts: dict[int, TakingPart]) -> tuple[Panelist, ...]:
    """The panelists of a record, in the order of their first mention.

    Evidence holds the words that give the part, every mention by name, and every mention that an attribution resolved.
    """
    spoken: dict[int, dict[tuple[int, int], str]] = {}
    for one, speaker in zip(reading.attributions, reading.speakers, strict=True):
        if speaker.place:
            for number in speaker.people:
                spoken.setdefault(number, {}).setdefault(speaker.place, one.rule)
    starts = sorted(
        reading.words.tokens.starts[mention.first] for number in parts for mention in reading.people[number].mentions
    )
    out: list[Panelist] = []
    for number in sorted(parts, key=lambda n: reading.people[n].mentions[0].first):
        person = reading.people[number]
        descriptions = _distinct(reading, [one for one in person.descriptions if _describes(reading, one, starts)])
        named = {reading.words.span(mention.first, mention.last): mention.rule for mention in reversed(person.mentions)}
        described = [reading.span(one.start, one.end, one.rule) for one in descriptions]
        # Of several rules for one place, that which gives the part goes first, and those of speech last.
        rules = spoken.get(number, {}) | {(one.start, one.end): one.rule for one in reversed(descriptions)} | named
        rules[parts[number].place] = parts[number].rule
        evidence = tuple([reading.span(*place, rules[place]) for place in sorted(rules)])
        out.append(
            Panelist(
                f"p{len(out) + 1}",
                person.name,
                person.honorific,
                parts[number].part,
                tuple([span.quote for span in described]),
                affiliations(reading, descriptions),
                evidence,
            )
        )
    return tuple(out)


def _from_rules(
    reading: Reading, found: Sequence[Match], whose: dict[int, int], announced: bool
) -> Iterable[TakingPart]:
    for match in (*found, *(announced_people.matches(reading, whose) if announced else ())):
        if match.rule.gives["part"] == absent.ABSENT:
            continue
        part: Part = match.rule.gives["part"]  # type: ignore[assignment]
        for number, unit in _row(reading, match, whose):
            place = (reading.stream.starts[unit], reading.stream.ends[unit])
            yield TakingPart(number, part, place, match.rule.id)


def _whose(reading: Reading) -> dict[int, int]:
    """For the first token of each mention the number of the person."""
    return {mention.first: number for number, person in enumerate(reading.people) for mention in person.mentions}


def _row(reading: Reading, match: Match, whose: dict[int, int]) -> Iterable[tuple[int, int]]:
    """The person that a rule names and those who stand in a row with him, where the rule opens a row."""
    unit = match.groups["who"][0]
    first = whose.get(reading.stream.tokens[unit])
    if first is not None:
        yield first, unit
    elif match.rule.gives.get("row") != "yes":
        return
    if match.rule.gives.get("row") == "lines":
        yield from announced_people.listed_below(reading, unit, whose)
        return
    if not match.rule.gives.get("row"):
        return
    stream, related, inside = reading.stream, False, False
    depends, relative = reading.grammar.words("depends_on"), reading.grammar.words("relative_opening")
    for at in range(unit + 1, len(stream.codes)):
        if stream.codes[at] == reading.grammar.boundary:
            return
        number = whose.get(stream.tokens[at])
        if number is not None and not inside and _word_before(reading, at) not in depends:
            yield number, at
        word = reading.document.text[stream.starts[at] : stream.ends[at]].lower()
        related = number is None and (related or word in relative)
        inside = word in relative or (inside and word not in _PARTS_ROW)  # «, who studied under Kofi Mensah, and …»
        if not related and "aux" in reading.grammar.classes(word):  # another clause: «, the talks were opened by …»
            return


def _word_before(reading: Reading, unit: int) -> str:
    """The word before a unit, over titles: «a pupil of Dr Tom Lee»."""
    text, stream = reading.document.text, reading.stream
    while unit := unit - 1:
        word = text[stream.starts[unit] : stream.ends[unit]].lower()
        if "honorific" not in reading.grammar.classes(word):
            return word
    return ""


def _from_speech(reading: Reading, silent: Stretches) -> Iterable[TakingPart]:
    """The first place at which each person speaks; what stands in a `silent` stretch tells nothing of the event."""
    first: dict[int, TakingPart] = {}
    for one, speaker in zip(reading.attributions, reading.speakers, strict=True):
        if one.kind not in _SPEECH:
            continue
        place = speaker.place or one.cue or one.spans[0]
        for number in speaker.people:
            known = first.get(number)
            if (known is None or place[0] < known.place[0]) and place[0] not in silent:
                first[number] = TakingPart(number, "panelist", place, one.rule)
    return first.values()


def _from_anchors(reading: Reading) -> Iterable[TakingPart]:
    for sentence, (number, rule) in reading.anchors.items():
        place = reading.words.span(*reading.words.sentences[sentence])
        yield TakingPart(number, "panelist", place, rule)


def _describes(reading: Reading, one: Description, people: Sequence[int]) -> bool:
    """Whether a phrase tells who somebody is: not a bare title («Professor»), nor one that names somebody else
    («the poet Ana Ruiz and the baker», of whom stands before it). `people` are where people are named, in order.
    """
    text = reading.document.text[one.start : one.end]
    grammar, words = reading.grammar, text.split()
    parts, houses = grammar.words("part_word"), grammar.words("before_house_name")
    if all("honorific" in grammar.classes(word) or word.lower() in parts for word in words):
        return False
    if words[-1].lower() in grammar.words("part_speech") or (
        words[0].lower() == "keynote" and len(words) > 1
    ):  # «Giving the keynote address, Ana Ruiz …»
        return False
    if words[0] in grammar.words("row_end") or (words[0] == "who" and _tells_deed(words, grammar)):
        return False
    inside = people[bisect_left(people, one.start) : bisect_left(people, one.end)]
    before = [reading.document.text[one.start : at].split()[-1:] for at in inside]
    named = any(not last or last[0] not in houses for last in before)
    return not named or text.startswith("who")


def _tells_deed(words: Sequence[str], grammar: Grammar) -> bool:
    """Whether «who …» tells what somebody did at the event and not who the person is: «who insisted that …»."""
    near, opens = words[1:5], grammar.words("opens_said")
    says = any("say.past" in grammar.classes(word) and after in opens for word, after in pairwise(near))
    return says or not grammar.words("part_deed").isdisjoint(near)


def _distinct(reading: Reading, descriptions: Iterable[Description]) -> list[Description]:
    """The descriptions, each phrase once; of two that overlap the longer."""
    kept: list[Description] = []
    for one in sorted(descriptions, key=lambda d: (d.start, d.start - d.end)):
        phrase = reading.document.text[one.start : one.end].casefold()
        if kept and one.start < kept[-1].end:
            continue
        if any(phrase == reading.document.text[k.start : k.end].casefold() for k in kept):
            continue
        kept.append(one)
    return kept


def people_by_number(people: Sequence[Person], parts: dict[int, TakingPart]) -> dict[int, str]:
    """The panelist's id of each person who takes part, by the person's number in the reading."""
    order = sorted(parts, key=lambda n: people[n].mentions[0].first)
    return {number: f"p{place}" for place, number in enumerate(order, 1)}
