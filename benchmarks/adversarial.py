"""How long rules take over a megabyte of their own worst: that a pattern could be made slow by a text is shown here.

    python benchmarks/adversarial.py [--layer NAME]... [--slowest N] [--no-articles] [--pack FILE]...

For every rule three texts are made: its example over and over, the example without its last word, and its first half,
over and over, so that it always begins and never ends. Each is read and cut into sentences as any text is, once for all
rules of a layer that have it, and the rule alone searches 128 KB of it and a megabyte. A rule in proportion to the text
takes eight times as long for eight times the text; one that backtracks takes sixty-four times as long, or never ends.

Then an article is made of all such texts of a layer, and 64 KB and 512 KB of it are converted whole: nothing that is
made of the rules' matches may be out of proportion either.

A line for each layer tells its rules, texts, seconds and the largest growth; whatever takes over sixteen times as long
is named, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import panelrecord
from panelrecord.annotate.examples import stream_of, unbracket
from panelrecord.batch.article import load_packs
from panelrecord.packs.compile import compilation
from panelrecord.packs.grammar import Grammar, Stream, grammar
from panelrecord.packs.rules import Packs, Rule
from panelrecord.packs.search import Search

PIECE = 16 * 1024  # characters that are read as a text; the rest repeats what became of them
SMALL, LARGE = 128 * 1024, 1024 * 1024  # characters
MOST_GROWTH = 2 * LARGE / SMALL  # of the time; what is in proportion grows by half of that
LEAST_SECONDS = 0.05  # under which a growth tells nothing
OWN_STREAMS = ("date", "when", "attribution", "person")  # layers with a stream of their own; all others share one
SHAPES = ("example", "no end", "half")


@dataclass(frozen=True)
class Measured:
    """What one text took, small and large, in seconds of processor time."""

    what: str
    small: float
    large: float

    @property
    def growth(self) -> float:
        """How many times as long the larger took."""
        return self.large / max(self.small, 1e-9)

    @property
    def is_slow(self) -> bool:
        """Whether it is out of proportion."""
        return self.growth > MOST_GROWTH and self.large > LEAST_SECONDS


def worst_texts(rule: Rule) -> Iterator[tuple[str, str]]:
    """The texts of which a rule has most to search, each with what it is called."""
    example, _ = unbracket(rule.examples[0])
    words = example.split()
    for shape, part in zip(SHAPES, (words, words[:-1], words[: len(words) // 2]), strict=True):
        if part:
            yield shape, " ".join(part)


def measured(what: str, work: Callable[[int], object]) -> Measured:
    """The times of `work` over so many characters; taken again, and the shorter ones kept, where they look bad."""
    times = Measured(what, *(seconds(work, size) for size in (SMALL, LARGE)))
    if times.is_slow:
        again = Measured(what, *(seconds(work, size) for size in (SMALL, LARGE)))
        times = min(times, again, key=lambda one: one.growth)
    return times


def seconds(work: Callable[[int], object], size: int) -> float:
    begun = time.process_time()
    work(size)
    return time.process_time() - begun


class Streams:
    """What layers read of texts, each said over and over for the length of a piece, and that repeated."""

    def __init__(self, language: Grammar) -> None:
        self._language = language
        self._codes: dict[tuple[str, str], str] = {}

    def codes(self, text: str, layer: str, size: int) -> str:
        """The row of codes of so many characters."""
        key = (layer if layer in OWN_STREAMS else "", text)
        if key not in self._codes:
            piece: Stream = stream_of((text + " ") * (PIECE // (len(text) + 1) + 1), layer, self._language)
            self._codes[key] = piece.codes
        return self._codes[key] * (size // PIECE)


def rules_alone(rules: Sequence[Rule], packs: Packs, streams: Streams) -> Iterator[Measured]:
    """Each rule over each of its own worst texts."""
    for rule in rules:
        searches = [Search(group) for group in compilation(packs).alone(rule)]
        for shape, text in worst_texts(rule):

            def search(size: int, rule: Rule = rule, text: str = text, searches: list[Search] = searches) -> None:
                codes = streams.codes(text, rule.layer, size)
                for each in searches:
                    each.find(codes)

            search(PIECE)  # compiles the expression, and reads the text
            yield measured(f"{rule.id} ({shape})", search)


def articles(layer: str, rules: Sequence[Rule], packs: Sequence[str]) -> Measured:
    """An article of all the worst texts of a layer, converted whole."""
    texts = "\n\n".join(text for rule in rules for _, text in worst_texts(rule)) + "\n\n"

    def convert(size: int) -> None:
        article = (texts * (size // len(texts) + 1))[: size // 2]
        panelrecord.convert(article.encode(), name="worst.txt", format="text", packs=packs)

    return measured(f"an article of the layer {layer}", convert)


def main() -> int:
    """The command line."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--layer", action="append")
    arguments.add_argument("--slowest", type=int, default=10)
    arguments.add_argument("--no-articles", action="store_true")
    arguments.add_argument("--pack", action="append", default=[])
    asked = arguments.parse_args()
    packs = load_packs(asked.pack)
    language = grammar(packs)
    streams = Streams(language)
    layers: dict[str, list[Rule]] = {}
    for rule in packs.rules.values():
        if rule.examples and (not asked.layer or rule.layer in asked.layer):
            layers.setdefault(rule.layer, []).append(rule)
    rows: list[Measured] = []
    begun = time.process_time()
    print("layer         rules  texts  seconds  slowest  growth  article  growth")
    for layer, rules in layers.items():
        since = time.process_time()
        found = list(rules_alone(rules, packs, streams))
        whole = None if asked.no_articles else articles(layer, rules, asked.pack)
        worst = max((one.growth for one in found if one.large > LEAST_SECONDS), default=0.0)
        shown = "" if whole is None else f"{whole.large:9.2f}{whole.growth:8.1f}"
        taken, slowest = time.process_time() - since, max(one.large for one in found)
        print(f"{layer:12}{len(rules):7}{len(found):7}{taken:9.1f}{slowest:9.3f}{worst:8.1f}{shown}", flush=True)
        rows += found if whole is None else [*found, whole]
    rows.sort(key=lambda one: -one.large)
    for one in rows[: asked.slowest]:
        print(f"{one.large:8.3f} s, {one.growth:.1f} times as long for eight times the text: {one.what}")
    slow = [one for one in rows if one.is_slow]
    for one in slow:
        print(f"OUT OF PROPORTION, {one.growth:.1f} times as long for eight times the text: {one.what}")
    count, taken = sum(map(len, layers.values())), time.process_time() - begun
    amount = f"{count} rules, {len(rows)} texts of {LARGE >> 10} KB, {taken:.0f} seconds of work"
    print(f"{amount}, {len(slow)} out of proportion")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
