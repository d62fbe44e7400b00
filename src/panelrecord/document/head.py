"""The head of an article: title, authors and day, found among its first passages or put before them.

An article reads the same whether its format keeps these apart from the text or not: what stands in the text is only
marked, and what stands nowhere in it is added, in the words of the metadata.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from panelrecord.document.document import BlockKind
from panelrecord.document.front import Front
from panelrecord.document.lines import (
    LONGEST_BYLINE,
    day_of,
    folded,
    is_by,
    is_name,
    is_staff,
    names_beside_day,
    names_by,
    said_published,
    says_published,
)
from panelrecord.document.normalise import normalise
from panelrecord.document.passages import Passage
from panelrecord.document.runs import Stretch
from panelrecord.source.article import Metadata
from panelrecord.source.dates import iso_date

_HEAD = 8  # passages among which title, byline and day stand
_LONGEST_LINE = 150  # characters of a title or another line of the head
_FOOT = 3  # passages at the end, where archives leave the day
_SITE = re.compile(r"\s+[|–—·»:-]+\s+|\s*[|»]\s*|:\s+")  # between an article's title and the name of its site


def with_head(given: Metadata, front: Front, body: Iterable[Passage]) -> tuple[Metadata, list[Passage]]:
    """The metadata, completed from the tree's front and from the text, and the passages with the head marked."""
    title = _clean(given.title)
    authors = tuple(filter(None, map(_clean, given.authors))) or front.authors
    known = {folded(text) for text in (title or "", *authors, front.title.text if front.title else "")} - {""}
    whole = _with_lines_parted(list(body), known)
    title = _mark_title(whole, title, front)
    at = next((n + 1 for n, one in enumerate(whole) if one.kind == "title"), 0)
    whole[at:at] = [Passage("heading", stretch, 2) for stretch in front.subtitles]
    at += len(front.subtitles)
    if authors:
        at = _mark_authors(whole, at, authors)
    else:
        authors, at = _find_authors(whole, at)
    lines = [Passage("byline", stretch) for stretch in front.lines]
    whole[at:at] = lines
    published, at = _mark_day(whole, at + len(lines), given.published, front.published)
    whole[at:at] = front.abstract
    whole += front.notes
    language = given.language or front.language
    return replace(given, title=title, authors=authors, published=published, language=language), whole


def _clean(text: str | None) -> str | None:
    return normalise(" ".join((text or "").split())).strip() or None


def _with_lines_parted(whole: list[Passage], known: set[str]) -> list[Passage]:
    """A paragraph at the head whose lines are title, names or a day is a passage for each line."""
    for at in reversed(range(min(3, len(whole)))):
        text = whole[at].text
        lines = text.split("\n")
        if len(lines) == 1 or whole[at].kind not in ("paragraph", "heading") or max(map(len, lines)) > _LONGEST_LINE:
            continue
        if any(day_of(line) or names_by(line) or folded(line) in known for line in lines):
            ends = [*accumulate(len(line) + 1 for line in lines)]
            parts = whole[at].stretch.parts(
                (end - 1 - len(line), end - 1) for line, end in zip(lines, ends, strict=True)
            )
            whole[at : at + 1] = [replace(whole[at], stretch=part) for part in parts]
    return whole


# --------------------------------------------------------------------- title


def _mark_title(whole: list[Passage], title: str | None, front: Front) -> str | None:
    """Marks the title or puts it first, and gives it as the text has it."""
    own = front.title.text if front.title else None
    wanted = title or own
    if wanted is None:
        at = _titles_place(whole)
        return _mark(whole, at, "title").replace("\n", " ") if at is not None else None
    stated = [_place_of(whole, text) for text in (title, own) if text]
    at = next((place for place in stated if place is not None), None)
    if at is not None:
        wanted = _mark(whole, at, "title").replace("\n", " ")
    else:
        whole.insert(0, Passage("title", front.title if front.title and title is None else Stretch(wanted)))
        at = 0
    if front.title and own and _place_of(whole, own) is None:  # the document properties say another than the page
        whole.insert(at + 1, Passage("heading", front.title, 1))
    return wanted


def _place_of(whole: Sequence[Passage], title: str) -> int | None:
    """Where in the head the title is a passage, or a heading with the site's name left off."""
    head = [(n, one) for n, one in enumerate(whole[:_HEAD]) if len(one.text) <= 2 * len(title) + _LONGEST_LINE]
    wanted = folded(title)
    same = [n for n, one in head if folded(one.text) == wanted]
    headings = [n for n in same if whole[n].kind in ("heading", "title")]
    if same:
        return (headings or same)[0]
    longest = max(map(folded, _SITE.split(title)), key=len)
    return next((n for n, one in head if one.kind == "heading" and longest and folded(one.text) == longest), None)


def _titles_place(whole: Sequence[Passage]) -> int | None:
    """Which passage is the title of an article whose metadata has none."""
    if not whole:
        return None
    if whole[0].kind == "heading":
        return 0
    top = [n for n, one in enumerate(whole) if one.kind == "heading" and one.level == 1]
    if len(top) == 1 and top[0] < _HEAD and all(len(one.text) <= _LONGEST_LINE for one in whole[: top[0]]):
        return top[0]
    text = whole[0].text
    if whole[0].kind != "paragraph" or len(text) > _LONGEST_LINE or "\n" in text or text.endswith((".", ":", ",", ";")):
        return None
    runs_on = sum(len(one.text) for one in whole[1:]) > 2 * _LONGEST_LINE
    return 0 if runs_on and not (is_by(text) or day_of(text)) else None


# ------------------------------------------------------------------- authors


