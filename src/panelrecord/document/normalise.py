"""The one normalisation of an article's text, so that what a reader cannot see changes nothing."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# Control characters, soft hyphens, zero-width spaces, marks of direction and of byte order. The joiners U+200C and
# U+200D stay: some scripts are spelt with them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff]"
)
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\u0085]")


def normalise(text: str) -> str:
    """The text in NFC, with ordinary spaces only, one at a time, ligatures of letters spelt out, lines ended by line
    feeds, and without the characters that nobody sees. Doing it again changes nothing.
    """
    if text.isascii() and not _NEEDS_WORK.search(text):
        return text
    text = _LINE_ENDS.sub("\n", text)
    text = _INVISIBLE.sub("", text).translate(_LIGATURES)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text))


_NEEDS_WORK = re.compile("[\x00-\x09\x0b-\x1f\x7f]|  ")
