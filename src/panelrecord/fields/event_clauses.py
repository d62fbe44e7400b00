"""What a text says of its events, which of them it is about, and whether it is about one at all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from panelrecord.annotate.reading import Reading
from panelrecord.fields import event_mentions, event_sittings
from panelrecord.fields.event_mentions import EventStream, Mention
from panelrecord.fields.event_opening import OPENING, place
from panelrecord.fields.excerpt import excerpt
from panelrecord.model import EventType, Span, Status
from panelrecord.packs.grammar import Match
from panelrecord.values import dataclass

# How much a clause tells of the event being what the article is about.
_SIGNS: Mapping[str, int] = MappingProxyType(
    {"takes-place": 6, "arranged": 6, "given": 5, "attended": 4, "spoken": 4, "described": 3, "named": 2, "known": 1}
)
_ENOUGH = 7
_TITLE = 14  # a quotation of no more tokens may be the title of the event
_LABELS_OF_NOTICE = 3
_QUESTIONS = 3
_SITTINGS = frozenset(("meeting", "hearing"))
_PARTS = frozenset(("lecture", "panel_discussion", "other"))  # what an event of several parts is made of
_CAMPAIGN = 3  # words of campaigns that make an article one about a campaign
_LATE = 12  # an article that comes to its event after this sentence has to say more of it


@dataclass(frozen=True, slots=True)
class Clause:
    """A rule that matched, and the mention of which it says something."""

    match: Match
    mention: Mention
    sign: str
    status: Status | None


@dataclass(frozen=True, slots=True)
class Subject:
    """The event that an article is about: the mention that tells most of it, the clauses on it, and the evidence.

    `type` is the event's where no mention tells it.
    """

    mention: Mention | None
    status: Status
    mentions: tuple[Mention, ...]
    stream: EventStream
    evidence: tuple[Span, ...]
    type: EventType = "other"


def find(reading: Reading) -> Subject | None:
    """The event that the text is about, or None where it is about none or about several."""
    mentions = event_mentions.find(reading)
    stream = event_mentions.stream(reading, mentions)
    labels = _labels(reading)
    if len(labels) >= _LABELS_OF_NOTICE:
        return _notice(reading, mentions, stream, labels)
    if not reading.people or _is_interview(reading):
        return None
    return _spoken_of(reading, mentions, stream) or _sitting(reading, mentions, stream)


def _spoken_of(reading: Reading, mentions: tuple[Mention, ...], stream: EventStream) -> Subject | None:
    """The event of which the article says most, where that is enough."""
    if not mentions:
        return None
    clauses = _clauses(reading, stream)
    of = _by_mention(clauses)
    stations = _stations(reading, mentions)
    ranked = sorted(mentions, key=lambda mention: (-_weight(reading, mention, of, stations), mention.first))
    main = ranked[0]
    weight = _weight(reading, main, of, stations)
    support = max(_least_support(reading, main, clauses), _ENOUGH - weight)
    if (
        _is_by_the_way(reading, main, weight, [one for one in mentions if one not in stations], clauses)
        or not _is_supported(reading, support, main, clauses, stream)
        or _lists_several(reading, mentions)
    ):
        return None
    main, told = _host(reading, main, mentions), main
    of_main = [clause for clause in clauses if clause.mention in (main, told)]
    evidence = tuple(_span(reading, stream, clause) for clause in of_main) or (
        reading.span(*reading.words.span(main.first, main.last), main.rule),
    )
    return Subject(main, _status(reading, told, clauses), mentions, stream, evidence)


def _sitting(reading: Reading, mentions: tuple[Mention, ...], stream: EventStream) -> Subject | None:
    """The sitting that the article tells of without calling it an event."""
    sitting = event_sittings.find(reading)
    if sitting is None:
        return None
    main = next((one for one in mentions if one.type in _SITTINGS and _place(reading, one) <= OPENING), None)
    if main is None and sitting.body is not None:
        main = sitting.body
        apart = (one for one in mentions if one.last <= sitting.body.first or one.first >= sitting.body.last)
        mentions = tuple(sorted((main, *apart), key=lambda one: one.first))
        stream = event_mentions.stream(reading, mentions)
    return Subject(main, "held", mentions, stream, sitting.evidence, "meeting")


def _clauses(reading: Reading, stream: EventStream) -> tuple[Clause, ...]:
    found = []
    spoken_of = {mention.sentence for mention in stream.mention_at.values()}
    for match in excerpt(reading.words, stream.units, spoken_of).find(reading.grammar, "event"):
        mention = stream.mention_of(match)
        gives = match.rule.gives
        if mention is not None and not (mention.unsure and "sure" in gives):
            found.append(Clause(match, mention, gives["sign"], gives.get("status")))  # type: ignore[arg-type]
    return tuple(found)


def _span(reading: Reading, stream: EventStream, clause: Clause) -> Span:
    first, last = clause.match.first, clause.match.last
    units = stream.units
    while units.starts[first] == units.ends[first]:
        first += 1
    while units.starts[last - 1] == units.ends[last - 1]:
        last -= 1
    return reading.span(units.starts[first], units.ends[last - 1], clause.match.rule.id)


def _by_mention(clauses: Sequence[Clause]) -> Mapping[int, Sequence[Clause]]:
    """The clauses on each mention, by the token that it begins with."""
    found: dict[int, list[Clause]] = {}
    for clause in clauses:
        found.setdefault(clause.mention.first, []).append(clause)
    return found


def _weight(
    reading: Reading, mention: Mention, clauses: Mapping[int, Sequence[Clause]], stations: frozenset[Mention]
) -> int:
    own = [clause.sign for clause in clauses.get(mention.first, ()) if clause.mention is mention]
    weight = max((_SIGNS[sign] for sign in own), default=0)
    if weight <= _SIGNS["known"] and not mention.named:
        return weight - 2 * mention.unsure
    further = min(2, len(set(own)) - 1) if own else 0
    early = next((3 - rank for rank, limit in enumerate((4, 10, 20)) if _place(reading, mention) <= limit), 0)
    named = mention.named and not mention.unsure and (mention.is_compound or mention.last - mention.first > 1)
    return weight + further + early + 3 * named - _doubt(reading, mention) - 12 * (mention in stations)


def _doubt(reading: Reading, mention: Mention) -> int:
    """How much speaks against a mention being of the event that the article is about."""
    texts = reading.words.tokens.words[mention.first : mention.last]
    plural = len(texts) == 1 and texts[0].lower().endswith("s")
    generic = mention.type == "press_conference" or (mention.type == "other" and not mention.named)
    noun = texts[mention.head - mention.first].lower()
    grammar = reading.grammar
    speech = noun in grammar.words("mere_speech") and not mention.named
    doubt = 2 * mention.unsure + 3 * plural + generic + 2 * speech
    return doubt + 4 * _is_coming(reading, mention) + 6 * _is_quoted(reading, mention)


def _stations(reading: Reading, mentions: Sequence[Mention]) -> frozenset[Mention]:
    """The events that are part of a campaign: a word says so of one of the kind, or the article is about a campaign."""
    texts, grammar = reading.words.tokens.words, reading.grammar
    nouns = {mention: texts[mention.head].lower() for mention in mentions}
    able = {mention: noun for mention, noun in nouns.items() if noun in grammar.words("of_campaign")}
    if not able:
        return frozenset()
    words = grammar.words("campaigning")
    if sum(text.lower() in words for text in texts) >= _CAMPAIGN:
        return frozenset(able)
    told = {
        noun
        for mention, noun in able.items()
        if any("event_campaign" in grammar.classes(text) for text in texts[mention.first : mention.last])
    }
    return frozenset(mention for mention, noun in able.items() if noun in told)


def _place(reading: Reading, mention: Mention) -> int:
    return place(reading, mention.sentence)


def _least_support(reading: Reading, main: Mention, clauses: Sequence[Clause]) -> int:
    """How often else an event must be spoken of: news often has «said at a conference» and is not about it.

    Where an article opens with what was organised, or with those who came to it, that is what it is about.
    """
    strongest = max((_SIGNS[clause.sign] for clause in clauses if clause.mention is main), default=0)
    if _place(reading, main) <= OPENING and (
        strongest >= _SIGNS["given"]
        or (not main.unsure and any(clause.sign == "attended" for clause in clauses if clause.mention is main))
    ):
        return 0
    sure = not main.unsure or _place(reading, main) <= OPENING
    return 0 if strongest >= _SIGNS["arranged"] and sure else 1 if strongest >= _SIGNS["spoken"] else 2


def _is_coming(reading: Reading, mention: Mention) -> bool:
    """«the next seminar», «last year's seminar» is another one."""
    texts = reading.words.tokens.words[mention.first : mention.last]
    return not reading.grammar.words("another_edition").isdisjoint(texts)


