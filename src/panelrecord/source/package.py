"""Zip archives: which of them are documents, and their parts, read within bounds and never unpacked to disk."""

from __future__ import annotations

import codecs
import io
import re
import struct
import zipfile
import zlib
from collections import Counter

from panelrecord.errors import DamagedInput, EncryptedInput, ForeignInput, InputTooLarge
from panelrecord.limits import Limits, in_words
from panelrecord.source.document_type import with_sensible_spans, without_declarations
from panelrecord.source.limits import MAX_DIRECTORY

_UNLOCK = "open it with its password and save it without one"
_CUT_OFF = "copy or download it again; it seems cut off"

_OPENDOCUMENT = "application/vnd.oasis.opendocument."
# What [Content_Types].xml calls the main part of each kind of Office file.
_OFFICE_KINDS = ((b"spreadsheetml", "a spreadsheet (xlsx)"), (b"presentationml", "a presentation (pptx)"))
# Parts by which other zip-based files are known.
_OTHER_KINDS = (
    ("AndroidManifest.xml", "an Android app"),
    ("META-INF/MANIFEST.MF", "a Java archive (jar)"),
    ("Index/Document.iwa", "a Pages, Numbers or Keynote file"),
    ("index.apxl", "a Keynote file"),
    ("index.xml", "a Pages file"),
)
# Scrambled fonts are no encrypted text: these two only keep a font from being copied out of the book.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    OverflowError,
)
_ELSEWHERE = re.compile(r"\A[/\\]|\A[A-Za-z]:|(?:\A|[/\\])\.\.(?:[/\\]|\Z)|[\0-\x1f]")  # names outside the package
_WITHOUT_TEXT = (
    *(
        ".png",
        ".jpg",
        ".jpeg",
        ".jpe",
        ".gif",
        ".bmp",
        ".tif",
        ".tiff",
        ".webp",
        ".svg",
        ".emf",
        ".wmf",
        ".emz",
        ".wmz",
    ),
    *(".ttf", ".otf", ".ttc", ".woff", ".woff2", ".odttf", ".fntdata", ".css", ".js"),
    *(".mp3", ".mp4", ".m4a", ".m4v", ".mpg", ".mpeg", ".avi", ".mov", ".wav", ".wmv", ".ogg", ".webm"),
    *(".bin", ".ole", ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".zip"),
)
# Parts of a Word file of which no reader makes text: colours, fonts, settings, what other programs left.
_BESIDE_TEXT = re.compile(
    r"docProps/|customXml/|word/(?:theme/|glossary/|(?:settings|webSettings|fontTable|stylesWithEffects)\.xml)"
)
_LOCATOR, _LARGE_END = 20, 56  # bytes of what zip64 puts before the end of a directory
_LONGEST_END = 22 + 0xFFFF  # bytes of that end, with the longest comment
DIRECTORY_END = _LONGEST_END + _LOCATOR + _LARGE_END
"""The most bytes at the end of a zip archive that say how large its directory is."""
_ELSEWHERE_SIZE = 0xFFFFFFFF  # what stands for a size that does not fit
_XML, _PAGES = (".xml", ".rels", ".opf"), (".xhtml", ".html", ".htm")
_HEAD = 64 * 1024
_WIDE = re.compile(r"""\s+encoding\s*=\s*["'][^"'>]*["']""")  # UTF-8 is what XML is in when it does not say
_FONT_SCRAMBLING = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})


class Package:
    """An open archive whose directory is of sensible size. Parts are read when they are asked for, and kept."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self._archive = archive
        self._most = limits.parts_bytes
        self._read: dict[str, bytes] = {}
        self._size = 0  # of all that was read
        self.names = frozenset(archive.namelist())

    def read(self, part: str, most: int | None = None) -> bytes | None:
        """The bytes of one part, or None where the package has none of that name.

        Raises DamagedInput where it does not unpack, InputTooLarge where it unpacks to more than `most` bytes, or all
        parts that were read to more than the limit.
        """
        if part in self._read:
            return self._read[part]
        left = self._most - self._size
        most = left if most is None else min(most, left)
        try:
            if self._archive.getinfo(part).compress_type not in _METHODS:
                raise NotImplementedError("a method of compression that no document uses")
            with self._archive.open(part) as file:
                content = file.read(most + 1)
        except KeyError:
            return None
        except _DAMAGE as error:
            raise DamagedInput(f"holds a damaged part ({part})", mend=_CUT_OFF) from error
        if len(content) > most:
            mend = "save the document again, or as text, or allow more by the limit parts-bytes"
            raise InputTooLarge(f"its part {part} is over {in_words(most)}", mend=mend)
        self._read[part] = content
        self._size += len(content)
        return content

    def repeated(self) -> tuple[str, ...]:
        """The names that stand in the directory more than once; of their parts the last one is read."""
        counts = Counter(self._archive.namelist())
        return tuple(name for name, count in counts.items() if count > 1)

    def repacked(self) -> bytes:
        """The archive anew, with nothing in it that could be more than it seems.

        Every part once, in UTF-8 and not packed, without cells that span thousands; pictures, fonts, films and what
        else holds no text are there by their names alone, since pandoc would unpack them for nothing; parts beside a
        Word file's text are not there. Raises as `read`.
        """
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            for name in dict.fromkeys(self._archive.namelist()):
                if name.endswith("/") or _ELSEWHERE.search(name):
                    continue
                if _BESIDE_TEXT.match(name):
                    continue
                content = b"" if name.lower().endswith(_WITHOUT_TEXT) else self.read(name)
                archive.writestr(zipfile.ZipInfo(name), _sensible(content or b"", name.lower()))
        return file.getvalue()


def _sensible(content: bytes, name: str) -> bytes:
    """A part as pandoc can take it."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and name.endswith((*_XML, *_PAGES)):
        content = _WIDE.sub("", content.decode("utf-16", "replace")).encode("utf-8", "replace")
    if name.endswith(_PAGES) and b"<!DOCTYPE" in content[:_HEAD].upper():
        content = without_declarations(content.decode("latin-1")).encode("latin-1")  # every byte as it was
    return with_sensible_spans(content)


