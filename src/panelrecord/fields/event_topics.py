"""What an event is about: questions in a row, from what is said of it to what the article goes on about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from panelrecord.annotate.reading import Reading
from panelrecord.fields.event_clauses import Subject
from panelrecord.fields.event_parts import Phrases
from panelrecord.fields.event_phrases import subject_end
from panelrecord.model import Span
from panelrecord.packs.grammar import Match, Stream
from panelrecord.packs.tokens import shape

_LEDE = 3  # sentences behind the headline that tell what an article is about
_OPENING = 5
_OFTEN = 3
_NO_SUBJECT = frozenset(
    (
        "function",
        "adverb",
        "calendar",
        "role",
        "honorific",
        "aux",
        "org_noun",
        "demonym",
        "country",
        "region",
        "event_edition",
        "topic_idle",
    )
)


def topic(reading: Reading, subject: Subject, found: Phrases) -> Span | None:
    """The subject of the event, by the first of these that has an answer.

    What the event is said to be on; its title; what its people came for or spoke on; a headline that is a phrase;
    what the first sentences say that people are concerned about, or the headline that they argue over; the subject in
    the event's own name; the pair of words that the article repeats.
    """
    questions: tuple[Callable[[], Span | None], ...] = (
        lambda: _phrase(reading, found),
        lambda: _headline(reading, subject),
        lambda: _lede(reading),
        lambda: _argued_over(reading),
        lambda: _in_name(reading, subject),
        lambda: _oftenest(reading),
    )
    return next((span for question in questions if (span := question()) is not None), None)


def _phrase(reading: Reading, found: Phrases) -> Span | None:
    best = found.subjects[0] if found.subjects else None
    if (best is None or best.of is None) and found.titles and not (best is not None and best.rule.endswith(".label")):
        best = found.titles[0]
    return reading.span(best.start, best.end, best.rule) if best else None


def _until(reading: Reading, sentences: int) -> Stream:
    """The units of the first sentences."""
    units, boundary = reading.stream, reading.grammar.boundary
    end = 0
    for _ in range(sentences):
        following = units.codes.find(boundary, end + 1)
        if following < 0:
            break
        end = following
    end += 1
    return Stream(units.starts[:end], units.ends[:end], units.tokens[:end], units.codes[:end])


def _headline(reading: Reading, subject: Subject) -> Span | None:
    """The headline, or what stands behind its colon, where it is a phrase without verb and names no event."""
    grammar, head = reading.grammar, _until(reading, 1)
    text = reading.document.text
    match = next(iter(grammar.find("headline", head)), None)
    span = match.span(head, "topic") if match else None
    if match is None or span is None or text[span[1] - 1] in '.?!”"':
        return None
    colon = text.rfind(": ", *span)
    start = colon + 2 if colon >= 0 else span[0]
    said = [grammar.classes(word) for word in text[start : span[1]].split()]
    if any("masthead" in of for of in map(grammar.classes, text[slice(*span)].split())):
        return None
    verbal = any(of & grammar.packs.verbs.keys() or {"aux", "event_people"} & of for of in said)
    starts = reading.words.tokens.starts
    event = any(start <= starts[mention.head] < span[1] for mention in subject.mentions)
    return None if verbal or event or len(said) < 2 else reading.span(start, span[1], match.rule.id)


def _object(reading: Reading, units: Stream, match: Match) -> Span | None:
    first, last = match.groups["topic"]
    end = subject_end(reading, units, first, last)
    if end <= first:
        return None
    return reading.span(units.starts[first], units.ends[end - 1], match.rule.id)


def _lede(reading: Reading) -> Span | None:
    """What the first sentences say that people are concerned about, or that a speaker talked about."""
    units = _until(reading, _LEDE + 1)
    found = [span for match in reading.grammar.find("lede", units) if (span := _object(reading, units, match))]
    return min(found, key=lambda span: span.start, default=None)


def _argued_over(reading: Reading) -> Span | None:
    """What the headline's verb of arguing is about: «Growers slam levy»."""
    head = _until(reading, 1)
    found = (_object(reading, head, match) for match in reading.grammar.find("argued", head))
    return next((span for span in found if span is not None), None)


def _in_name(reading: Reading, subject: Subject) -> Span | None:
    """The words before the event's noun, where the article speaks of them outside that name as well."""
    main = subject.mention
    if main is None:
        return None
    words, grammar, rule = reading.words.tokens.words, reading.grammar, reading.grammar.layer("named")[0].id
    inside = Counter(word for one in subject.mentions for word in words[one.first : one.last])
    alone = Counter(words[name.first] for name in reading.names if name.last - name.first == 1)
    for mention in (main, *(one for one in subject.mentions if one.type == main.type and one is not main)):
        run = list(range(mention.first, mention.head))
        owner = max(
            (token for token in run if words[token] in grammar.words("owner_ending")), default=mention.first - 1
        )
        run = [token for token in run if token > owner]
        if any("org_noun" in grammar.classes(words[token]) for token in run):
            continue
        told = [token for token in run if _is_spoken_of(reading, words[token], inside, alone, mention.named)]
        if told:
            return reading.span(*reading.words.span(told[0], told[-1] + 1), rule)
    return None


def _is_spoken_of(reading: Reading, word: str, inside: Counter[str], alone: Counter[str], named: bool) -> bool:
    """Whether a word of an event's name tells of a subject that the article comes back to."""
    if reading.grammar.classes(word) & _NO_SUBJECT or not word[0].isalpha() or shape(word) == "ordinal":
        return False
    low = word.lower()
    outside = reading.words.tokens.words.count(low) - inside[low]
    if not named:
        return word == low and outside >= _OFTEN and "-" not in word
    return outside > 0 or alone[word] > 1


def _oftenest(reading: Reading) -> Span | None:
    """The pair of words that the article begins with and comes back to, at least once without capitals."""
    words, sentences = reading.words.tokens.words, reading.words.sentences
    limit = sentences[min(_OPENING, len(sentences) - 1)][1]
    low = [word.lower() for word in words]
    count = Counter(pairwise(low))
    plain = frozenset(pairwise(words))
    ranked = sorted(
        (-count[pair], at) for at, pair in enumerate(pairwise(low[:limit])) if count[pair] >= _OFTEN and pair in plain
    )
    return next((span for _, at in ranked if (span := _pair(reading, at)) is not None), None)


def _pair(reading: Reading, at: int) -> Span | None:
    """Two words side by side as a subject, if they may be one."""
    units, grammar = reading.words.tokens, reading.grammar
    pair = Stream(units.starts[at : at + 2], units.ends[at : at + 2], (at, at + 1), reading.words.codes[at : at + 2])
    match = next(iter(grammar.find("oftenest", pair)), None)
    span = match.span(pair, "topic") if match else None
    named = any(
        mention.first < at + 2 and at < mention.last for person in reading.people for mention in person.mentions
    )
    return None if match is None or span is None or named else reading.span(*span, match.rule.id)
