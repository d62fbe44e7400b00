"""What was read in a document before any of it is put into a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from panelrecord.annotate import dates as date_reading
from panelrecord.annotate import names as name_reading
from panelrecord.annotate.dates import DateMention
from panelrecord.annotate.names import Name
from panelrecord.annotate.sentences import Words, cut
from panelrecord.annotate.streams import Chunk, stream
from panelrecord.document import Document
from panelrecord.model import Span
from panelrecord.packs.grammar import Grammar, Stream


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read: its words and sentences, names, dates, people, and who is reported to have said what.

    `stream` has names, organisations, people and dates as single units; it is what the rules of the fields read.
    """

    document: Document
    grammar: Grammar
    words: Words
    names: tuple[Name, ...]
    dates: tuple[DateMention, ...]
    stream: Stream

    def span(self, start: int, end: int, rule: str) -> Span:
        """A stretch of the text with its words and the rule that proposed it."""
        return Span(start, end, self.document.text[start:end], rule)


def read(document: Document, grammar: Grammar, published: date | None = None) -> Reading:
    """Read a document.

    Args:
        document: the article.
        grammar: the language.
        published: the day against which «yesterday» or «on Wednesday» is resolved; None leaves them unresolved.
    """
    words = cut(document.text, ((block.start, block.end) for block in document.blocks), grammar)
    plain = stream(words, grammar)
    dates = date_reading.find(words, plain, grammar, published)
    taken = {token for mention in dates for token in range(mention.first, mention.last)}
    names = tuple(name for name in name_reading.find(words, grammar) if taken.isdisjoint(range(name.first, name.last)))
    chunks = [Chunk(name.first, name.last, name.kind) for name in names]
    chunks += [Chunk(found.first, found.last, _date_kind(found)) for found in dates]
    chunks.sort(key=lambda chunk: chunk.first)
    return Reading(document, grammar, words, names, dates, stream(words, grammar, chunks))


def _date_kind(mention: DateMention) -> str:
    return "time" if mention.start and mention.start.startswith("T") else "date"
