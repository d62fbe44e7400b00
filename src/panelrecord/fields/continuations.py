"""Arguments that go on without a word of reporting: which sentences behind a position are the speaker's still."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping

from panelrecord.annotate.attributions import Attribution
from panelrecord.annotate.quotes import Quote
from panelrecord.annotate.reading import Reading
from panelrecord.annotate.speakers import Speaker
from panelrecord.annotate.stretches import Stretches
from panelrecord.document import BlockKind
from panelrecord.fields.excerpt import Excerpt, excerpt
from panelrecord.model import Mode
from panelrecord.packs.grammar import Stream
from panelrecord.packs.structural import ITEM

_WEAK = frozenset(("en.narration.scene",))  # what a sentence that says what should be may hold all the same
_STRONG = frozenset(("en.continuation.modal",))
_TOLD_PAST = "en.continuation.told-past"  # after what somebody said in the past, else what the writer knows of it
_TELLS_PAST = frozenset(("en.narration.past",))
_DAY = "en.narration.day"
_QUOTED_SHARE = 0.4  # a sentence of which more than that is quotation is judged as a quotation

_OPENS_LIST = re.compile(r",?\s*(?:\b(?:including|such as|namely|as follows|for example))?\s*:")

Argued = tuple[Attribution, Speaker]


def find(reading: Reading, argued: Mapping[int, Argued], silent: Stretches) -> Iterator[Argued]:
    """The sentences that go on with the position before them.

    A run begins behind a sentence with a position, in the same paragraph, and ends with the first sentence that
    reports somebody else's speech, consists of a quotation, or that a ``narration`` rule gives to the writer. Items of
    a list whose opening ends with a position and a colon each go on with it, or are what all agreed on where a rule of
    the layer ``resolution`` reads the opening so; and so do the paragraphs under a line that names a speaker, up to the
    next heading.

    Args:
        reading: the article as read.
        argued: for each sentence, by number, the last position that stands in it.
        silent: the stretches of the text in which nobody argues.
    """
    if not argued and not reading.anchors:  # there is nothing to go on with
        return
    run = _Run(reading, argued, silent)
    current: Argued | None = None
    listed: Argued | None = None
    section: Argued | None = None
    block = -1
    opened = False  # whether the block before is an item as well
    for number, sentence in enumerate(reading.words.sentences):
        opens_block = reading.words.block_of[number] != block
        if opens_block:
            block = reading.words.block_of[number]
            kind = run.kinds[block]
            item = kind == "item"
            if not item:
                listed = None
            elif run.ends_with_colon(number - 1) and current is not None:
                listed = current
            elif not opened:
                listed = run.resolution(number - 1)
            opened = item
            if number in reading.anchors or kind == "heading":
                section = run.section(number)
            current = listed if item and listed else section
        if current is None and number not in argued:  # there is nothing to go on with here
            continue
        start, end = reading.words.span(*sentence)
        if number in reading.anchors or start in silent:
            current = None
        elif number in argued:
            current = argued[number]
        elif current is not None and opens_block and current is listed and not run.is_reported(number):
            yield run.go_on(current, number, ITEM)
        elif current is not None and run.goes_on(current, number, start, end):
            yield run.go_on(current, number, run.rule[number])
        else:
            current = None


class _Run:
    """What is known of those sentences of a reading that may go on with a position: what the rules say of the others is
    never asked.
    """

    def __init__(self, reading: Reading, argued: Mapping[int, Argued], silent: Stretches) -> None:
        self.reading = reading
        self.starts = [first for first, _ in reading.words.sentences]
        self.reported = {
            one.sentence
            for one, speaker in zip(reading.attributions, reading.speakers, strict=True)
            if speaker.people or speaker.group or self._is_told(one)
        }
        self.kinds = _kinds_of_blocks(reading)
        self.quote_ends = [quote.end for quote in reading.quotes]
        open_ones = excerpt(reading.words, reading.speech, self._behind_positions(argued, silent))
        self.rule = {number: rules[0] for number, rules in self._sentences("continuation", open_ones).items()}
        self.narrated = {number: frozenset(rules) for number, rules in self._sentences("narration", open_ones).items()}

    def _behind_positions(self, argued: Mapping[int, Argued], silent: Stretches) -> Iterator[int]:
        """The sentences, and some more, that would go on with a position if nothing that they say spoke against it."""
        words, anchors = self.reading.words, self.reading.anchors
        goes_on = anchored = False
        block = -1
        for number, (first, _) in enumerate(words.sentences):
            if words.block_of[number] != block:
                block = words.block_of[number]
                if number in anchors or self.kinds[block] == "heading":
                    anchored = number in anchors
                goes_on = anchored or self.kinds[block] == "item"
            if number in argued:
                goes_on = True
            elif goes_on:
                goes_on = not (number in anchors or number in self.reported or words.tokens.starts[first] in silent)
                if goes_on:
                    yield number

    def _is_told(self, one: Attribution) -> bool:
        """Whether somebody unnamed is reported to have spoken, as against «the master can urge everyone to …»."""
        if one.cue is None or one.mode == "direct":
            return True
        if one.who and self.reading.document.text[slice(*one.who)].lower() in self.reading.grammar.words("own_voice"):
            return True
        words = self.reading.document.text[slice(*one.cue)].split()
        return any("say.past" in self.reading.grammar.classes(word) for word in words)

    def is_reported(self, number: int) -> bool:
        """Whether the sentence has an attribution to somebody."""
        return number in self.reported

    def section(self, number: int) -> Argued | None:
        """What the paragraphs under a line go on with, where the line names a speaker."""
        if number not in self.reading.anchors:
            return None
        person, rule = self.reading.anchors[number]
        place = self.reading.words.span(*self.reading.words.sentences[number])
        return Attribution(None, None, None, (place,), "indirect", rule, "tag", number), Speaker((person,), None)

    def ends_with_colon(self, number: int) -> bool:
        """Whether the sentence opens a list."""
        words = self.reading.words
        return number >= 0 and words.tokens.words[words.sentences[number][1] - 1] == ":"

    def resolution(self, number: int) -> Argued | None:
        """What those who are there agreed on, where the sentence opens a list of that."""
        if number < 0:
            return None
        found = excerpt(self.reading.words, self.reading.stream, (number,)).find(self.reading.grammar, "resolution")
        if not found:
            return None
        place = self.reading.words.span(*self.reading.words.sentences[number])
        one = Attribution(None, None, None, (place,), "indirect", found[0].rule.id, "panel", number)
        return one, Speaker((), None, group=True)

    def goes_on(self, current: Argued, number: int, start: int, end: int) -> bool:
        """Whether the sentence can be by the speaker of a position, by what it says."""
        if number in self.reported or number not in self.rule:
            return False
        told = self.narrated.get(number, frozenset())
        if self.rule[number] == _TOLD_PAST:
            if current[0].mode == "direct":
                return False
            told -= _TELLS_PAST
        if told - _WEAK or (told and self.rule[number] not in _STRONG):
            return False
        quoted = sum(min(end, quote.end) - max(start, quote.start) for quote in self._quotes_in(start, end))
        return quoted <= _QUOTED_SHARE * (end - start)

    def go_on(self, current: Argued, number: int, rule: str) -> Argued:
        """The sentence as a position of the current speaker."""
        text = self.reading.document.text
        start, end = self.reading.words.span(*self.reading.words.sentences[number])
        opening = _OPENS_LIST.search(text, start, end)
        if opening and opening.end() == end:
            end = opening.start()
        while end > start and text[end - 1] in ". ,;":
            end -= 1
        opener, blank, _ = text[start:end].partition(" ")
        if blank and opener in self.reading.grammar.words("before_content"):  # «resolved: – that every well …»
            start += len(opener) + 1
        inside = any(start <= quote.start for quote in self._quotes_in(start, end))
        mode: Mode = "mixed" if inside else "indirect"
        one = Attribution(None, None, None, ((start, end),), mode, rule, "speech", number, inherits=True)
        return one, Speaker(current[1].people, None, current[1].group)

    def _quotes_in(self, start: int, end: int) -> Iterator[Quote]:
        """The quotations of which a part stands between two code points; they are in order and do not overlap."""
        quotes = self.reading.quotes
        at = bisect_left(self.quote_ends, start)
        while at < len(quotes) and quotes[at].start < end:
            yield quotes[at]
            at += 1

    def _is_year(self, stream: Stream, unit: int) -> bool:
        """Whether a date is a year alone, which an argument can name as well as a report."""
        return self.reading.document.text[stream.starts[unit] : stream.ends[unit]].isdigit()

    def _sentences(self, layer: str, among: Excerpt) -> dict[int, list[str]]:
        """The sentences, by number, in which rules of a layer match, with those rules in their order."""
        found: dict[int, list[str]] = {}
        for match in among.find(self.reading.grammar, layer):
            first, last = match.groups["cue"]
            token = among.whole.tokens[first]
            if match.rule.id == _DAY and last - first == 1 and self._is_year(among.whole, first):
                continue
            found.setdefault(bisect_right(self.starts, token) - 1, []).append(match.rule.id)
        return found


def _kinds_of_blocks(reading: Reading) -> list[BlockKind]:
    """The kind of each block that holds words."""
    words, blocks = reading.words, reading.document.blocks
    starts = [block.start for block in blocks]
    return [blocks[bisect_right(starts, words.tokens.starts[first]) - 1].kind for first, _ in words.blocks]
