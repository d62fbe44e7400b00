"""Who wrote the article, and what it says about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from panelrecord.annotate.reading import Reading
from panelrecord.fields.author_notes import Note, find_notes, is_contact_line
from panelrecord.fields.author_roles import Contact, find_emails, find_links, find_roles
from panelrecord.fields.bylines import find_bare_names, find_bylines, same_person
from panelrecord.fields.lines import Lines
from panelrecord.model import AuthorBio, Span
from panelrecord.values import dataclass

_FOOT = 4  # lines at the end in which an address may stand alone


@dataclass(frozen=True, slots=True)
class _Author:
    name: str | None
    evidence: tuple[Span, ...]
    line: int | None = None
    note: Note | None = None


def author_bios(reading: Reading) -> tuple[AuthorBio, ...]:
    """The authors of an article, in the order of its bylines, then those whom only a note names.

    A note that says «the writer» belongs to the authors of the byline, or to an author without a name.
    """
    lines = Lines(reading)
    bylines = find_bylines(reading, lines)
    notes = find_notes(reading, lines, bylines)
    if not bylines and any(not note.names for note in notes):
        bylines = find_bare_names(reading, lines)
    authors = [_Author(byline.name, byline.evidence, byline.line) for byline in bylines]
    for note in notes:
        authors = _with_note(authors, note, reading)
    return tuple(_bio(author, _loose_emails(author, lines, reading), reading) for author in authors)


def _with_note(authors: Sequence[_Author], note: Note, reading: Reading) -> list[_Author]:
    """The authors with the note given to those it is about; «the writer» is the first of whom nothing is said yet."""
    if note.names:
        return _with_named_note(authors, note, reading)
    if not authors:
        return [_Author(None, (), None, note)]
    unsaid = [number for number, author in enumerate(authors) if author.note is None]
    about = range(len(authors)) if note.plural else unsaid[:1]
    return [_longer(author, note) if number in about else author for number, author in enumerate(authors)]


def _with_named_note(authors: Sequence[_Author], note: Note, reading: Reading) -> list[_Author]:
    known = list(authors)
    for start, end in note.names:
        name = reading.document.text[start:end]
        span = reading.span(start, end, note.rule)
        number = next((n for n, author in enumerate(known) if author.name and same_person(author.name, name)), None)
        if number is None:
            known.append(_Author(name, (span,), None, note))
            continue
        author = known[number]
        fuller = name if len(name.split()) > len((author.name or "").split()) else author.name
        known[number] = _longer(replace(author, name=fuller, evidence=(*author.evidence, span)), note)
    return known


def _longer(author: _Author, note: Note) -> _Author:
    held = author.note
    return author if held and held.end - held.start >= note.end - note.start else replace(author, note=note)


def _loose_emails(author: _Author, lines: Lines, reading: Reading) -> list[Contact]:
    """Addresses in the byline, or alone on a line beside it or at the foot, that are made of the author's name."""
    tokens, found = reading.words.tokens, []
    beside = () if author.line is None else (author.line, author.line + 1)
    for number in sorted({*beside, *range(max(len(lines) - _FOOT, 0), len(lines))} - {len(lines)}):
        line = lines[number]
        if number in beside or (line.opens and is_contact_line(reading, line)):
            found += find_emails(reading, tokens.starts[line.first], tokens.ends[line.last - 1])
    return [contact for contact in found if _is_made_of(contact.value, author.name or "")]


def _is_made_of(address: str, name: str) -> bool:
    """Whether an address tells whose it is: «a.ruiz@…», «anar@…» for Ana Ruiz."""
    local = address.partition("@")[0].casefold()
    return any(word[:3].casefold() in local for word in name.split() if len(word) >= 3)


def _bio(author: _Author, loose: Sequence[Contact], reading: Reading) -> AuthorBio:
    note = author.note
    if note is None:
        emails, evidence = list(loose), [*author.evidence, *(contact.evidence for contact in loose)]
        return AuthorBio(author.name, None, (), _values(emails), (), _in_order(evidence))
    text = reading.document.text[note.start : note.end]
    roles = find_roles(reading, note.start, note.end)
    emails = [*find_emails(reading, note.start, note.reach), *loose]
    links = find_links(reading, note.start, note.reach)
    evidence = [
        *author.evidence,
        reading.span(note.start, note.end, note.rule),
        *(span for _, span in roles),
        *(contact.evidence for contact in (*emails, *links)),
    ]
    return AuthorBio(
        author.name, text, tuple(role for role, _ in roles), _values(emails), _values(links), _in_order(evidence)
    )


def _values(contacts: Sequence[Contact]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(contact.value for contact in contacts))


def _in_order(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(sorted(dict.fromkeys(spans), key=lambda span: (span.start, span.end)))
