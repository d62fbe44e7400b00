"""What a line at the head of an article is: nothing but a day, nothing but names, or a byline."""

from __future__ import annotations

import re

from panelrecord.source.dates import iso_date
from panelrecord.source.values import author_names

LONGEST_BYLINE = 25  # words, with the position, place and day that bylines go on with
_LONGEST_DAY = 80  # characters
_MOST_PARTS = 4  # of a byline
_BY = re.compile(r"(?:(?:story|text|words|written|posted|reported|article|report)\s+)?by\b:?\s*(?=\S)", re.IGNORECASE)
_DAY_WORDS = frozenset([
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
    "st", "nd", "rd", "th", "of", "on", "at", "t", "z", "am", "pm", "a", "p", "m",
    "gmt", "utc", "est", "edt", "pst", "pdt", "ist", "pkt", "wat", "bst", "cet",
    "published", "publication", "posted", "updated", "modified", "created", "dated", "date", "last", "first", "page",
])  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_NEITHER = re.compile(r"[\W_]+")
_NOT_IN_NAMES = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "our", "the", "to", "with"]
)
_PARTED = re.compile(r"\s*[|;(·–—•]\s*|\s+-\s+")  # between the parts of a byline: names, paper, place, day
_PARTED_BY_DAY = re.compile(_PARTED.pattern + r"|\s+(?=(?:published|posted|updated|last updated)\b)", re.IGNORECASE)
_DAY_BEHIND = re.compile(  # «By Ana Ruiz 12 March 2018», where a line end was lost
    r",?\s+(?=(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+\d)",
    re.IGNORECASE,
)
_PUBLISHED_ON = re.compile(r"\b(?:published|posted)(?:\s+on)?:?\s+(\S.{5,40})$", re.IGNORECASE)
_STAFF = re.compile(  # who wrote it, without a name: «Our Special Correspondent», «News Desk»
    r"(?:by\s+)?(?:(?:our|a|the|own|special|staff|senior|web|news|city|political|business|sports?|court|crime|district)\s+){1,3}"
    r"(?:reporters?|correspondents?|desk|bureau|report|writer|team)",
    re.IGNORECASE,
)
_SINGLE_NAME = re.compile(r"[^\W\d_]['’\w-]{2,}")
_PUNCTUATION = re.compile(r"[^\w\s.'’-]|\d|_")


def day_of(line: str) -> str | None:
    """The ISO date that a line gives if it gives nothing else."""
    if len(line) > _LONGEST_DAY or not _DAY_WORDS.issuperset(_WORD.findall(line.casefold())):
        return None
    return iso_date(line)


def says_published(line: str) -> bool:
    """Whether a line that gives a day says that it is the day of publication."""
    return re.match(r"\W*(?:published|publication|posted)\b", line, re.IGNORECASE) is not None


def said_published(line: str) -> str | None:
    """The ISO date at the end of a short line that says more than that: «The Tern, issue 4. Published 3 May 2019»."""
    said = _PUBLISHED_ON.search(line) if len(line) <= 2 * _LONGEST_DAY else None
    return day_of(said[1]) if said else None


def is_by(line: str) -> bool:
    """Whether a line begins as a byline does and is as short as one."""
    return _BY.match(line) is not None and len(line.split()) <= LONGEST_BYLINE


def names_by(line: str) -> tuple[str, ...]:
    """The authors that a byline names: all that it lists, or the first, where the rest is no name."""
    if not is_by(line):
        return ()
    parts = _PARTED.split(_BY.sub("", line, count=1).partition("\n")[0])
    for text in (parts[0], parts[0].partition(",")[0], _DAY_BEHIND.split(parts[0], maxsplit=1)[0]):
        names = author_names(text)
        if names and all(is_name(name) or (len(parts) > 1 and _SINGLE_NAME.fullmatch(name)) for name in names):
            return names
    return ()


def names_beside_day(line: str) -> tuple[str, ...]:
    """The author whom a line names that gives a day besides: «Ana Ruiz | 16 May 2024»."""
    parts = [part.strip() for part in _PARTED_BY_DAY.split(line)]
    if not 1 < len(parts) <= _MOST_PARTS or not any(map(day_of, parts)):
        return ()
    return tuple(part for part in parts if is_name(part))[:1]


def is_staff(line: str) -> bool:
    """Whether a line stands where a byline does and names nobody."""
    return _STAFF.fullmatch(line.strip()) is not None


def is_name(line: str) -> bool:
    """Whether a line reads as one person's name: two to five words in capitals, with particles only among them."""
    words = line.split()
    if not 2 <= len(words) <= 5 or len(line) > 60 or _PUNCTUATION.search(line):
        return False
    if not _NOT_IN_NAMES.isdisjoint(word.casefold() for word in words):
        return False
    capital = [word[0].isupper() or ("-" in word and word[-1].islower() and not word.islower()) for word in words]
    particle = [word.islower() and len(word) <= 4 for word in words]
    return capital[-1] and (capital[0] or particle[0]) and all(map(max, capital, particle))


def folded(text: str) -> str:
    """The letters and digits of a text, in which two ways to write a title or a name are the same."""
    return _NEITHER.sub("", text.casefold())
