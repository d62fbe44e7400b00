"""The stream in which quotations are units, which shows a reporting clause however long the quotation in it is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from panelrecord.annotate.quotes import Quote
from panelrecord.annotate.sentences import Words
from panelrecord.annotate.streams import Chunk, stream
from panelrecord.packs.grammar import Grammar, Stream

_STANDS_ALONE = 4  # a quotation of that many words that begins with a capital can stand by itself
_BEFORE = frozenset('.?!”"')
_LONGEST = 600  # tokens that a row of quotations may join to one sentence


def quote_chunks(words: Words, quotes: Iterable[Quote]) -> list[Chunk]:
    """The quotations as chunks: ``quote`` where they can stand by themselves, else ``fragment``."""
    return [Chunk(quote.first, quote.last, "quote" if _stands(words, quote) else "fragment") for quote in quotes]


def _stands(words: Words, quote: Quote) -> bool:
    texts = words.tokens.words
    inside = texts[quote.first + 1 : quote.last - quote.closed]
    if not inside:
        return False
    count = len([word for word in inside if word[0].isalnum()])
    if inside[-1][-1] in ",.?!…-—":
        return count > 1 or inside[-1] in "?!" or (count == 1 and inside[0][0].isupper() and _opens(words, quote.first))
    follows = texts[quote.last] if quote.last < len(texts) else "."
    return count >= _STANDS_ALONE and (inside[0][0].isupper() or follows == ",")


def _opens(words: Words, first: int) -> bool:
    """Whether a quotation begins a sentence: «“Look,” she said, “…”»."""
    return bisect_left(words.blocks, (first,)) != bisect_left(words.blocks, (first + 1,)) or (
        words.tokens.words[first - 1][-1] in _BEFORE
    )


def speech_stream(words: Words, chunks: Sequence[Chunk], quotes: Sequence[Quote], grammar: Grammar) -> Stream:
    """The stream that the rules of attributions read: quotations are units and hide what stands in them."""
    kept, coming = [], iter(quotes)
    quote = next(coming, None)
    for chunk in chunks:
        while quote is not None and quote.last <= chunk.first:
            quote = next(coming, None)
        if quote is None or chunk.last <= quote.first:
            kept.append(chunk)
    both = sorted([*kept, *_bounded(words, quote_chunks(words, quotes))], key=attrgetter("first"))
    return stream(words, grammar, both)


def _bounded(words: Words, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """The chunks without those that would join more and more sentences to one: a mark was lost somewhere."""
    ends = [last for _, last in words.sentences]
    joined, begin = -1, 0  # the last sentence that a chunk reaches into, and where the whole of it begins
    for chunk in chunks:
        first, last = bisect_right(ends, chunk.first), bisect_right(ends, chunk.last - 1)
        if first > joined:
            begin = words.sentences[first][0]
        if first == last or chunk.last - begin <= _LONGEST or first > joined:
            joined = max(joined, last)
            yield chunk
