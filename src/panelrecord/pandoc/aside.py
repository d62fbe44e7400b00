"""Rows of words without any markup, set aside while pandoc reads the rest.

Pandoc's readers take a microsecond for each character, also where nothing comes of them but the words: for most of an
article. So a reader is given a mark in the place of such a row, and in the tree the words are put back for it. What is
set aside is chosen so that no rule of the format can tell it from the mark: words inside a line, with a word left on
either side, and among them nothing that a reader makes anything of. A mark that is not found again as a text of its
own, as inside a comment or a link's address, was no such row; then the whole is read.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from json.encoder import encode_basestring as as_json

from panelrecord.pandoc.word_file import TEXT, without_waste
from panelrecord.values import dataclass

_OPEN, _CLOSE = "\ue000", "\ue001"  # for private use: what holds them is read whole
_MARK = re.compile(rf'\{{"t":"Str","c":"{_OPEN}(\d+){_CLOSE}"\}}'.encode())

_LETTER = "A-Za-z\u00c0-\u024f"
_PLAIN = rf"{_LETTER}0-9.,;:?!/%+=$#’‘“”–—…«»\-"
_LEAST = 30  # characters; with fewer there is nothing to gain


def _row(marks: str, over_lines: bool = False) -> re.Pattern[str]:
    """Words behind and before a word, of letters, digits and these marks as well as those that are plain in all text.

    A row goes on over the line ends of a paragraph: without blanks before, and with a letter or an opening mark behind,
    which no other kind of block begins with.
    """
    plain = f"{_PLAIN}{marks}"
    further = rf"(?:(?<! )\n(?=[{_LETTER}“‘\"'(])[{plain} ]+)*" if over_lines else ""
    return re.compile(rf"(?<=[{_LETTER}] )[{_LETTER}][{plain} ]+{further}(?<! )(?= )")


_QUOTES = "\"'()"
_IN_MARKDOWN = _row(_QUOTES, over_lines=True)
_IN_LINE = _row(_QUOTES)
_BESIDE_LINKS = _row("", over_lines=True)  # whose titles and addresses stand in quotation marks and parentheses
_IN_HTML = _row(rf"{_QUOTES}@*~|\[\]{{}}^\n\t")
# What may hold blank lines: fenced code, comments and the like. A text with one of them is read whole.
_OVER_BLANK_LINES = re.compile(r"```|~~~|<(?:[!?]|(?:script|pre|style|textarea)\b)", re.IGNORECASE)
_VERBATIM = re.compile(r"<(?:pre|code)\b", re.IGNORECASE)
_COMMONMARK = re.compile(r"commonmark(?:\+pipe_tables|\+strikeout)*")
_HTML = re.compile(r"html(?:-\w+)*")  # without further extensions, which might read some of these marks

_IN_XML = _row(f"{_QUOTES}@*~|{{}}^")
_IN_RUN = re.compile(r"<w:t(?: [^<>]*)?>[^<]+")
_LEAST_IN_ALL = 4000  # bytes; with fewer to save, pandoc may as well have the file as it is
_LINKS_WITHIN = "w:anchor="  # whose targets pandoc calls by the words of their headings


@dataclass(frozen=True, slots=True)
class Shortened:
    """A document with marks in the place of rows of words, and these rows in order."""

    content: bytes
    aside: tuple[str, ...]


def shorten(content: bytes, reader: str) -> Shortened | None:
    """The document with its plain rows of words set aside; None where there are none, or the reader is another.

    Args:
        content: the document, in UTF-8, or the archive that it is.
        reader: the name of pandoc's reader, with its extensions.
    """
    rows = _Rows()
    if reader == "docx":
        return _short_word_file(content, rows)
    is_markdown = _COMMONMARK.fullmatch(reader) is not None
    text = _decoded(content) if is_markdown or _HTML.fullmatch(reader) else None
    if text is None or (_OVER_BLANK_LINES if is_markdown else _VERBATIM).search(text):
        return None
    if is_markdown:
        has_labels = "]:" in text
        parts = text.split("\n\n")
        shortened = "\n\n".join([_pattern(part, has_labels).sub(rows.mark, part) for part in parts])
    else:
        shortened = _IN_HTML.sub(rows.mark, text)
    return Shortened(shortened.encode("utf-8"), tuple(rows.aside)) if rows.aside else None


class _Rows:
    """The rows set aside so far."""

    def __init__(self) -> None:
        self.aside: list[str] = []

    def mark(self, row: re.Match[str]) -> str:
        """The mark for a row, or the row itself where it is short."""
        words = row[0]
        if len(words) < _LEAST:
            return words
        plain = "\n" not in words and "\t" not in words and "  " not in words  # as nearly all are
        self.aside.append(words if plain else " ".join(words.split()))
        return f"{_OPEN}{len(self.aside) - 1}{_CLOSE}"


def _decoded(content: bytes) -> str | None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if _OPEN in text else text


_NOTHING = re.compile(r"(?!)")


def _pattern(part: str, has_labels: bool) -> re.Pattern[str]:
    """What may be set aside between two blank lines of Markdown, over which only links' labels are looked up."""
    if part.startswith(("    ", "\t")) or "`" in part or "|" in part or "<" in part or (has_labels and "[" in part):
        return _NOTHING
    if "#" in part:  # a heading ends with its line
        return _IN_LINE if "](" not in part else _NOTHING
    return _BESIDE_LINKS if "](" in part else _IN_MARKDOWN


def _short_word_file(content: bytes, rows: _Rows) -> Shortened | None:
    """A Word file with the rows set aside that stand in the runs of its text.

    Only an archive in which nothing is packed is looked into, as `source` makes them: it holds no more than it seems.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if any(entry.compress_type for entry in archive.infolist()):
                return None
            parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return None
    parts = without_waste(parts)
    text = _decoded(parts.get(TEXT, b""))
    if text is None:
        return None
    if _LINKS_WITHIN not in text:
        parts[TEXT] = _IN_RUN.sub(lambda run: _IN_XML.sub(rows.mark, run[0]), text).encode("utf-8")
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, held in parts.items():
            archive.writestr(zipfile.ZipInfo(name), held)
    if len(content) - file.tell() < _LEAST_IN_ALL:
        return None
    return Shortened(file.getvalue(), tuple(rows.aside))


def put_back(tree: bytes, aside: Sequence[str]) -> bytes | None:
    """The JSON of a tree with the words in the place of their marks; None where not each is found just once."""
    texts = [as_json(words).encode("utf-8") for words in aside]
    found: list[int] = []

    def words(mark: re.Match[bytes]) -> bytes:
        found.append(int(mark[1]))
        return b'{"t":"Str","c":%b}' % texts[found[-1]] if found[-1] < len(texts) else b""

    whole = _MARK.sub(words, tree)
    return whole if sorted(found) == list(range(len(texts))) and _OPEN.encode() not in whole else None
