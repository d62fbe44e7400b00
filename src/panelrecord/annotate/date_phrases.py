"""What the words of one date say, before anything outside them is asked: matches of the rules become phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from operator import itemgetter
from typing import Literal

from panelrecord.annotate.points import Clock, Point, clock, full_year
from panelrecord.annotate.sentences import Words
from panelrecord.packs.grammar import Grammar, Match, Stream
from panelrecord.values import dataclass

Precision = Literal["year", "month", "week", "day", "time"]

_MONTHS = {
    name: number
    for number, name in enumerate((
        "january", "february", "march", "april", "may", "june",
        "july", "august", "september", "october", "november", "december",
    ), 1)
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
_UNITS = {"unit_day": "day", "day_part": "day", "unit_week": "week", "unit_month": "month", "unit_year": "year"}
_NUMERIC = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2})")
_JOINED = re.compile(r"([^\W\d_]+)-(\d+)")
_FIRST_YEAR = 1300  # before it, a number before a name in capitals is that of a room
_MONEY = frozenset("$£€₹")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens first … last - 1 and what they say.

    `numeric` holds day and month while their order is unknown; `count` units lie between what is meant and the day of
    publication, or, where `from_text` is set, the date named last. `month_first` is how day and month were written.
    """

    first: int
    last: int
    rule: str
    start: Point
    end: Point | None = None
    weekday: int | None = None
    to_weekday: int | None = None
    numeric: tuple[tuple[int, int], ...] = ()
    count: int | None = None
    unit: str | None = None
    from_text: bool = False
    month_first: bool | None = None

    @property
    def precision(self) -> Precision:
        """The smallest part that the words name."""
        if self.start.day or self.numeric or self.weekday is not None or self.unit == "day":
            return "day"
        if self.start.month or self.unit == "month":
            return "month"
        if self.start.clock:
            return "time"
        return "week" if self.unit == "week" else "year"


def phrases(words: Words, stream: Stream, grammar: Grammar) -> list[Phrase]:
    """The longest matches that say something possible, in reading order and not overlapping."""
    proposed: list[tuple[int, int, int, int, Match]] = []
    for order, match in enumerate(grammar.find("date", stream)):
        first, last = _extent(match, stream)
        proposed.append((first - last, -1 if "is" in match.rule.gives else order, first, last, match))
    taken: set[int] = set()
    chosen = []
    for _, order, first, last, match in sorted(proposed, key=itemgetter(0, 1, 2)):
        if not taken.isdisjoint(range(first, last)):
            continue
        if order < 0:  # «no date»: it takes its words from the rules that would read one there
            taken.update(range(first, last))
            continue
        phrase = _Reader(match, first, last, words, stream, grammar).phrase()
        if phrase is not None:
            taken.update(range(first, last))
            chosen.append(phrase)
    return sorted(chosen, key=lambda phrase: phrase.first)


def _extent(match: Match, stream: Stream) -> tuple[int, int]:
    """The tokens of the mention: of the group that says so, else of the whole match."""
    first, last = match.groups.get("date") or match.groups.get("amount") or (match.first, match.last)
    return stream.tokens[first], stream.tokens[last - 1] + 1


