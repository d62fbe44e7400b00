r"""RTF for pandoc: every character written as itself instead of as an escape.

Pandoc's reader takes a letter of the text for the replacement that follows ``\u8220``, and knows one code page. With
the escapes resolved here, by the code page that the file names, it has neither to do.
"""

from __future__ import annotations

import codecs
import re

_TOKEN = re.compile(
    rb"\\uc(?P<count>\d{1,2})[ ]?"
    rb"|\\u(?P<point>-?\d{1,5})[ ]?"
    rb"|(?P<bytes>(?:\\'[0-9a-fA-F]{2})+)"
    rb"|\\bin(?P<binary>\d{1,9})[ ]?"
    rb"|(?P<raw>[\x80-\xff]+)"
    rb"|(?P<brace>[{}])"
    rb"|\\[^a-zA-Z']"  # an escaped brace or backslash, which is no other token's beginning
)
_REPLACEMENT = re.compile(rb"[\r\n]*(?:\\'[0-9a-fA-F]{2}|\\[{}\\]|[^\\{}\r\n])")
_WORD_END = re.compile(rb"\\[a-zA-Z]+-?\d*\Z")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_CHARACTER_SETS = ((rb"\mac", "mac_roman"), (rb"\pca", "cp850"), (rb"\pc", "cp437"))


def readable_rtf(content: bytes) -> bytes:
    r"""`content` without binary data, and with the characters of its ``\uN``, ``\'xx`` and raw bytes in UTF-8."""
    encoding = _encoding(content)
    is_utf8 = _is_utf8(content)
    written: list[bytes] = []
    counts = [1]  # of the replacement characters that follow a \uN, for each open group
    place = 0
    high = 0  # the first half of a surrogate pair that waits for its second
    while token := _TOKEN.search(content, place):
        written.append(content[place : token.start()])
        place = token.end()
        letters = None
        waiting, high = high, 0
        if token["point"]:
            point = int(token["point"]) & 0xFFFF
            place = _after_replacement(content, place, counts[-1])
            if 0xD800 <= point < 0xDC00:
                high = point
            else:
                letters = _letter(point, waiting)
        elif token["bytes"]:
            letters = bytes.fromhex(token["bytes"].replace(b"\\'", b"").decode()).decode(encoding, "replace")
        elif token["raw"]:
            letters = token["raw"].decode("utf-8" if is_utf8 else encoding, "replace")
        elif token["binary"]:
            place += int(token["binary"])
        else:
            if token["count"]:
                counts[-1] = min(int(token["count"]), 8)
            elif token["brace"] == b"{":
                counts.append(counts[-1])
            elif token["brace"] and len(counts) > 1:
                counts.pop()
            written.append(token[0])
        if letters:
            # Pandoc would take the letter for the end of a control word right before it.
            before = written[-1] or written[max(0, len(written) - 2)]
            written.append((b" " if _WORD_END.search(before[-40:]) else b"") + _literal(letters))
    written.append(content[place:])
    return b"".join(written)


def _after_replacement(content: bytes, place: int, count: int) -> int:
    for _ in range(count):
        replacement = _REPLACEMENT.match(content, place)
        place = replacement.end() if replacement else place
    return place


def _letter(point: int, high: int) -> str:
    """The character of a code point, or of a surrogate pair's second half and the first that came before it."""
    if 0xDC00 <= point < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + (point - 0xDC00)) if high else "\ufffd"
    return chr(point)


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
