"""When the event took or takes place: one of the article's dates, chosen by what is said of each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from panelrecord.annotate.dates import DateMention, date_chunks
from panelrecord.annotate.points import edtf
from panelrecord.annotate.reading import Reading
from panelrecord.annotate.streams import stream
from panelrecord.fields.excerpt import excerpt
from panelrecord.model import EventDate, Span
from panelrecord.packs.grammar import Match, Stream
from panelrecord.values import dataclass

_ENDS = frozenset((".", "!", "?"))
_SAID_OF_EVENT = frozenset(("label", "held", "of-event", "with-event"))
_LEAD_SENTENCES = 4  # of running text
_RUNNING_WORDS = 12  # a sentence of so many words is running text and no head line
_LINE_WORDS = 8  # beside a date, in a line that gives little more than it
_SENTENCES_TO_TIME = 3
_LINES_OF_LETTER_HEAD = 4


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A date of the article and the signs that it is the event's, each with the words that give it."""

    mention: DateMention
    sentence: int
    signs: Mapping[str, Span]
    in_lead: bool
    in_line: bool
    told_from_text: bool
    to_come: bool
    long_ago: bool


def date(reading: Reading) -> EventDate | None:
    """The date of the event that the article is about; None where it is not stated or cannot be resolved.

    Args:
        reading: the article as read.
    """
    days = [mention for mention in reading.dates if mention.precision != "time"]
    if not days:
        return None
    units = stream(reading.words, reading.grammar, date_chunks(reading.dates))
    matches = _matches(reading, units)
    everything = list(_candidates(reading, days, matches, units))
    candidates = [one for one in everything if _may_be(one)]
    stated = [one for one in candidates if not one.told_from_text]
    if any(_is_lead_day(one) for one in stated):  # «last week's symposium (6–7 July)»
        stated = [one for one in stated if one.mention.precision not in ("week", "year")]
    if not stated:
        return None
    chosen = max(stated, key=_questions)
    if chosen.mention.start is None:
        return None
    return _record(reading, chosen, everything, matches, units)


def _matches(reading: Reading, units: Stream) -> list[Match]:
    """What is said in the sentences with dates; where one of them is labelled a date, also what lines are of a mail."""
    firsts = [first for first, _ in reading.words.sentences]
    dated = {bisect_right(firsts, mention.first) - 1 for mention in reading.dates}
    found = excerpt(reading.words, units, dated).find(reading.grammar, "when")
    labelled = any(match.rule.gives["sign"] == "label" for match in found)
    return reading.grammar.find("when", units) if labelled else found


def _questions(one: _Candidate) -> tuple[bool | int, ...]:
    """What is asked of every date, the weightiest question first."""
    mention, signs = one.mention, one.signs
    said_of_event = bool(signs.keys() & _SAID_OF_EVENT)
    return (
        "label" in signs and mention.start is not None,  # does a line of a notice give it as the date?
        one.in_line and mention.precision == "day",  # or does it stand with a time in a line of its own?
        said_of_event and one.in_lead,  # is the event spoken of beside it, where the article begins?
        said_of_event and not one.to_come,  # or later, if it is no further event that the article points to?
        bool(signs.keys() & {"told", "dateline"}) and one.in_lead,  # did somebody speak, come or write on it?
        one.in_lead,
        "held" in signs,  # is the event said to be held, or somebody to hold it, on that day?
        "of-event" in signs,  # is the event called after it, or said to be on it?
        "with-event" in signs,
        mention.start is not None,
        mention.precision == "day",
        not mention.resolved,  # «today (October 6, 2000)»
        -one.sentence,
        -mention.first,
    )


def _is_lead_day(one: _Candidate) -> bool:
    """Whether a day is known that is said of the event where the article begins, beside which weeks tell nothing."""
    day = one.mention
    return (
        one.in_lead
        and day.precision == "day"
        and day.start is not None
        and not one.to_come
        and bool(one.signs.keys() & _SAID_OF_EVENT)
    )


def _may_be(one: _Candidate) -> bool:
    """Whether a date can be the event's at all."""
    signs = one.signs
    if "not" in signs:
        return False
    if "label" in signs:
        return True
    if one.mention.precision == "year":  # a year alone mostly tells of what once was
        return "held" in signs and one.in_lead and not one.long_ago and "background" not in signs
    if "background" in signs and not signs.keys() & {"held", "of-event"}:
        return False
    if signs.keys() & {"held", "of-event"} or one.in_line:
        return True
    return one.mention.precision == "day" and (one.in_lead or "with-event" in signs)


