"""Who is reported to have said what: rules propose, this module decides which of them stand and how far each reaches.

The rules read a stream in which quotations are units. A rule earlier in the pack wins over a later one for the same
words of reporting; a second verb of the same subject («…, adding that …») takes the speaker of the first and ends its
content; a quotation that follows one with a speaker, in the same paragraph or as a paragraph of its own, goes on
with it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from panelrecord.annotate.clauses import Clauses
from panelrecord.annotate.contents import content_end
from panelrecord.annotate.quotes import Quote
from panelrecord.annotate.sentences import Words
from panelrecord.annotate.subjects import choose, named, subject
from panelrecord.model import Mode
from panelrecord.packs.grammar import Grammar, Match, Stream
from panelrecord.packs.structural import QUOTATION
from panelrecord.values import dataclass

_TRAILING = " ,;:.–—-"
_LEADING = frozenset((",", ":", "—", "–", "-", ";", ""))
_OUTER = frozenset(("speech", "tag", "subject", "panel"))  # kinds whose content is somebody's own words
_FAR = 25  # units behind a quotation in which another one still goes on with it
_BORROWED = frozenset(("previous", "sentence"))  # values of `speaker` for a rule that may have no mention of its own
_BEHIND = frozenset(("behind", "inverted"))
_REACH = 3  # sentences behind which a quotation no longer goes on


@dataclass(frozen=True, slots=True)
class Attribution:
    """One report of speech or thought; all places are code points.

    `who` is the mention that the words are attributed by and `apposed` what stands between it and the cue; `cue` the
    reporting words, None where a quotation goes on without any. `kind` is what the rule says of it: "speech",
    "subject" …; `sentence` the number of the sentence that holds the cue.
    """

    who: tuple[int, int] | None
    apposed: tuple[int, int] | None
    cue: tuple[int, int] | None
    spans: tuple[tuple[int, int], ...]
    mode: Mode
    rule: str
    kind: str
    sentence: int
    inherits: bool = False


def find(
    words: Words,
    quotes: Sequence[Quote],
    units: Stream,
    grammar: Grammar,
    layers: Sequence[str] = ("attribution",),
) -> tuple[Attribution, ...]:
    """The attributions of a text, in the order of their contents.

    Args:
        words: the text's tokens and sentences.
        quotes: its quotations.
        units: the stream that `speech.speech_stream` makes.
        grammar: the language.
        layers: the layers of the rules; those of the first win over those of the next.
    """
    clauses = Clauses(words, units, grammar)
    found = [match for layer in layers for match in grammar.find(layer, units)]  # by layer, rule and place
    return _Assembly(words, quotes, clauses, choose(found, clauses)).assemble()


def _inside(one: Attribution, other: Attribution) -> bool:
    """Whether an attribution with its cue stands inside what somebody else is reported to have said."""
    if other.kind not in _OUTER:
        return False
    start, end = one.spans[0][0], one.spans[-1][1]
    if one.cue and one.cue[1] > end:
        end = one.cue[1]
    for low, high in other.spans:  # noqa: SIM110  asked twice of every attribution: a generator would cost more
        if low <= start and end <= high and (low < start or end < high):
            return True
    return False


def _outermost(found: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """The attributions in the order of their contents, without those that somebody else is reported to have made."""
    out: list[Attribution] = []
    for one in sorted(found, key=lambda one: (one.spans[0][0], -one.spans[-1][1], one.cue or (0, 0))):
        if not any(_inside(one, other) for other in out[-2:]):
            out.append(one)
    return tuple(out)


class _Assembly:
    """The chosen matches of one text on their way to attributions."""

    def __init__(self, words: Words, quotes: Sequence[Quote], clauses: Clauses, matches: Sequence[Match]) -> None:
        self.words, self.clauses, self.units, self.matches = words, clauses, clauses.units, matches
        self.quotes = quotes
        self.quote_ends = [quote.end + 1 for quote in quotes]
        self.quote_of_unit = self._quote_units(quotes)
        self.quote_units = list(self.quote_of_unit)
        self.sentence_starts = [words.tokens.starts[first] for first, _ in words.sentences]
        self.block_starts = {first for first, _ in words.blocks}
        self.claimed: set[int] = set()
        for first, last in [match.groups["what"] for match in matches] if self.quote_units else ():
            self.claimed.update(self._quoted(first, min(last, first + _FAR)))
        self.cues = [match.groups["cue"][0] for match in matches]
        self.used: set[int] = set()

    def _quote_units(self, quotes: Sequence[Quote]) -> dict[int, Quote]:
        """The quotations that are units. A boundary before a quotation has its first token as well, but another end."""
        tokens, ends, found = self.units.tokens, self.units.ends, {}
        unit = 0
        for quote in quotes:
            end = self.words.tokens.ends[quote.last - 1]
            unit = bisect_left(tokens, quote.first, unit)
            while unit < len(tokens) and tokens[unit] == quote.first:
                if ends[unit] == end:
                    found[unit] = quote
                unit += 1
        return found

    def _quoted(self, first: int, last: int) -> Sequence[int]:
        """The quotations among the units."""
        if not self.quote_units:
            return ()
        return self.quote_units[bisect_left(self.quote_units, first) : bisect_left(self.quote_units, last)]

    def assemble(self) -> tuple[Attribution, ...]:
        found: list[Attribution] = []
        for number, match in enumerate(self.matches):
            who = self._who(match, found)
            if match.rule.gives.get("speaker") == "previous" and who is None:
                continue
            one = self._attribution(number, match, who)
            if one is not None and not (found and _inside(one, found[-1])):
                found.append(one)
                found += self._second_clause(match, one)
        found += self._floating(found)
        return _outermost(found)

    def _who(self, match: Match, found: Sequence[Attribution]) -> tuple[int, int] | None:
        """Who speaks: the rule's mention; for a further verb the speaker of the one before, else the sentence's."""
        who = named(self.clauses, match)
        if who or match.rule.gives.get("speaker") not in _BORROWED:
            return self.clauses.span(*who) if who else None
        if found and found[-1].cue and found[-1].who:
            sentence = self._sentence(self.units.starts[match.groups["cue"][0]])
            if found[-1].sentence == sentence:
                return found[-1].who
        unit = subject(self.clauses, match)
        return None if unit is None else self.clauses.span(unit, unit + 1)

    def _attribution(self, number: int, match: Match, who: tuple[int, int] | None) -> Attribution | None:
        groups, gives = match.groups, match.rule.gives
        first, last = groups["what"]
        if last <= groups["cue"][0]:
            first = self._clause_start(first)
        else:
            last = content_end(self.clauses, self.matches, number, first, last)
        spans = self._spans(first, last)
        if "more" in groups:
            more = groups["more"]
            spans += self._spans(more[0], content_end(self.clauses, self.matches, number, *more))
        elif first < groups["cue"][0] and "place" not in gives:
            spans += self._goes_on(match)
        cue = match.span(self.units, "cue")
        if not spans or cue is None:
            return None
        return Attribution(
            who,
            self._apposed(match),
            cue,
            tuple(spans),
            self._mode(spans),
            match.rule.id,
            self._kind(match, cue, who),
            self._sentence(cue[0]),
            gives.get("speaker") == "previous",
        )

    def _second_clause(self, match: Match, one: Attribution) -> list[Attribution]:
        """What goes on behind the reporting clause: «The mill would close, she said, and forty would lose work»."""
        comma = match.last - 1
        if match.rule.gives.get("place") not in _BEHIND or self.clauses.word(comma) != ",":
            return []
        first = last = comma + 1
        while self.clauses.word(last):
            last += 1
        if not self.clauses.opens_second(first, last) or self._reported(first, last):
            return []
        spans = tuple(self._spans(first, last))
        return [replace(one, cue=None, spans=spans, mode=self._mode(spans), inherits=True)] if spans else []

    def _kind(self, match: Match, cue: tuple[int, int], who: tuple[int, int] | None) -> str:
        """What the rule says; a subject that only sets the scene («Speaking about wells, Ruiz …») is a topic."""
        kind = match.rule.gives.get("kind", "speech")
        return "topic" if kind == "subject" and who and who[0] > cue[1] and "who" not in match.groups else kind

    def _clause_start(self, first: int) -> int:
        """Where the statement begins whose end is a quotation: «He “made a mistake,” she said»."""
        quote = self.quote_of_unit.get(first)
        if quote is None or not self.words.text[quote.start].islower():
            return first
        begin = self.clauses.sentence_start(first)
        parted = self.clauses.of(first - 1, "mark", "dash")
        return first if parted or self._reported(begin, first) else begin

    def _reported(self, first: int, last: int) -> bool:
        """Whether a verb of saying stands among the units."""
        at = bisect_right(self.cues, first - 1)
        return at < len(self.cues) and self.cues[at] < last

    def _spans(self, first: int, last: int) -> list[tuple[int, int]]:
        """The units first … last - 1 as content: a lone quotation without its marks, no stop at the end."""
        openings = self.clauses.grammar.words("before_content")
        while first < last and ((word := self.clauses.word(first)) in _LEADING or word in openings):
            first += 1
        if first >= last:
            return []
        self.used.update(self._quoted(first, last))
        quote = self.quote_of_unit.get(first)
        if last - first == 1 and quote:
            return self._trim(quote.start, quote.end)
        return self._trim(self.units.starts[first], self.units.ends[last - 1])

    def _trim(self, start: int, end: int) -> list[tuple[int, int]]:
        text = self.words.text
        while end > start:
            letter = text[end - 1]
            if letter not in _TRAILING and not letter.isspace():
                break
            if letter == "." and text[max(start, end - 3) : end] == "...":
                break
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        return [(start, end)] if start < end else []

    def _goes_on(self, match: Match) -> list[tuple[int, int]]:
        """The quotations that go on behind a reporting clause: «“…,” she said in Lahore, “…”», «“…,” she said. “…”»."""
        unit = max(match.groups["cue"][1], match.groups.get("who", match.groups["cue"])[1])
        found: list[tuple[int, int]] = []
        since = 0
        while unit < len(self.units.codes) and since <= _FAR:
            quote = self.quote_of_unit.get(unit)
            if quote:
                if unit in self.claimed:
                    break
                self.used.add(unit)
                found += self._trim(quote.start, quote.end)
                since = 0
            elif not self.clauses.word(unit):
                if unit + 1 not in self.quote_of_unit or self.units.tokens[unit + 1] in self.block_starts:
                    break
            elif found and self.clauses.word(unit) not in (",", "and", "."):
                break
            else:
                since += 1
            unit += 1
        return found

    def _floating(self, found: Sequence[Attribution]) -> list[Attribution]:
        """The quotations that stand as sentences or paragraphs of their own behind an attribution go on with it."""
        spoken = sorted((one for one in found if one.kind in _OUTER and one.cue), key=lambda one: one.spans[-1])
        places = [one.spans[-1] for one in spoken]
        out: list[Attribution] = []
        for unit, quote in self.quote_of_unit.items():
            if unit in self.used or not self._is_floating(unit, quote):
                continue
            before = bisect_right(places, (quote.start, 0)) - 1
            spans = tuple(self._trim(quote.start, quote.end))
            if before < 0 or not spans:
                continue
            last, sentence = spoken[before], self._sentence(quote.start)
            near = max(self._sentence(last.spans[-1][0]), out[-1].sentence if out else 0)
            if sentence - near <= _REACH:
                out.append(replace(last, cue=None, spans=spans, mode="direct", rule=QUOTATION, kind="speech"))
                out[-1] = replace(out[-1], inherits=True, sentence=sentence)
        return out

    def _is_floating(self, unit: int, quote: Quote) -> bool:
        alone_before = self.clauses.word(unit - 1) == ""
        return alone_before and self.clauses.word(unit + 1) in ("", ".") and quote.last - quote.first > 6

    def _apposed(self, match: Match) -> tuple[int, int] | None:
        """What stands between the mention and the cue, where a name in apposition may be."""
        who, cue = match.groups.get("who"), match.groups["cue"]
        if who is None or cue[0] <= who[1]:
            return None
        return self.units.starts[who[1]], self.units.ends[cue[0] - 1]

    def _mode(self, spans: Sequence[tuple[int, int]]) -> Mode:
        if not self.quotes:
            return "indirect"
        quoted = total = 0
        for start, end in spans:
            total += end - start
            for at in range(bisect_right(self.quote_ends, start), len(self.quotes)):
                quote = self.quotes[at]
                if quote.start - 1 >= end:
                    break
                quoted += max(0, min(end, quote.end + 1) - max(start, quote.start - 1))
        if not quoted:
            return "indirect"
        return "direct" if quoted >= total else "mixed"

    def _sentence(self, place: int) -> int:
        return max(0, bisect_right(self.sentence_starts, place) - 1)
