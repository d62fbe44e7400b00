"""How long each rule takes over a megabyte of its own worst: that a pattern could be made slow by a text is shown here.

    python benchmarks/adversarial.py [--kilobytes N] [--slowest N] [--layer NAME] [--pack FILE]...

For every rule three texts are made: its example over and over, the example without its last word, and its first half,
over and over, so that it always begins and never ends. Each is cut into sentences as any text is, and the rule searches
a quarter of it and the whole. A rule in proportion to the text takes four times as long for the whole; one that
backtracks takes sixteen times as long, or never ends. Rules that take over ten times as long are named, and the exit
code is 1.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

from panelrecord.annotate.examples import stream_of, unbracket
from panelrecord.batch.article import load_packs
from panelrecord.packs.grammar import Grammar, Stream, grammar
from panelrecord.packs.rules import Rule

PIECE = 16 * 1024  # characters that are read as a text; the rest repeats what became of them
MOST_GROWTH = 10.0  # of the time, for four times the text
LEAST_SECONDS = 0.05  # under which a growth tells nothing


def worst_texts(rule: Rule) -> Iterator[str]:
    """The texts of which a rule has most to search."""
    example, _ = unbracket(rule.examples[0])
    words = example.split()
    for part in (words, words[:-1], words[: len(words) // 2]):
        if part:
            yield " ".join(part)


def read_piece(text: str, layer: str, language: Grammar) -> Stream:
    """What a layer reads of the text, said over and over for the length of a piece."""
    return stream_of((text + " ") * (PIECE // (len(text) + 1) + 1), layer, language)


def repeated(piece: Stream, size: int) -> Stream:
    """The piece over and over, for as long as a text of `size` characters would be."""
    return replace(piece, codes=piece.codes * max(1, size // PIECE))


def seconds(language: Grammar, rule: Rule, stream: Stream) -> float:
    """The processor time of one search; the shorter of two."""
    taken = []
    for _ in range(2):
        begun = time.process_time()
        language.find_rule(rule, stream)
        taken.append(time.process_time() - begun)
    return min(taken)


def main() -> int:
    """The command line."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--kilobytes", type=int, default=1024)
    arguments.add_argument("--slowest", type=int, default=10)
    arguments.add_argument("--layer")
    arguments.add_argument("--pack", action="append", default=[])
    asked = arguments.parse_args()
    packs = load_packs(asked.pack)
    language = grammar(packs)
    rows = []
    rules = [rule for rule in packs.rules.values() if rule.examples and asked.layer in (None, rule.layer)]
    for rule in rules:
        for number, text in enumerate(worst_texts(rule)):
            size = asked.kilobytes * 1024
            piece = read_piece(text, rule.layer, language)
            quarter = seconds(language, rule, repeated(piece, size // 4))
            whole = seconds(language, rule, repeated(piece, size))
            rows.append((whole, whole / max(quarter, 1e-9), rule.id, ("example", "no end", "half")[number]))
    rows.sort(reverse=True)
    for whole, growth, name, shape in rows[: asked.slowest]:
        print(f"{whole:8.3f} s  x{growth:5.1f} for four times the text  {name} ({shape})")
    slow = [row for row in rows if row[1] > MOST_GROWTH and row[0] > LEAST_SECONDS]
    print(f"{len(rules)} rules, {len(rows)} texts of {asked.kilobytes} KB, {len(slow)} out of proportion")
    for whole, growth, name, shape in slow:
        print(f"out of proportion: {name} ({shape}): {whole:.3f} s, x{growth:.1f}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
