r"""RTF for pandoc: every character written as itself instead of as an escape.

Pandoc's reader takes a letter of the text for the replacement that follows ``\u8220``, and knows one code page. With
the escapes resolved here, by the code page that the file names, it has neither to do.
"""

from __future__ import annotations

import codecs
import re

from panelrecord.errors import DamagedInput
from panelrecord.source.rtf_text import rtf_text

_TOKEN = re.compile(
    rb"\\uc(?P<count>\d{1,2})[ ]?"
    rb"|\\u(?P<point>-?\d{1,7})[ ]?"
    rb"|(?P<bytes>(?:\\'[0-9a-fA-F]{2})+)"
    rb"|\\bin(?P<binary>\d{1,9})[ ]?"
    rb"|(?P<raw>[\x80-\xff]+)"
    rb"|\\objdata\b(?P<object>[\s0-9a-fA-F]*+)"
    rb"|(?P<brace>[{}])"
    rb"|\\[^a-zA-Z'\x80-\xff]"  # an escaped brace or backslash, which is no other token's beginning
)
_REPLACEMENT = re.compile(rb"[\r\n]*(?:\\'[0-9a-fA-F]{2}|\\[{}\\]|[^\\{}\r\n])")
_HALF = "\ufffd"  # for half of a character
_WORD = re.compile(rb"[A-Za-z]{3}")
_WORD_END = re.compile(rb"\\[a-zA-Z]+-?\d*\Z")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_CHARACTER_SETS = ((rb"\mac", "mac_roman"), (rb"\pca", "cp850"), (rb"\pc", "cp437"))


def readable_rtf(content: bytes) -> tuple[bytes, bool]:
    r"""`content` without binary data, and with the characters of its ``\uN``, ``\'xx`` and raw bytes in UTF-8.

    Returns:
        what stands in the outermost group, and whether words stand behind it, which no program shows.

    Raises DamagedInput where the file ends inside a group, or that group ends before any word.
    """
    encoding = _encoding(content)
    is_utf8 = _is_utf8(content)
    written: list[bytes] = []
    counts = [1]  # of the replacement characters that follow a \uN, for each open group
    place = 0
    high, behind = 0, -1  # the first half of a surrogate pair that waits for its second, and where this would be
    while token := _TOKEN.search(content, place):
        waiting = high if token["point"] and token.start() == behind else 0
        if high and not waiting:
            _write(written, _HALF)
        high = 0
        written.append(content[place : token.start()])
        place = token.end()
        letters = None
        if token["point"]:
            point = _point(token["point"])
            place = _after_replacement(content, place, counts[-1])
            if 0xD800 <= point < 0xDC00:
                high, behind = point, place
                if waiting:
                    letters = _HALF
            else:
                letters = _letter(point, waiting)
        elif token["bytes"]:
            letters = bytes.fromhex(token["bytes"].replace(b"\\'", b"").decode()).decode(encoding, "replace")
        elif token["raw"]:
            letters = token["raw"].decode("utf-8" if is_utf8 else encoding, "replace")
        elif token["binary"]:
            place += int(token["binary"])
        elif token["object"] is None:
            if token["count"]:
                counts[-1] = min(int(token["count"]), 8)
            elif token["brace"] == b"{":
                counts.append(counts[-1])
            elif token["brace"]:
                counts.pop()
            written.append(token[0])
            if token["brace"] and len(counts) == 1:
                break
        if letters:
            _write(written, letters)
    if not token:
        raise DamagedInput("is RTF that ends inside a group", mend="copy or download it again; it seems cut off")
    inside, goes_on = b"".join(written), _WORD.search(content, place) is not None
    if goes_on and not rtf_text(inside).strip():
        mend = "open it with the program that wrote it, and save it again"
        raise DamagedInput("is RTF whose outermost group ends before its words", mend=mend)
    return inside, goes_on


def _write(written: list[bytes], letters: str) -> None:
    # Pandoc would take the letter for the end of a control word right before it.
    before = written[-1] or written[max(0, len(written) - 2)]
    written.append((b" " if _WORD_END.search(before[-40:]) else b"") + _literal(letters))


def _after_replacement(content: bytes, place: int, count: int) -> int:
    for _ in range(count):
        replacement = _REPLACEMENT.match(content, place)
        place = replacement.end() if replacement else place
    return place


def _point(written: bytes) -> int:
    r"""The code point of a \uN: sixteen bits with a sign, or, as some programs write it, all of it."""
    point = int(written)
    return point if 0xFFFF < point <= 0x10FFFF else point & 0xFFFF


def _letter(point: int, high: int) -> str:
    """The character of a code point, or of a surrogate pair's second half and the first that came before it."""
    if 0xDC00 <= point < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + (point - 0xDC00)) if high else _HALF
    return (_HALF if high else "") + chr(point)


def _literal(text: str) -> bytes:
    """`text` as RTF has it in UTF-8, its own marks escaped, and nothing that is no character of a text."""
    return "".join("\\" + letter if letter in "\\{}" else letter for letter in text if letter >= " ").encode("utf-8")


def _encoding(content: bytes) -> str:
    match = _CODE_PAGE.search(content, 0, 4096)
    if match:
        name = "mac_roman" if match[1] == b"10000" else "utf-8" if match[1] == b"65001" else f"cp{int(match[1])}"
        try:
            codecs.lookup(name)
        except LookupError:
            return "cp1252"
        return name
    return next((name for mark, name in _CHARACTER_SETS if mark in content[:200]), "cp1252")


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