def _host(reading: Reading, main: Mention, mentions: Sequence[Mention]) -> Mention:
    """The event at which a talk was given, where the same sentence names it: «a keynote at the Third Tide Congress»."""
    if main.type not in _PARTS or main.named:
        return main
    texts = reading.words.tokens.words
    for mention in mentions:
        leads = {text.lower() for text in texts[max(mention.first - 2, 0) : mention.first]}
        if (
            mention.sentence == main.sentence
            and mention.first >= main.last
            and mention.named
            and not mention.unsure
            and mention.last - mention.first > 2
            and mention.type not in _PARTS
            and "the" in leads
            and leads & reading.grammar.words("leads_to_host")
        ):
            return mention
    return main


def _is_by_the_way(
    reading: Reading, main: Mention, weight: int, mentions: Sequence[Mention], clauses: Sequence[Clause]
) -> bool:
    """Whether an article only comes by an event: a ceremony without guests, a forum far down where somebody spoke."""
    if main.type == "other" and not reading.grammar.find("audience", reading.stream):
        return True
    if main.type == "press_conference" and _status(reading, main, clauses) == "announced":
        return True  # news tells that one was called
    strongest = max((_SIGNS[clause.sign] for clause in clauses if clause.mention is main), default=0)
    alike = [one for one in mentions if one.type == main.type]
    weak = weight < _ENOUGH
    if weak and (strongest <= _SIGNS["known"] or not _is_opened_with(reading, main, alike)):
        return True
    if any(_place(reading, one) <= _LATE for one in alike):
        return False
    return strongest < _SIGNS["given"] or not reading.grammar.find("audience", reading.stream)