# ----------------------------------------------------------------------------------------- what is said of each


def _candidates(
    reading: Reading, days: Sequence[DateMention], matches: Sequence[Match], units: Stream
) -> Iterator[_Candidate]:
    signs = _signs(reading, matches, units)
    words = reading.words
    firsts = [first for first, _ in words.sentences]
    letters = {
        bisect_right(firsts, units.tokens[match.first]) - 1 for match in matches if match.rule.gives["sign"] == "mail"
    }
    lead, head_ends = _lead(reading)
    published = reading.document.metadata.published
    before: DateMention | None = None
    for mention in days:
        own = signs.get(mention.first, {})
        if before and before.last == mention.first - 1 and words.tokens.words[before.last] in ("(", ","):
            own = signs[mention.first] = {**signs.get(before.first, {}), **own}  # «today (October 6, 2000)»
        sentence = bisect_right(firsts, mention.first) - 1
        near = range(sentence - _LINES_OF_LETTER_HEAD, sentence + _LINES_OF_LETTER_HEAD + 1)
        sent = "label" in own and not letters.isdisjoint(near)
        if sent or (sentence < head_ends and not own.keys() & _SAID_OF_EVENT and _is_of_writing(reading, mention)):
            own = {**own, "not": reading.span(*words.span(mention.first, mention.last), mention.rule)}
        yield _Candidate(
            mention,
            sentence,
            own,
            in_lead=sentence in lead,
            in_line=_is_line(reading, mention, sentence),
            told_from_text=reading.grammar.packs.rules[mention.rule].gives.get("from") == "text",
            to_come=bool(mention.start and published and mention.start > published),
            long_ago=bool(mention.start and published and int(mention.start[:4]) < int(published[:4]) - 1),
        )
        before = mention


def _signs(reading: Reading, matches: Sequence[Match], units: Stream) -> dict[int, dict[str, Span]]:
    """What the rules say of each date, by the date's first token: the signs, each with the words that give it."""
    signs: dict[int, dict[str, Span]] = {}
    for match in matches:
        if "date" in match.groups:
            own = signs.setdefault(units.tokens[match.groups["date"][0]], {})
            own.setdefault(match.rule.gives["sign"], _words_of(reading, match, units))
    return signs


def _words_of(reading: Reading, match: Match, units: Stream) -> Span:
    """The words of a match, without the empty units where sentences begin and end."""
    full = [unit for unit in range(match.first, match.last) if units.starts[unit] < units.ends[unit]]
    return reading.span(units.starts[full[0]], units.ends[full[-1]], match.rule.id)


def _lead(reading: Reading) -> tuple[range, int]:
    """The first sentences of running text, and the number of the first of them: before it is the head."""
    kinds = {block.start: block.kind for block in reading.document.blocks}
    words = reading.words
    starts = [words.tokens.starts[first] for first, _ in words.blocks]
    for number, (first, last) in enumerate(words.sentences):
        kind = kinds.get(starts[words.block_of[number]], "paragraph")
        ended = {*words.tokens.words[last - 2 : last]} & _ENDS
        if last - first >= _RUNNING_WORDS and ended and kind in ("paragraph", "quote", "item"):
            return range(number, number + _LEAD_SENTENCES), number
    return range(0), len(words.sentences)


def _is_of_writing(reading: Reading, mention: DateMention) -> bool:
    """Whether a date in the head lines is the day of writing."""
    start = reading.words.tokens.starts[mention.first]
    blocks = reading.document.blocks
    kind = blocks[bisect_right(blocks, start, key=lambda block: block.start) - 1].kind
    published = reading.document.metadata.published
    if kind in ("byline", "published") or (published is not None and (mention.start or "")[:10] == published):
        return True
    if kind != "paragraph" or mention.start is None or "T" in mention.start:
        return False
    by_weekday = reading.words.tokens.words[mention.first].isalpha() and published is not None
    return not mention.resolved and not by_weekday


