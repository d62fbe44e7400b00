"""One article's bytes into one record: the rooms of the house, called in a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date as Date  # noqa: N812  the field `date` goes by the same name
from typing import TYPE_CHECKING

from panelrecord.annotate import read
from panelrecord.document import Document, build
from panelrecord.errors import (
    InputError,
    InputTooLarge,
    NestedTooDeeply,
    PanelrecordError,
    ParseFailed,
    ParseMemory,
    ParseTimeout,
)
from panelrecord.fields.author_bios import author_bios
from panelrecord.fields.date import date
from panelrecord.fields.event import event
from panelrecord.fields.event_clauses import find as subject_of
from panelrecord.fields.panelists import panelists, people_by_number, taking_part
from panelrecord.fields.positions import positions
from panelrecord.fields.venue import venue
from panelrecord.guard import within
from panelrecord.limits import DEFAULT_LIMITS, Limits
from panelrecord.model import SCHEMA_VERSION, AuthorBio, Notice, Provenance, Record, Source
from panelrecord.packs.grammar import grammar
from panelrecord.packs.loader import Packs
from panelrecord.pandoc import Pandoc, Parsing, begin_parse, finish_parse
from panelrecord.source import UNKNOWN, Metadata, damage, prepare, safer, too_long
from panelrecord.values import dataclass
from panelrecord.version import __version__

if TYPE_CHECKING:
    from panelrecord.source.article import Prepared

_TOO_MUCH = (ParseTimeout, ParseMemory, NestedTooDeeply, InputTooLarge)
_ID_LENGTH = 32
_HEAD = 6  # blocks among which an article's own byline stands


@dataclass(frozen=True, slots=True)
class Begun:
    """An article that has been prepared, and is being parsed if need be; it must be given to `finish`."""

    prepared: Prepared
    parsing: Parsing | None


def begin(
    content: bytes,
    *,
    name: str,
    format: str | None,
    published: Date | None,
    pandoc: Pandoc,
    limits: Limits = DEFAULT_LIMITS,
    known: Metadata = UNKNOWN,
    charset: str | None = None,
    claimed: str | None = None,
) -> Begun:
    """Prepare an article and hand it to pandoc, which parses it while the caller does something else.

    Args:
        content: the bytes of the article.
        name: what the record calls it; never an absolute path.
        format: one of `source.FORMATS`, or None to find out.
        published: the day of publication, which goes before what the article says itself.
        pandoc: the pandoc to parse with.
        limits: what it may cost.
        known: what is known of the article beside its bytes, which goes before what it says itself.
        charset: the encoding that is declared beside its bytes.
        claimed: the format that is declared beside its bytes, and is believed where they say nothing else.

    Raises:
        InputError: the bytes are no article that can be read.
    """
    with within(limits.reading_seconds, name=name):
        prepared = prepare(content, name=name, format=format, limits=limits, charset=charset, claimed=claimed)
    if published is not None:
        known = replace(known, published=published.isoformat())
    prepared = replace(prepared, metadata=known.or_else(prepared.metadata))
    return Begun(prepared, _parsing(prepared, pandoc, limits))


def finish(
    begun: Begun,
    *,
    packs: Packs,
    pandoc: Pandoc,
    limits: Limits = DEFAULT_LIMITS,
    meanwhile: Callable[[], None] | None = None,
) -> Record:
    """Read the article that was begun.

    Args:
        begun: the article.
        packs: the rules to read with.
        pandoc: the pandoc that parses it.
        limits: what it may cost.
        meanwhile: is called once pandoc has nothing more to do for the article, before it is read.

    Raises:
        InputError: it is no article that can be read.
    """
    document = _document(begun, pandoc, limits)
    if meanwhile is not None:
        meanwhile()
    with within(limits.reading_seconds, name=begun.prepared.name):
        return _record(begun.prepared, document, packs, pandoc)


def _record(prepared: Prepared, document: Document, packs: Packs, pandoc: Pandoc) -> Record:
    day = _day(document.metadata.published)
    reading = read(document, grammar(packs), day)
    bios = author_bios(reading)
    aside = [(span.start, span.end) for bio in bios for span in bio.evidence]
    subject = subject_of(reading)
    about = event(reading, subject)
    authors = [bio.name for bio in bios if bio.name]
    parts = taking_part(reading, authors, aside, announced=about.status == "announced") if about else {}
    arguments, doubts = positions(reading, people_by_number(reading.people, parts), aside) if about else ((), ())
    return Record(
        schema_version=SCHEMA_VERSION,
        id=prepared.sha256[:_ID_LENGTH],
        source=_source(prepared, document, day, bios),
        event=about,
        date=date(reading) if about else None,
        venue=venue(reading, about, subject),
        panelists=panelists(reading, parts),
        positions=arguments,
        author_bios=bios,
        notices=(*document.notices, *doubts),
        provenance=Provenance(f"panelrecord {__version__}", pandoc.version, packs.versions),
    )


def _parsing(prepared: Prepared, pandoc: Pandoc, limits: Limits) -> Parsing | None:
    if prepared.ast is not None:
        return None
    assert prepared.reader is not None
    return begin_parse(prepared.content, prepared.reader, pandoc=pandoc, name=prepared.name, limits=limits)


def _document(begun: Begun, pandoc: Pandoc, limits: Limits) -> Document:
    """The article's document, by a safer reader where the one it is for takes too much. The same is never asked twice.

    Raises:
        InputError: no reader makes a document of it; what the first one said.
    """
    prepared = begun.prepared
    try:
        return _document_by(begun, limits)
    except _TOO_MUCH as failure:
        cause = failure
    except ParseFailed as failure:
        raise _cause(failure, prepared, limits) from failure
    with within(limits.reading_seconds, name=prepared.name):
        others = tuple(safer(prepared, limits))
    for other in others:
        reader = "plain text" if other.reader is None else "CommonMark"
        message = f"{cause.message[0].upper()}{cause.message[1:]}; it was read as {reader} instead."
        told = replace(other, notices=(*other.notices, Notice("safer-reader", "source/text", message)))
        try:
            return _document_by(Begun(told, _parsing(told, pandoc, limits)), limits)
        except _TOO_MUCH:
            continue
    raise _cause(cause, prepared, limits)


def _cause(failure: InputError, prepared: Prepared, limits: Limits) -> PanelrecordError:
    """Why a document could not be read: what is wrong with its XML, or else what pandoc said."""
    with within(limits.reading_seconds, name=prepared.name):
        wrong = damage(prepared, limits)
    return failure if wrong is None else wrong.about(prepared.name)


def _document_by(begun: Begun, limits: Limits) -> Document:
    document = _built(begun, limits)
    if len(document.text) > limits.text_characters:
        raise too_long(limits).about(begun.prepared.name)
    return document


def _built(begun: Begun, limits: Limits) -> Document:
    prepared = begun.prepared
    ast, notices = prepared.ast, prepared.notices
    if begun.parsing is not None:
        parsed = finish_parse(begun.parsing)
        ast = parsed.ast
        notices = (*notices, *(Notice("reader-message", None, message) for message in parsed.messages))
    assert ast is not None
    with within(limits.reading_seconds, name=prepared.name):
        return build(ast, prepared.metadata, name=prepared.name, notices=notices, limits=limits)


def _source(prepared: Prepared, document: Document, day: Date | None, bios: Sequence[AuthorBio]) -> Source:
    metadata = document.metadata
    head = document.blocks[min(_HEAD, len(document.blocks)) - 1].end
    named = [bio.name for bio in bios if bio.name and bio.evidence and bio.evidence[0].start < head]
    return Source(
        name=prepared.name,
        sha256=prepared.sha256,
        format=prepared.format,
        title=metadata.title,
        byline=", ".join(metadata.authors or named) or None,
        published=day.isoformat() if day else metadata.published,
        language=metadata.language,
        url=metadata.url,
        captured=metadata.captured,
        text=document.text,
    )


def _day(published: str | None) -> Date | None:
    """A publication date as a day; one that is only a year or a month resolves nothing."""
    try:
        return Date.fromisoformat(published) if published else None
    except ValueError:
        return None