def _mark_authors(whole: list[Passage], after_title: int, authors: Sequence[str]) -> int:
    """Marks the bylines of these authors, puts one behind the title for those who have none; the place after them."""
    at = after_title
    named = ""
    for n, one in _lines(whole, after_title):
        if _is_byline(one.text, authors):
            _mark(whole, n, "byline")
            named += " " + folded(one.text)
            at = max(at, n + 1)
    at -= _join_names(whole, authors)
    missing = [author for author in authors if folded(author) not in named]
    if missing:
        whole.insert(at, Passage("byline", Stretch(", ".join(missing))))
        at += 1
    return at


def _is_byline(text: str, authors: Sequence[str]) -> bool:
    """Whether a line is the names, or begins with one and goes on as short as bylines do."""
    if len(text.split(None, LONGEST_BYLINE)) > LONGEST_BYLINE:
        return False
    line = folded(text)
    names = [folded(author) for author in authors]
    if line in names or (is_by(text) and any(name in line for name in names)):
        return True
    begins = any(line.startswith(name) for name in names)
    return begins and not text.endswith((".", "!", "?", "”", '"'))


def _join_names(whole: list[Passage], authors: Sequence[str]) -> int:
    """Makes one byline of names on a line each, as they are in one where the metadata alone has them; how many go."""
    names = {folded(author) for author in authors}
    alone = [n for n, one in enumerate(whole[: 2 * _HEAD]) if one.kind == "byline" and folded(one.text) in names]
    joined = 0
    for n in reversed(alone):
        if n + 1 in alone:
            whole[n : n + 2] = [replace(whole[n], stretch=_with_comma(whole[n].stretch, whole[n + 1].stretch))]
            joined += 1
    return joined


def _with_comma(one: Stretch, other: Stretch) -> Stretch:
    start = len(one.text) + 2
    return Stretch(
        f"{one.text}, {other.text}",
        (*one.links, *((start + first, start + last, url) for first, last, url in other.links)),
        (*one.strong, *((start + first, start + last) for first, last in other.strong)),
    )


def _find_authors(whole: list[Passage], after_title: int) -> tuple[tuple[str, ...], int]:
    """The authors that only the text names, marked, and the place after them.

    A line that begins with "By", or names alone on the line under the title, if beside them a day stands alone.
    """
    lines = _lines(whole, after_title)
    for n, one in lines:
        names = names_by(one.text) or (names_beside_day(one.text) if n <= after_title + 1 else ())
        if names:
            _mark(whole, n, "byline")
            return names, max(after_title, n + 1)
    for n, one in lines:
        beside = [whole[place].text for place in (n - 1, n + 1) if after_title <= place < len(whole)]
        if 0 < after_title <= n <= after_title + 1 and is_name(one.text) and any(map(day_of, beside)):
            _mark(whole, n, "byline")
            return (one.text,), n + 1
    return (), after_title


# ----------------------------------------------------------------------- day


def _mark_day(whole: list[Passage], at: int, given: str | None, written: str | None) -> tuple[str | None, int]:
    """Marks the line with the day of publication or puts one at `at`; the day, and the place after the head."""
    published = given or iso_date(written or "")
    in_byline = [iso_date(one.text) for one in whole[: 2 * _HEAD] if one.kind == "byline"]
    if published is None:
        published = next(filter(None, in_byline), None)
    for n, one in _lines(whole, at):
        day = day_of(one.text)
        if day and (day == published or (published is None and _tells_publication(whole, n))):
            _mark(whole, n, "published")
            return day, max(at, n + 1)
    if published is None and written is None:
        published = next(filter(None, (said_published(one.text) for _, one in _lines(whole, at))), None)
        return published or _day_at_foot(whole, at), at
    line = written if written and (given is None or iso_date(written) == given) else given
    if line is None or (published and published in in_byline):
        return published, at
    whole.insert(at, Passage("published", Stretch(line)))
    return published, at + 1


def _day_at_foot(whole: list[Passage], at: int) -> str | None:
    """The day of publication that an article ends with on a line of its own, as the archives of papers leave it."""
    for n in range(max(at + 1, len(whole) - _FOOT), len(whole)):
        one = whole[n]
        day = day_of(one.text) if one.kind == "paragraph" else None
        if day and (says_published(one.text) or _is_after_text(whole, n)):
            _mark(whole, n, "published")
            return day
    return None


def _is_after_text(whole: Sequence[Passage], n: int) -> bool:
    """Whether a passage stands behind running text and before nothing, so that it is no line of a list of days."""
    before = [one for one in whole[:n] if one.kind == "paragraph" and len(one.text) > _LONGEST_LINE]
    return bool(before) and n == len(whole) - 1 and day_of(whole[n - 1].text) is None


def _tells_publication(whole: Sequence[Passage], n: int) -> bool:
    """Whether a day on its own line is that of publication, and not of the event that is announced: it says so, or
    stands beside the byline, or between the title and running text.
    """
    beside = [whole[place] for place in (n - 1, n + 1) if 0 <= place < len(whole)]
    if says_published(whole[n].text) or any(one.kind == "byline" or is_staff(one.text) for one in beside):
        return True
    return n > 0 and whole[n - 1].kind == "title" and len(beside[-1].text) > _LONGEST_LINE


def _lines(whole: Sequence[Passage], after: int) -> list[tuple[int, Passage]]:
    """The passages of the head that may be a byline or a day, with their places."""
    head = enumerate(whole[: after + _HEAD])
    return [(n, one) for n, one in head if one.kind in ("paragraph", "heading", "item", "quote", "cell")]


def _mark(whole: list[Passage], n: int, kind: BlockKind) -> str:
    whole[n] = replace(whole[n], kind=kind, level=0, list=0)
    return whole[n].text
