"""Lines that name a speaker over what that speaker said: a heading, or a name set on a line of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from panelrecord.annotate.people import Person
from panelrecord.annotate.sentences import Words
from panelrecord.document import Block
from panelrecord.packs.grammar import Grammar, Stream

_KINDS = frozenset(("heading", "paragraph", "item", "caption"))
_LONGEST = 24  # tokens
_ROW = 2  # a single such line may be a byline, a caption or a signature


def find(
    words: Words, blocks: Sequence[Block], units: Stream, people: Sequence[Person], grammar: Grammar
) -> dict[int, tuple[int, str]]:
    """The sentences that are such a line: by their number the person's number and the rule.

    An article that is told by speakers has lines for at least two of them.

    Args:
        words: the text's tokens and sentences.
        blocks: the document's blocks.
        units: the stream with people as units.
        people: the people of the text.
        grammar: the language, whose layer ``anchor`` holds the rules.
    """
    lines = {(first, last) for first, last in words.blocks if last - first <= _LONGEST}.intersection(words.sentences)
    if len(lines) < _ROW:  # as in most articles
        return {}
    number_of = {mention.first: number for number, person in enumerate(people) for mention in person.mentions}
    firsts = [first for first, _ in words.sentences]
    block_starts = [block.start for block in blocks]
    found: dict[int, tuple[int, str]] = {}
    for match in grammar.find("anchor", units):
        token = units.tokens[match.groups["who"][0]]
        sentence = bisect_right(firsts, token) - 1
        first, last = words.sentences[sentence]
        block = blocks[max(0, bisect_right(block_starts, words.tokens.starts[first]) - 1)]
        if (first, last) in lines and block.kind in _KINDS and token in number_of:
            found.setdefault(sentence, (number_of[token], match.rule.id))
    if len({person for person, _ in found.values()}) < _ROW:
        return {}
    return found