def open_package(content: bytes, limits: Limits) -> Package:
    """The zip archive in `content`, once its directory is known to be of sensible size.

    Raises DamagedInput, EncryptedInput, InputTooLarge.
    """
    _check_directory_size(content, limits)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, struct.error, NotImplementedError, OverflowError, ValueError) as error:
        raise DamagedInput("is a damaged zip archive", mend=_CUT_OFF) from error
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise _too_many(limits)
    declared = sum(entry.file_size for entry in entries)
    if declared > limits.unpacked_bytes:
        mend = "save the document again without its pictures, or allow more by the limit unpacked-bytes"
        raise InputTooLarge(f"unpacks to more than {in_words(limits.unpacked_bytes)}", mend=mend)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise EncryptedInput("is a zip archive with a password", mend=_UNLOCK)
    return Package(archive, limits)


def _check_directory_size(content: bytes, limits: Limits) -> None:
    """Before `zipfile` reads an entry for each few bytes of the directory, see how large the directory says it is."""
    count, size = directory_size(content)
    if size > MAX_DIRECTORY or count > limits.entries:
        raise _too_many(limits)


def directory_size(content: bytes) -> tuple[int, int]:
    """How many entries the directory of a zip archive says it has, and how many bytes.

    Args:
        content: the archive, or its last `DIRECTORY_END` bytes.

    Raises DamagedInput where no directory is to be found.
    """
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - _LONGEST_END))
    if end < 0 or len(content) < end + 22:
        raise DamagedInput("is a zip archive without its directory", mend=_CUT_OFF)
    count, size = struct.unpack_from("<HL", content, end + 10)
    locator, large = end - _LOCATOR, end - _LOCATOR - _LARGE_END
    if locator >= 0 and content.startswith(b"PK\x06\x07", locator):  # then it says so there, in eight bytes each
        if large < 0 or not content.startswith(b"PK\x06\x06", large):
            raise DamagedInput("is a zip64 archive without its directory", mend=_CUT_OFF)
        count, size = struct.unpack_from("<QQ", content, large + 32)
    elif _ELSEWHERE_SIZE in (size, struct.unpack_from("<L", content, end + 16)[0]):
        raise DamagedInput("is a zip64 archive that does not say where its directory is", mend=_CUT_OFF)
    return count, size


def _too_many(limits: Limits) -> InputTooLarge:
    mend = "save the document again, or as text, or allow more by the limit entries"
    return InputTooLarge(f"holds more than {limits.entries} files", mend=mend)


def package_format(package: Package) -> str:
    """Which of docx, odt and epub the archive is.

    Raises ForeignInput naming what else it is, EncryptedInput where its text is encrypted, DamagedInput where its
    text is missing.
    """
    names = package.names
    if "mimetype" in names:
        return _by_mimetype(package, (package.read("mimetype", 1_000) or b"").decode("ascii", "replace").strip())
    if "[Content_Types].xml" in names:
        return _office_format(package.read("[Content_Types].xml") or b"", names)
    if "META-INF/container.xml" in names:
        return _epub(package)
    for part, kind in _OTHER_KINDS:
        if part in names:
            raise _foreign(kind)
    kind = "an empty zip archive" if not names else "a zip archive"
    raise ForeignInput(
        f"is {kind}, not an article", mend="read the articles in it with `panelrecord convert`, or with convert_many"
    )


def _by_mimetype(package: Package, mimetype: str) -> str:
    if mimetype == "application/epub+zip":
        return _epub(package)
    kind = mimetype.removeprefix(_OPENDOCUMENT)
    if kind in ("text", "text-template", "text-master", "text-web"):
        manifest = package.read("META-INF/manifest.xml") or b""
        if b"encryption-data" in manifest:
            raise EncryptedInput("is an OpenDocument file with a password", mend=_UNLOCK)
        if "content.xml" not in package.names:
            raise DamagedInput("is an OpenDocument file without its text", mend=_CUT_OFF)
        return "odt"
    raise _foreign(f"an OpenDocument {kind}" if kind != mimetype else f"a file of type {mimetype[:80] or 'unknown'}")


def _office_format(types: bytes, names: frozenset[str]) -> str:
    if b"wordprocessingml" in types or b"ms-word" in types:
        if not any(name.startswith("word/document") for name in names):
            raise DamagedInput("is a Word file without its text", mend=_CUT_OFF)
        return "docx"
    for mark, kind in _OFFICE_KINDS:
        if mark in types:
            raise _foreign(kind)
    raise _foreign("an Office file without text")


def _epub(package: Package) -> str:
    names = package.names
    if "META-INF/container.xml" not in names:
        raise DamagedInput("is an e-book without its table of parts", mend=_CUT_OFF)
    encryption = package.read("META-INF/encryption.xml") or b""
    if encryption:
        algorithms = re.findall(rb"""EncryptionMethod[^>]{0,200}Algorithm\s*=\s*["']([^"']{1,200})""", encryption)
        if any(algorithm.decode("utf-8", "replace") not in _FONT_SCRAMBLING for algorithm in algorithms):
            raise EncryptedInput("is an e-book with copy protection", mend="use a copy without protection")
    return "epub"


def _foreign(kind: str) -> ForeignInput:
    return ForeignInput(f"is {kind}, not an article", mend="save or export its text as docx, odt or plain text")
