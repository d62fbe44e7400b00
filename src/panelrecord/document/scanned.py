"""What the recognition of printed letters gets wrong, where it can be seen for sure, set right.

Each repair rests on the form of what stands there: a letter amid the figures of a date, a word that a line end parts, a
line that breaks off amid a sentence, a full stop right before a word that opens a sentence. What may be meant is left.
"""

from __future__ import annotations

import re

from panelrecord.source.hyphens import compounds_in, first_half

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?=[0-9OolI]*\d)[0-3OolI]?[0-9OolI]"
_YEAR = r"(?=\S*\d\S*\d)[12lI][0-9OolI]{3}"
_DAYS = re.compile(
    rf"\b(?P<before>{_DAY})(?=(?:st|nd|rd|th)?,? (?:of )?{_MONTH}\b)"
    rf"|\b{_MONTH} (?P<after>{_DAY})(?=(?:st|nd|rd|th)?\b)"
)
_YEARS = re.compile(
    rf"\b{_MONTH}(?: \d{{1,2}}(?:st|nd|rd|th)?)?,? (?P<year>{_YEAR})\b"
    rf"|\b(?:in|since|until|of|by|from|before|after|to|and) (?P<alone>[12][0-9O]{{3}})\b"
)
_MIXED = re.compile(r"\d(?:[OolI]|(?<=[OolI]\d))")  # from its figure on: of such letters a text has a thousand
_FIGURES = str.maketrans("OolI", "0011")

_OPENERS = (
    "The|This|That|These|Those|There|Then|They|Their|He|She|It|Its|His|Her|We|Our|You|But|And|So|Yet|In|On|At|As|For|From"
    "|To|By|With|When|While|After|Before|If|Although|However|Among|According|Both|Some|Many|Most|Dr|Mr|Mrs|Ms|Prof|Professor"
)
_JOINED = re.compile(
    rf"(?<![.@/\\_-])\b(?P<end>[A-Za-z][a-z’'-]{{1,40}}[a-z]|\d{{4}})"
    rf"(?P<stop>[.!?][”’)]?)(?=(?:[“‘]?(?:{_OPENERS})[ ,]))"
)
_STOP = re.compile(r"[.!?][”’)]?(?=[“‘A-Z])")

_AFTER = 100  # characters behind a line end, in which the rest of a word is
_BROKEN = re.compile(r"(?<=[^\n]{45}[a-z,;])\n(?=[a-z])")
_PARTED = re.compile(r"(?<![A-Za-z-])(?P<word>[A-Za-z-]++(?:(?<=-)|¬))\n(?=[a-z])")


def rejoined(text: str) -> str:
    """A paragraph, normalised, without the line ends in it that part a word or break off amid a sentence."""
    if "\n" in text:
        compounds = compounds_in(text)
        text = _PARTED.sub(
            lambda found: first_half(found["word"], text[found.end() : found.end() + _AFTER], compounds) or found[0],
            text,
        )
        text = _BROKEN.sub(" ", text)
    return text


def repaired(text: str) -> str:
    """The text with figures for letters in dates and blanks after full stops; doing it again changes nothing."""
    if _MIXED.search(text):
        text = _YEARS.sub(_in_figures, _DAYS.sub(_in_figures, text))
    return _JOINED.sub(r"\g<end>\g<stop> ", text) if _STOP.search(text) else text


def _in_figures(found: re.Match[str]) -> str:
    group = found.lastgroup
    assert group is not None
    start, end = found.start(group) - found.start(), found.end(group) - found.start()
    return found[0][:start] + found[group].translate(_FIGURES) + found[0][end:]
