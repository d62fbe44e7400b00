"""The one normalisation of an article's text, so that what a reader cannot see changes nothing."""

from __future__ import annotations

import re
import unicodedata

from panelrecord.document.scanned import repaired

_BLANKS = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\x0b\x0c\x85\u2028\u2029"
# Control characters, soft hyphens, zero-width spaces, marks of direction and of byte order, and halves of characters,
# which no encoding can write. The joiners U+200C and U+200D stay: some scripts are spelt with them.
_UNSEEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff"
)
_LIGATURES = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)) | {"ſ": "s"}

_ODD = re.compile(f"\r\n?|[{_LINE_ENDS}]|[{_BLANKS}]|[{_UNSEEN}]|[ﬀ-ﬆſ]")
_LIGATURE = re.compile("[ﬀ-ﬆſ]")
_GAP = re.compile(r" *\n *|  +")


def normalise(text: str) -> str:
    """The text as every offset counts it; doing it again changes nothing.

    In NFC; with ordinary blanks only, one at a time and none at the ends of lines; lines ended by line feeds; ligatures
    of letters spelt out; without the characters that nobody sees; and as `repaired` sets right what scanning got wrong.
    """
    plain = text.isascii()
    # What is printable is neither blank nor unseen.
    if not text.isprintable() or (not plain and _LIGATURE.search(text)):
        text = _ODD.sub(_ordinary, text)
    if "  " in text or "\n" in text:
        text = _GAP.sub(_gap, text)
    return repaired(text if plain else unicodedata.normalize("NFC", text))


def _ordinary(match: re.Match[str]) -> str:
    odd = match[0]
    if odd in _LIGATURES:
        return _LIGATURES[odd]
    if odd[0] == "\r" or odd in _LINE_ENDS:
        return "\n"
    return " " if odd.isspace() else ""


def _gap(match: re.Match[str]) -> str:
    return "\n" if "\n" in match[0] else " "
