"""Who is reported to have said what: rules propose, this module decides which of them stand and how far each reaches.

The rules read a stream in which quotations are units. A rule earlier in the pack wins over a later one for the same
words of reporting; a second verb of the same subject («…, adding that …») takes the speaker of the first and ends its
content; a quotation that follows one with a speaker, in the same paragraph or as a paragraph of its own, goes on
with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from panelrecord.annotate.quotes import Quote
from panelrecord.annotate.sentences import Words
from panelrecord.annotate.streams import Chunk, stream
from panelrecord.model import Mode
from panelrecord.packs.grammar import Grammar, Match, Stream
from panelrecord.packs.tokens import shape

_FLOATING = "en.attribution.floating-quote"
_STANDS_ALONE = 4  # a quotation of that many words that begins with a capital can stand by itself
_TRAILING = " ,;:.–—-"


@dataclass(frozen=True, slots=True)
class Attribution:
    """One report of speech or thought; all places are code points.

    `who` is the mention that the words are attributed by and `head` its first unit; `cue` the reporting words, None
    where a quotation goes on without any. `kind` is what the rule says of it: "speech", "thought" …; `sentence` the
    number of the sentence that holds the cue.
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


def quote_chunks(words: Words, quotes: Iterable[Quote]) -> list[Chunk]:
    """The quotations as chunks: ``quote`` where they can stand by themselves, else ``fragment``."""
    return [Chunk(quote.first, quote.last, "quote" if _stands(words, quote) else "fragment") for quote in quotes]


def _stands(words: Words, quote: Quote) -> bool:
    texts = words.tokens.words
    inside = texts[quote.first + 1 : quote.last - quote.closed]
    if not inside:
        return False
    count = sum(word[0].isalnum() for word in inside)
    if inside[-1][-1] in ",.?!…-—":
        return count > 1 or inside[-1] in "?!"
    follows = texts[quote.last] if quote.last < len(texts) else "."
    return count >= _STANDS_ALONE and (inside[0][0].isupper() or follows == ",")


def attribution_stream(words: Words, chunks: Sequence[Chunk], quotes: Sequence[Quote], grammar: Grammar) -> Stream:
    """The stream that the rules of this layer read: quotations hide what stands in them."""
    hidden = [(quote.first, quote.last) for quote in quotes]
    kept, at = [], 0
    for chunk in chunks:
        while at < len(hidden) and hidden[at][1] <= chunk.first:
            at += 1
        if at == len(hidden) or chunk.last <= hidden[at][0]:
            kept.append(chunk)
    both = sorted([*kept, *quote_chunks(words, quotes)], key=lambda chunk: chunk.first)
    return stream(words, grammar, both)


def find(words: Words, quotes: Sequence[Quote], units: Stream, grammar: Grammar) -> tuple[Attribution, ...]:
    """The attributions of a text, in the order of their contents.

    Args:
        words: the text's tokens and sentences.
        quotes: its quotations.
        units: the stream of `attribution_stream`.
        grammar: the language.
    """
    order = {rule.id: number for number, rule in enumerate(grammar.layer("attribution"))}
    matches = sorted(grammar.find("attribution", units), key=lambda m: (order[m.rule.id], m.groups["cue"][0]))
    chosen = _choose(matches, units)
    return _Assembly(words, quotes, units, chosen).assemble()


def _choose(matches: Iterable[Match], units: Stream) -> list[Match]:
    """One match for each cue: the first rule of the pack that takes it."""
    taken: set[int] = set()
    chosen = []
    for match in matches:
        first, last = match.groups["cue"]
        if not taken.isdisjoint(range(first, last)):
            continue
        taken.update(range(first, last))
        chosen.append(match)
    return sorted(chosen, key=lambda match: match.groups["cue"])


