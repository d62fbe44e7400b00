"""Some sentences of a text, searched in place of the whole where only there a match can count.

What a rule reads stands inside one sentence, so that a sentence can be searched without its neighbours. Most fields
ask for what stands beside an event or a date, at the head or the foot, behind a position: a few sentences of many.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache

from panelrecord.annotate.sentences import Words
from panelrecord.packs.grammar import Grammar, Match, Stream
from panelrecord.values import dataclass


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Stretches of a stream, each with the boundaries around it.

    The stretch that begins at unit ``starts[n]`` of `part` begins ``shifts[n]`` units further on in `whole`; `part` has
    codes and nothing else, unless it is the whole.
    """

    whole: Stream
    part: Stream
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def find(self, grammar: Grammar, layer: str) -> list[Match]:
        """Every match of the layer's rules inside these sentences, by rule and then by place; units are the whole's.

        Where a rule goes over the ends of sentences the whole is searched: whoever asks must be content with more.
        """
        if self.part is self.whole or _goes_over(grammar, layer):
            return grammar.find(layer, self.whole)
        if not self.starts:
            return []
        return [self._in_whole(match) for match in grammar.find(layer, self.part)]

    def _in_whole(self, match: Match) -> Match:
        by = self.shifts[bisect_right(self.starts, match.first) - 1]
        if not by:  # at the head of the text
            return match
        groups = {name: (first + by, last + by) for name, (first, last) in match.groups.items()}
        return Match(match.rule, match.first + by, match.last + by, groups)


def excerpt(words: Words, units: Stream, sentences: Iterable[int]) -> Excerpt:
    """The units of some sentences, by number, in any order; of those that a unit joins with others, all.

    Args:
        words: the text's sentences.
        units: the stream to search, in which boundaries stand around sentences.
        sentences: which of them.
    """
    codes, boundary, tokens = units.codes, units.codes[0], units.tokens
    stretches: list[list[int]] = []
    for first, last in _runs(words, sentences):
        begin = codes.rfind(boundary, 0, bisect_right(tokens, first) - 1)  # before the unit that holds its first token
        end = codes.find(boundary, bisect_left(tokens, last)) + 1
        if stretches and begin < stretches[-1][1]:  # joined by a unit to the run before
            stretches[-1][1] = max(end, stretches[-1][1])
        else:
            stretches.append([begin, end])
    starts: list[int] = []
    shifts: list[int] = []
    at = 0
    for begin, end in stretches:
        starts.append(at)
        shifts.append(begin - at)
        at += end - begin
    if at == len(codes):
        return Excerpt(units, units, (), ())
    part = "".join([codes[begin:end] for begin, end in stretches])
    return Excerpt(units, Stream((), (), (), part), tuple(starts), tuple(shifts))


def _runs(words: Words, sentences: Iterable[int]) -> list[list[int]]:
    """The tokens, half open, of some sentences, of those that stand side by side as one run."""
    runs: list[list[int]] = []
    after = -1
    for number in sorted(sentences):
        if number == after:
            runs[-1][1] = words.sentences[number][1]
        else:
            runs.append([*words.sentences[number]])
        after = number + 1
    return runs


@lru_cache(maxsize=1 << 8)
def _goes_over(grammar: Grammar, layer: str) -> bool:
    """Whether a layer has a rule that goes over the ends of sentences; those of the built-in pack are known."""
    built_in = f"{grammar.packs.versions[0].name}."
    own = [rule for rule in grammar.layer(layer) if not rule.id.startswith(built_in)]
    if not own:
        return False
    from panelrecord.packs.edges import goes_over  # noqa: PLC0415  the built-in pack needs no reader of patterns

    return any(goes_over(rule.pattern, grammar.packs.phrases) for rule in own)