class _Reader:
    """Reads the groups of one match."""

    __slots__ = ("first", "gives", "grammar", "last", "match", "places", "said", "words")

    def __init__(self, match: Match, first: int, last: int, words: Words, stream: Stream, grammar: Grammar) -> None:
        self.match, self.first, self.last, self.words, self.grammar = match, first, last, words, grammar
        self.gives: Mapping[str, str] = match.rule.gives
        self.places = {name: stream.tokens[unit] for name, (unit, end) in match.groups.items() if unit < end}
        self.said = {name: words.tokens.words[place] for name, place in self.places.items()}

    def phrase(self) -> Phrase | None:
        """What the match says, or None where it says nothing possible."""
        if "numeric" in self.said:
            return self._numeric()
        if "one" in self.said:
            return self._dashed()
        if "joined" in self.said:
            return self._joined()
        if self.said.keys() & {"clock", "noon", "midnight"}:
            return self._time()
        start, end = self._point(""), self._point("to_")
        if start is None or end is None or not self._plausible(start):
            return None
        ends = _together(start, end if end != Point() else None)
        if ends is None or not self._runs_on(*ends):
            return None
        weekday, to_weekday = self._weekday("weekday"), self._weekday("to_weekday")
        if "and" in self.said and start == Point() and ((to_weekday or 0) - (weekday or 0)) % 7 != 1:
            return None  # «on Tuesday and Friday» is no stretch of days
        count, unit = self._distance()
        place = self.places.get
        first_of_both = None
        if "month" in self.places and "day" in self.places:
            first_of_both = place("month", 0) < place("day", 0)
        return Phrase(
            self.first,
            self.last,
            self.match.rule.id,
            *ends,
            weekday=weekday,
            to_weekday=to_weekday,
            count=count,
            unit=unit,
            from_text=self.gives.get("from") == "text",
            month_first=first_of_both,
        )

    # ------------------------------------------------------------------------------------------- parts

    def _point(self, side: str) -> Point | None:
        """The year, month and day of one side; None where a part is there and says nothing possible."""
        year = month = day = None
        if (text := self.said.get(f"{side}year")) is not None:
            year = self._year(text, side)
            if year is None:
                return None
        if (text := self.said.get(f"{side}month")) is not None:
            month = int(text) if text.isdigit() else _named(self.grammar.classes(text), _MONTHS)
        if (text := self.said.get(f"{side}day")) is not None:
            digits = re.match(r"\d+", text)
            day = int(digits[0]) if digits else self.grammar.packs.lexicon["ordinal_word"].index(text.lower()) + 1
        point = Point(year, month, day)
        return point if point.is_real() else None

    def _year(self, text: str, side: str) -> int | None:
        year = full_year(text)
        if year is None or len(text) == 4 or not side:
            return year
        first = full_year(self.said["year"])  # 2019–20
        return first + 1 if first is not None and (first + 1) % 100 == int(text) else None

    def _weekday(self, group: str) -> int | None:
        return _named(self.grammar.classes(self.said[group]), _WEEKDAYS) if group in self.said else None

    def _distance(self) -> tuple[int | None, str | None]:
        if "shift" not in self.gives:
            return None, None
        unit = self.gives.get("unit")
        if "unit" in self.said:
            unit = next((name for of, name in _UNITS.items() if of in self.grammar.classes(self.said["unit"])), None)
        count = 1
        if "count" in self.said:
            text = self.said["count"].lower()
            words = self.grammar.packs.lexicon["count_word"]
            count = int(text) if text.isdigit() else words.index(text) + 1 if text in words else 0
        return int(self.gives["shift"]) * count, unit

    # ------------------------------------------------------------------------------------- possible or not

    def _plausible(self, start: Point) -> bool:
        tokens = self.words.tokens
        before = tokens.words[self.first - 1] if self.first else ""
        touches = bool(self.first) and tokens.ends[self.first - 1] == tokens.starts[self.first]
        if touches and before in _MONEY:
            return False
        if self.said.keys() == {"year"} and start.year is not None:
            follows = self.words.tokens.words[self.last] if self.last < len(self.words.tokens.words) else ""
            if start.year < _FIRST_YEAR and follows[:1].isupper():  # «in 1105 Mole Hall»
                return False
            if touches and before not in ("(", "[", "“", '"', "‘", "'"):
                return False
            return self.gives.get("only") != "our time" or (1900 < start.year < 2100 and start.year % 100 != 0)
        only_month = self.said.keys() <= {"date", "month"}
        if only_month and "month_doubtful" in self.grammar.classes(self.said.get("month", "")):  # «by April Smith»
            follows = tokens.words[self.last] if self.last < len(tokens.words) else ""
            return not follows[:1].isupper()
        if "year" in self.said and self.said.get("month", "").isdigit():  # 2019-09-14 stands without spaces
            within = range(self.first + 1, self.last)
            season = start.day is None and start.year is not None and (start.year + 1) % 100 == start.month
            return all(tokens.starts[at] == tokens.ends[at - 1] for at in within) and not season
        return True

    def _runs_on(self, start: Point, end: Point | None) -> bool:
        """Whether a range runs forward, and days joined by «and» follow on each other."""
        if end is None:
            return True
        if start.year and end.year and _parts(end) <= _parts(start):
            return False
        if start.month == end.month and start.day and end.day and start.year == end.year:
            if end.day <= start.day:
                return False
            if "and" in self.said and "between" not in self.said:
                listed = self.places["and"] - self.places["list"] if "list" in self.places else 0
                return end.day - start.day == 1 + (listed // 2)
        return True

    # ------------------------------------------------------------------------------------------ other forms

    def _numeric(self) -> Phrase | None:
        points, unknown = [], []
        for group in ("numeric", "to_numeric"):
            if group not in self.said:
                continue
            found = _NUMERIC.fullmatch(self.said[group])
            if found is None or (found[2] == "." and len(found[4]) == 2):
                return None
            one, two, year = int(found[1]), int(found[3]), full_year(found[4])
            if not (Point(year, two, one).is_real() or Point(year, one, two).is_real()):
                return None
            points.append(Point(year))
            unknown.append((one, two))
        end = points[1] if len(points) > 1 else None
        return Phrase(
            self.first, self.last, self.match.rule.id, points[0], end, self._weekday("weekday"), numeric=tuple(unknown)
        )

    def _dashed(self) -> Phrase | None:
        one, two, year = int(self.said["one"]), int(self.said["two"]), int(self.said["year"])
        if not (Point(year, two, one).is_real() or Point(year, one, two).is_real()):
            return None
        return Phrase(
            self.first,
            self.last,
            self.match.rule.id,
            Point(year),
            None,
            self._weekday("weekday"),
            numeric=((one, two),),
        )

    def _joined(self) -> Phrase | None:
        found = _JOINED.fullmatch(self.said["joined"])
        month = _named(self.grammar.classes(found[1]), _MONTHS) if found else None
        if found is None or month is None:
            return None
        point = Point(full_year(found[2]), month, int(self.said["day"]))
        return Phrase(self.first, self.last, self.match.rule.id, point, month_first=False) if point.is_real() else None

    def _time(self) -> Phrase | None:
        start, end = self._clock(""), self._clock("to_")
        if start is None or (end is None and "to_clock" in self.said):
            return None
        if not self.said.keys() & {"half", "to_half", "noon", "to_noon", "midnight", "to_midnight", "oclock", "hours"}:
            clocks = [self.said[group].lower() for group in ("clock", "to_clock") if group in self.said]
            if not any(text.endswith("m") for text in clocks) and any("." in text for text in clocks):
                return None  # 3.30 alone is a number
        return Phrase(
            self.first, self.last, self.match.rule.id, Point(clock=start), Point(clock=end) if end is not None else None
        )

    def _clock(self, side: str) -> Clock | None:
        if f"{side}noon" in self.said:
            return Clock(12, 0, "24")
        if f"{side}midnight" in self.said:
            return Clock(0, 0, "24")
        text = self.said.get(f"{side}clock")
        if text is None:
            return None
        if "hours" in self.said and not re.fullmatch(r"\d{4}|\d{1,2}[:.]\d\d", text):
            return None
        half = self.said.get(f"{side}half", "")
        classes = self.grammar.classes(half)
        if "half_am" in classes or half.lower() == "morning":
            return clock(text, "am")
        return clock(text, "pm" if half else None)


def _parts(point: Point) -> tuple[int, int, int]:
    return point.year or 0, point.month or 0, point.day or 0


def _together(start: Point, end: Point | None) -> tuple[Point, Point | None] | None:
    """Both ends of a range with the parts that one has from the other; None where a day does not exist."""
    if end is None:
        return start, None
    if start.month is None and start.day is not None:
        start = replace(start, month=end.month)
    if end.month is None and end.day is not None:
        end = replace(end, month=start.month)
    crosses = (start.month or 0) > (end.month or 0)
    if start.year is None and end.year is not None:
        start = replace(start, year=end.year - crosses)
    elif end.year is None and start.year is not None and end.month is not None:
        end = replace(end, year=start.year + crosses)
    return (start, end) if start.is_real() and end.is_real() else None


def _named(classes: Iterable[str], numbers: Mapping[str, int]) -> int | None:
    """The number of the month or weekday that a word's classes name."""
    return next((numbers[name] for name in classes if name in numbers), None)