def _is_line(reading: Reading, mention: DateMention, sentence: int) -> bool:
    """Whether a day stands in a line with a time, or by its name of the week, and little else."""
    first, last = reading.words.sentences[sentence]
    little = (last - first) - (mention.last - mention.first) <= _LINE_WORDS
    timed = mention.start is not None and "T" in mention.start
    return little and timed and reading.words.tokens.words[last - 1] not in (".", "!", "?")


# ----------------------------------------------------------------------------------------------- the time of day


def _record(
    reading: Reading, chosen: _Candidate, candidates: Sequence[_Candidate], matches: Sequence[Match], units: Stream
) -> EventDate:
    """The record's date: the day chosen, a second day that the event goes on to, the time of day said beside it."""
    day = chosen.mention
    spans = [reading.span(*reading.words.span(day.first, day.last), day.rule), *chosen.signs.values()][:2]
    start, end = day.start or "", day.end
    if day.precision == "day" and "T" not in start:
        time = _time(reading, chosen, matches, units)
        if time is not None:
            start, end = f"{start}{time.start}", f"{end or start}{time.end}" if time.end else end
            spans.append(reading.span(*reading.words.span(time.first, time.last), time.rule))
    if "T" in start and end is None:
        start, end, again = _said_as_range(reading, start)
        spans += [reading.span(*reading.words.span(one.first, one.last), one.rule) for one in again]
    if end is None:
        later = _last_day(day, candidates, matches, units)
        if later is not None and (later.start or "")[:10] > start[:10]:
            end = later.start
            spans.append(reading.span(*reading.words.span(later.first, later.last), later.rule))
    if end is not None and end <= start:
        end = None
    evidence = tuple(sorted(spans, key=lambda one: one.start))
    return EventDate(start, end, edtf(start, end) or start, "published" if day.resolved else None, evidence)


def _last_day(
    day: DateMention, candidates: Sequence[_Candidate], matches: Sequence[Match], units: Stream
) -> DateMention | None:
    """The day on which the event ends where it is no part of the first one's mention.

    Either the same sentence says so («opened on Tuesday and runs until Thursday»), or the event is said to be held on a
    day told from the first («the following day»).
    """
    named = {
        units.tokens[match.groups["end"][0]]
        for match in matches
        if "end" in match.groups and units.tokens[match.groups["date"][0]] == day.first
    }
    for one in candidates:
        later = one.mention
        if later.end and later.start and day.start and later.start[:10] == day.start[:10] and "not" not in one.signs:
            return replace(later, start=later.end)  # «from 6 to 10 February … opened on 6 February»
        goes_on = later.first in named or (one.told_from_text and "held" in one.signs)
        if goes_on and later.first > day.first and day.start and later.start and later.start > day.start:
            return later
    return None


def _said_as_range(reading: Reading, start: str) -> tuple[str, str | None, tuple[DateMention, ...]]:
    """The end of the event where the same time of day is said again as a range: «3:30 … 3:30 to 5»."""
    day, _, clock = start.partition("T")
    for one in reading.dates:
        if one.start and one.end and one.start.partition("T")[2] == clock and "T" in one.end:
            return start, f"{day}T{one.end.partition('T')[2]}", (one,)
    return start, None, ()


def _time(reading: Reading, chosen: _Candidate, matches: Sequence[Match], units: Stream) -> DateMention | None:
    """The time of day that goes with a date: of the notice's own line, else of the date's sentence, else, in a notice,
    of the lines behind it.
    """
    times = {one.first: one for one in reading.dates if one.precision == "time"}
    timed = [match for match in matches if "time" in match.groups]
    said = [(match.rule.gives["sign"], units.tokens[match.groups["time"][0]]) for match in timed]
    for sign, token in said:
        if sign == "time-label":
            return times[token]
    for sign, token in said:
        if sign == "not":
            times.pop(token, None)
    sentences = reading.words.sentences
    day = chosen.mention
    first, last = sentences[chosen.sentence]
    same = [one for at, one in times.items() if first <= at < last]
    if same:
        return min(same, key=lambda one: abs(one.first - day.last))
    little = last - first - (day.last - day.first) <= _LINE_WORDS
    if "label" in chosen.signs or chosen.in_line or little:
        limit = sentences[min(chosen.sentence + _SENTENCES_TO_TIME, len(sentences) - 1)][1]
        return next((one for at, one in times.items() if last <= at < limit), None)
    return None