def _is_opened_with(reading: Reading, main: Mention, alike: Sequence[Mention]) -> bool:
    """Whether an event of which little is said stands in the opening, where its noun means as much else."""
    often = main.unsure or main.type == "press_conference"
    return not often or any(_place(reading, one) <= OPENING for one in alike)


def _is_quoted(reading: Reading, mention: Mention) -> bool:
    """Whether somebody speaks of the event, and not the article."""
    first = bisect_right(reading.quotes, mention.first, key=lambda quote: quote.first) - 1
    return (
        first >= 0
        and mention.first < reading.quotes[first].last
        and reading.quotes[first].last - reading.quotes[first].first > _TITLE
    )


def _is_supported(reading: Reading, least: int, main: Mention, clauses: Sequence[Clause], stream: EventStream) -> bool:
    """Whether so much else in the article speaks of an event: «the seminar» again, its panelists, its audience."""
    said = {clause.mention.first for clause in clauses if clause.mention.type == "other" or clause.sign != "known"}
    known = sum(
        mention is not main
        and (mention.first in said or mention.type == main.type)
        and not _is_quoted(reading, mention)
        for mention in stream.mention_at.values()
    )
    missing = least - min(3, known)
    return missing <= 0 or missing <= min(2, len(reading.grammar.find("audience", reading.stream)))


def _status(reading: Reading, main: Mention, clauses: Sequence[Clause]) -> Status:
    own = sorted(
        (clause for clause in clauses if clause.mention is main and clause.status),
        key=lambda clause: -_SIGNS[clause.sign],
    )
    if own and own[0].status:
        return own[0].status
    others = [
        clause.status
        for clause in clauses
        if clause.mention.type in (main.type, "other") and not _is_coming(reading, clause.mention)
    ]
    return "announced" if others.count("announced") > others.count("held") else "held"


def _lists_several(reading: Reading, mentions: Sequence[Mention]) -> bool:
    """Whether the article goes through several events, none of which is its subject."""
    texts = reading.words.tokens.words
    named = {texts[m.first : m.last] for m in mentions if m.named and not m.unsure and m.last - m.first > 1}
    blocks = {reading.words.block_of[m.sentence] for m in mentions if m.named and not m.unsure}
    unnamed = sum(not m.named and not m.unsure for m in mentions)
    return len(named) >= 4 and len(blocks) >= 3 and unnamed < len(named)


def _is_interview(reading: Reading) -> bool:
    """Whether the text is question and answer, or a transcript: many paragraphs are questions."""
    text = reading.document.text
    blocks = [block for block in reading.document.blocks if block.kind not in ("title", "byline", "published")]
    asked = sum(text[block.end - 1] == "?" for block in blocks)
    return asked >= _QUESTIONS and asked * 6 >= len(blocks)


# ---------------------------------------------------------------- notices: «Speaker: …», «Where: …»


def _labels(reading: Reading) -> dict[str, Span]:
    """The labels that begin lines, each with where it first stands."""
    texts = reading.words.tokens.words
    rule = reading.grammar.layer("eventlabel")[0].id
    found: dict[str, Span] = {}
    for first, last in reading.words.sentences:
        if last - first > 1 and texts[first + 1] == ":" and "event_label" in reading.grammar.classes(texts[first]):
            found.setdefault(texts[first].lower(), reading.span(*reading.words.span(first, first + 1), rule))
    return found


def _notice(
    reading: Reading, mentions: tuple[Mention, ...], stream: EventStream, labels: Mapping[str, Span]
) -> Subject:
    first = next((mention for mention in mentions if not mention.unsure), mentions[0] if mentions else None)
    return Subject(first, "announced", mentions, stream, tuple(labels.values()))
