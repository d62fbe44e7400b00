"""Bytes become text: which encoding they are in, and what of them is no text at all."""

from __future__ import annotations

import codecs
import re

from panelrecord.errors import UndecodableInput
from panelrecord.values import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64 * 1024
_ASCII = bytes(range(128))
_MOST_LATIN = 0.4  # of the bytes: what is not ASCII in the Latin script of any language

# What a document says of itself: an XML declaration, an HTML meta element, a LaTeX package option.
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']?([\w.:-]+)"""
    rb"""|<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)"""
    rb"""|\\usepackage\[([\w-]+)\]\{inputenc\}""",
    re.IGNORECASE,
)
# Browsers read these names as Windows-1252, and so does everybody who writes them.
_MEANS_CP1252 = frozenset({"iso8859-1", "ascii", "latin1", "ansinew", "cp1252", "x-ansi"})
# Of the other codecs that Python knows, those that a document can be stored in ("rot13" and "utf-7" are none).
_DECLARABLE = re.compile(r"(?:iso8859-\d+|cp\d{3,4}|koi8-[rut]|mac-\w+|shift_jis\w*|euc_\w+|gb\d*k?|big5\w*|tis-620)\Z")

# Read as Windows-1252, text of another encoding betrays itself by capitals or low quotation marks inside words.
_NOT_CP1252 = re.compile(
    r"[a-z][À-ÖØ-ÞŠŽŒŸ]|[A-Za-z][‚ƒ„†‡ˆ‰‹¤¦¨¬¸¹²³¢¡¿][A-Za-z]|[ÒÓÔÕ]{2}|(?:^|\s)[ÒÔ][A-Za-z]|[£¥¯¿][a-z]", re.MULTILINE
)
_HIGH_CONTEXT = re.compile(rb"[^\n]{0,60}[\x80-\xff][^\n]{0,60}")
_CANDIDATES = [
    *("cp1252", "mac_roman", "cp850", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256"),
    *("cp932", "euc_jp", "gb18030", "big5", "euc_kr"),
]
_NAMES = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp932": "Shift_JIS"}

_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    r"""Text with ``\n`` line ends and without control characters; `encoding` is None for UTF-8 (or ASCII)."""

    text: str
    encoding: str | None = None


def decode(content: bytes, charset: str | None = None) -> Decoded:
    """The text that `content` holds: byte order mark, UTF-8, the declared encoding, or the likeliest.

    `charset` is what a header beside the content declares, which goes before what is declared in it.

    Raises UndecodableInput where no encoding makes text of it.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            rest = content[len(mark) :]
            if encoding != "utf-8" and b"\0" not in rest:
                text = _strictly(rest, "utf-8")  # as UTF-16, what is UTF-8 would be Chinese that nobody wrote
                if text is not None and len(rest.translate(None, _ASCII)) < len(rest) / 2:
                    return _cleaned(text, "UTF-8, which its byte order mark denies")
            text = _strictly(rest, encoding)
            if text is None:
                raise _undecodable(f"begins as {encoding.upper()} and does not go on as such")
            return _cleaned(text, None if encoding == "utf-8" else encoding.upper())
    wide = _wide_encoding(content)
    if wide:
        text = _strictly(content, wide)
        if text is not None:
            return _cleaned(text, wide.upper())
    text = _strictly(content, "utf-8")
    if text is not None:
        return _cleaned(text, None)
    text = _with_surrogates(content)
    if text is not None:
        return _cleaned(text, "CESU-8")
    return _legacy(content, charset)


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _with_surrogates(content: bytes) -> str | None:
    """UTF-8 in which characters are written by their two halves, as some databases do; a half alone is no character."""
    try:
        text = content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _wide_encoding(content: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: in English, nearly every character leaves the same bytes zero."""
    sample = content[:4096]
    if b"\0" not in sample or len(content) % 2:
        return None
    quarter = len(sample) // 4 or 1
    zeros = [sample[place::4].count(0) / quarter for place in range(4)]
    for pattern, encoding in (
        ((False, True, True, True), "utf-32-le"),
        ((True, True, True, False), "utf-32-be"),
        ((False, True, False, True), "utf-16-le"),
        ((True, False, True, False), "utf-16-be"),
    ):
        if all(share > 0.7 if zero else share < 0.1 for share, zero in zip(zeros, pattern, strict=True)):
            return encoding
    return None


def _legacy(content: bytes, charset: str | None) -> Decoded:
    for declared in (_known(charset), _declared_encoding(content[:4096])):
        if declared is None:
            continue
        text = _strictly(content, declared)
        if text is not None:
            return _cleaned(text, _NAMES.get(declared, declared))
    mixed = _mostly_utf8(content)
    if mixed is not None:
        return _cleaned(mixed, "UTF-8 with single bytes of Windows-1252")
    start = content[: 16 * _SAMPLE]
    if len(start.translate(None, _ASCII)) > _MOST_LATIN * len(start):
        return _detected(content, start[:_SAMPLE].rpartition(b"\n")[0] or start)
    text = _strictly(content, "cp1252")
    if text is not None and not _NOT_CP1252.search(text):
        return _cleaned(text, "Windows-1252")
    # The letters in question and their neighbours tell more than pages of plain letters.
    return _detected(content, b"\n".join(_HIGH_CONTEXT.findall(start))[:_SAMPLE], but="cp1252")


def _declared_encoding(head: bytes) -> str | None:
    match = _DECLARED.search(head)
    if match is None:
        return None
    return _known(next(group for group in match.groups() if group).decode("ascii", "replace"))


def _known(written: str | None) -> str | None:
    """The codec that a declaration means; None for what is none, or none that a document is stored in."""
    if not written:
        return None
    try:
        found = codecs.lookup(written)
    except (LookupError, ValueError):  # of a name with a NUL in it, or with letters that no name has
        return "cp1252" if written.lower() in _MEANS_CP1252 else None
    if found.name in _MEANS_CP1252:
        return "cp1252"
    return found.name if _DECLARABLE.match(found.name) else None


def _mostly_utf8(content: bytes) -> str | None:
    """UTF-8 into which single bytes of Windows-1252 were pasted, which would make a mess of the rest if believed."""
    text = content.decode("utf-8", "surrogateescape")
    strays = sum(len(run) for run in re.findall("[\udc80-\udcff]+", text))
    if len(content) - len(text) + len(re.findall("[\u0080-\ud7ff\ue000-\U0010ffff]", text)) < strays:
        return None  # of the bytes above ASCII more do not keep to UTF-8 than do, which no other encoding gives
    return re.sub(
        "[\udc80-\udcff]+", lambda run: run[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text
    )


def _detected(content: bytes, sample: bytes, but: str | None = None) -> Decoded:
    """The text in the likeliest encoding, which is not the one that was ruled out, as long as there is another."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  45 ms that few articles need

    found = sorted(from_bytes(sample, cp_isolation=_CANDIDATES), key=lambda match: match.encoding == but)
    for match in found:
        text = _strictly(content, match.encoding)
        if text is not None:
            return _cleaned(text, _NAMES.get(match.encoding, match.encoding))
    raise _undecodable("is in no character encoding that gives text")


def _cleaned(text: str, encoding: str | None) -> Decoded:
    """One kind of line end, and no characters that no writing has (they come of damage, and XML forbids them)."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    damage = len(_NOT_TEXT.findall(text)) if _NOT_TEXT.search(text) else 0
    if damage:
        if damage > len(text) / 20:
            raise _undecodable("is binary data, not text")
        text = _NOT_TEXT.sub("", text)
    return Decoded(text.removeprefix("\ufeff"), encoding)


def _undecodable(message: str) -> UndecodableInput:
    return UndecodableInput(message, mend="save it as UTF-8 with the program that wrote it, or convert it")