class _Assembly:
    """The chosen matches of one text on their way to attributions."""

    def __init__(self, words: Words, quotes: Sequence[Quote], units: Stream, matches: Sequence[Match]) -> None:
        self.words, self.units, self.matches = words, units, matches
        self.quote_at = {quote.start: quote for quote in quotes}
        self.quote_of_unit = self._quote_units(quotes)
        self.sentence_starts = [words.tokens.starts[first] for first, _ in words.sentences]
        self.used: set[int] = set()

    def _quote_units(self, quotes: Sequence[Quote]) -> dict[int, Quote]:
        first_token = {quote.first: quote for quote in quotes}
        found = {}
        for unit, token in enumerate(self.units.tokens):
            quote = first_token.get(token)
            if quote and self.units.ends[unit] == self.words.tokens.ends[quote.last - 1]:
                found[unit] = quote
        return found

    def assemble(self) -> tuple[Attribution, ...]:
        found = [self._attribution(number, match) for number, match in enumerate(self.matches)]
        kept = [one for one in found if one is not None]
        kept = self._with_floating(kept)
        return tuple(sorted(kept, key=lambda one: (one.spans[0], one.cue or (0, 0))))

    def _attribution(self, number: int, match: Match) -> Attribution | None:
        inherits = match.rule.gives.get("speaker") == "previous"
        if inherits and not self._has_subject(match, number):
            return None
        what = match.groups.get("what")
        if what is None:
            return None
        first, last = what
        if first > match.groups["cue"][0]:
            last = self._cut(number, match, first, last)
        spans = self._spans(first, last)
        more = self._goes_on(match)
        if more:
            spans += more
        if not spans:
            return None
        cue = match.span(self.units, "cue")
        who = match.span(self.units, "who")
        return Attribution(
            who,
            self._apposed(match),
            cue,
            tuple(spans),
            self._mode(spans),
            match.rule.id,
            match.rule.gives.get("kind", "speech"),
            self._sentence(cue[0]) if cue else 0,
            inherits,
        )

    def _has_subject(self, match: Match, number: int) -> bool:
        """Whether an earlier match of the same sentence, or a person or pronoun in it, can be the subject."""
        sentence = self._sentence(self.units.starts[match.groups["cue"][0]])
        begin = self.sentence_starts[sentence]
        return any(
            self.units.starts[other.groups["cue"][0]] >= begin and "who" in other.groups for other in self.matches[:number]
        )

    def _cut(self, number: int, match: Match, first: int, last: int) -> int:
        """Where the content behind a cue ends: before the next verb of the same subject, or the next clause with a
        subject of its own behind a comma and a conjunction."""
        for other in self.matches[number + 1 :]:
            begins = other.first
            if begins >= last:
                break
            if other.groups["cue"][0] < first:
                continue
            if other.rule.gives.get("speaker") == "previous":
                return begins
            who = other.groups.get("who")
            if who and who[0] - 1 > first and self._parts(who[0]) and other.rule.gives.get("place") != "behind":
                return who[0] - 2 if self._word(who[0] - 2) in (",", ";") else who[0] - 1
        return last

    def _parts(self, unit: int) -> bool:
        before, comma = self._word(unit - 1), self._word(unit - 2)
        return before == ";" or (comma in (",", ";", "—", "–") and before in ("and", "but", "while", "whereas", "though"))

    def _word(self, unit: int) -> str:
        return self.words.text[self.units.starts[unit] : self.units.ends[unit]].lower()

    def _spans(self, first: int, last: int) -> list[tuple[int, int]]:
        """The units first … last - 1 as content: quotations at either end without their marks, no stop at the end."""
        while first < last and self._word(first) in (",", ":", "that", "—", "–", ";", ""):
            first += 1
        if first >= last:
            return []
        self.used.update(unit for unit in range(first, last) if unit in self.quote_of_unit)
        begins, ends = self.quote_of_unit.get(first), self.quote_of_unit.get(last - 1)
        if last - first == 1 and begins:
            return self._trim(begins.start, begins.end)
        start = self.units.starts[first]
        end = self.units.ends[last - 1]
        return self._trim(start, end)

    def _trim(self, start: int, end: int) -> list[tuple[int, int]]:
        text = self.words.text
        while end > start and (text[end - 1].isspace() or text[end - 1] in _TRAILING):
            if text[end - 1] == "." and text[max(start, end - 3) : end] == "...":
                break
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        return [(start, end)] if start < end else []

    def _goes_on(self, match: Match) -> list[tuple[int, int]]:
        """What follows a reporting clause that stands between: «“…,” she said, “…”», «The step, she said, is …»."""
        what, cue = match.groups["what"], match.groups["cue"]
        if what[0] > cue[0]:
            return []
        unit = max(cue[1], match.groups.get("who", cue)[1])
        found: list[tuple[int, int]] = []
        crossed = 0
        clause = match.rule.gives.get("place") == "behind"
        limit = len(self.units.codes)
        start = unit
        while unit < limit:
            word = self._word(unit)
            if unit in self.quote_of_unit:
                quote = self.quote_of_unit[unit]
                if clause or (not crossed and unit - start > 25) or self._claimed(unit):
                    break
                self.used.add(unit)
                found += self._trim(quote.start, quote.end)
                crossed = 0 if not crossed else crossed
                unit += 1
                start = unit
                crossed = 1
            elif word == "":
                if unit + 1 >= limit or unit + 1 not in self.quote_of_unit or self._new_block(unit + 1):
                    break
                unit += 1
            elif crossed and word not in (",", "and", "."):
                break
            elif clause:
                if word == "," and unit == start and unit + 1 < limit and self._word(unit + 1) not in ("and", "but", "adding", "who", "as"):
                    end = unit + 1
                    while end < limit and self._word(end) not in (".", ""):
                        end += 1
                    if self._is_rest(unit + 1, end):
                        return self._spans(unit + 1, end)
                break
            else:
                unit += 1
        return found

    def _is_rest(self, first: int, last: int) -> bool:
        """Whether what follows «…, she said,» is the rest of the clause: no participle, no name begins it."""
        return last - first > 1 and shape(self.words.text[self.units.starts[first] : self.units.ends[first]]) not in ("ing", "Cap")

    def _claimed(self, unit: int) -> bool:
        """Whether a match of its own takes the quotation."""
        return any(
            match.groups["what"][0] <= unit < match.groups["what"][1] for match in self.matches if "what" in match.groups
        )

    def _new_block(self, unit: int) -> bool:
        token = self.units.tokens[unit]
        return any(first == token for first, _ in self.words.blocks)

    def _with_floating(self, found: list[Attribution]) -> list[Attribution]:
        """The attributions and those of quotations that stand as paragraphs of their own behind them."""
        out = list(found)
        for unit, quote in sorted(self.quote_of_unit.items()):
            if unit in self.used or not self._is_floating(unit, quote):
                continue
            before = [one for one in out if one.spans[-1][0] < quote.start and one.mode != "indirect"]
            if not before:
                continue
            last = max(before, key=lambda one: one.spans[-1])
            if self._sentence(quote.start) - self._sentence(last.spans[-1][0]) > 3:
                continue
            spans = tuple(self._trim(quote.start, quote.end))
            if spans:
                out.append(
                    replace(last, cue=None, spans=spans, mode="direct", rule=_FLOATING, inherits=True, kind="speech", sentence=self._sentence(quote.start))
                )
        return out

    def _is_floating(self, unit: int, quote: Quote) -> bool:
        alone_before = self._word(unit - 1) == ""
        after = self._word(unit + 1) if unit + 1 < len(self.units.codes) else ""
        return alone_before and after in ("", ".") and quote.last - quote.first > 6

    def _apposed(self, match: Match) -> tuple[int, int] | None:
        """What stands between the mention and the cue, where a name in apposition may be."""
        who, cue = match.groups.get("who"), match.groups["cue"]
        if who is None or cue[0] <= who[1]:
            return None
        return self.units.starts[who[1]], self.units.ends[cue[0] - 1]

    def _mode(self, spans: Sequence[tuple[int, int]]) -> Mode:
        quoted = total = 0
        for start, end in spans:
            total += end - start
            for quote in self.quote_of_unit.values():
                quoted += max(0, min(end, quote.end + 1) - max(start, quote.start - 1))
        if not quoted:
            return "indirect"
        return "direct" if quoted >= total else "mixed"

    def _sentence(self, place: int) -> int:
        low, high = 0, len(self.sentence_starts) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.sentence_starts[middle] <= place:
                low = middle
            else:
                high = middle - 1
        return low
