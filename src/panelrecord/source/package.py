"""Zip archives: which of them are documents, and their parts, read within bounds and never unpacked to disk."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from panelrecord.errors import DamagedInput, EncryptedInput, ForeignInput, InputTooLarge
from panelrecord.source.limits import MAX_DIRECTORY, MAX_ENTRIES, MAX_PART, MAX_UNPACKED, megabytes

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
_FONT_SCRAMBLING = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})


def open_package(content: bytes) -> zipfile.ZipFile:
    """The zip archive in `content`, once its directory is known to be of sensible size.

    Raises DamagedInput, EncryptedInput, InputTooLarge.
    """
    _check_directory_size(content)
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, struct.error, NotImplementedError, UnicodeDecodeError, ValueError) as error:
        raise DamagedInput("is a damaged zip archive", mend=_CUT_OFF) from error
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES:
        raise InputTooLarge(f"holds more than {MAX_ENTRIES} files", mend="save the document again, or as text")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise InputTooLarge(
            f"unpacks to more than {megabytes(MAX_UNPACKED)}", mend="save the document again without its pictures"
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise EncryptedInput("is a zip archive with a password", mend=_UNLOCK)
    return package


def _check_directory_size(content: bytes) -> None:
    """Before `zipfile` reads an entry for each few bytes of the directory, see how large the directory says it is."""
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - 65_557))
    if end < 0 or len(content) < end + 22:
        raise DamagedInput("is a zip archive without its directory", mend=_CUT_OFF)
    (size,) = struct.unpack_from("<L", content, end + 12)
    if size > MAX_DIRECTORY:
        raise InputTooLarge(f"holds more than {MAX_ENTRIES} files", mend="save the document again, or as text")


def read_part(package: zipfile.ZipFile, part: str, limit: int = MAX_PART) -> bytes | None:
    """The bytes of one part, or None where the package has none of that name.

    Raises DamagedInput where it does not unpack, InputTooLarge where it unpacks to more than `limit` bytes.
    """
    try:
        with package.open(part) as file:
            content = file.read(limit + 1)
    except KeyError:
        return None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise DamagedInput(f"holds a damaged part ({part})", mend=_CUT_OFF) from error
    if len(content) > limit:
        raise InputTooLarge(f"its part {part} is over {megabytes(limit)}", mend="save the document again, or as text")
    return content


def package_format(package: zipfile.ZipFile) -> str:
    """Which of docx, odt and epub the archive is.

    Raises ForeignInput naming what else it is, EncryptedInput where its text is encrypted, DamagedInput where its
    text is missing.
    """
    names = set(package.namelist())
    if "mimetype" in names:
        return _by_mimetype(package, (read_part(package, "mimetype", 1_000) or b"").decode("ascii", "replace").strip())
    if "[Content_Types].xml" in names:
        return _office_format(read_part(package, "[Content_Types].xml") or b"", names)
    if "META-INF/container.xml" in names:
        return _epub(package)
    for part, kind in _OTHER_KINDS:
        if part in names:
            raise _foreign(kind)
    kind = "an empty zip archive" if not names else "a zip archive"
    raise ForeignInput(f"is {kind}, not an article", mend="unpack it and name the article in it")


def _by_mimetype(package: zipfile.ZipFile, mimetype: str) -> str:
    if mimetype == "application/epub+zip":
        return _epub(package)
    kind = mimetype.removeprefix(_OPENDOCUMENT)
    if kind in ("text", "text-template", "text-master", "text-web"):
        manifest = read_part(package, "META-INF/manifest.xml") or b""
        if b"encryption-data" in manifest:
            raise EncryptedInput("is an OpenDocument file with a password", mend=_UNLOCK)
        if "content.xml" not in package.namelist():
            raise DamagedInput("is an OpenDocument file without its text", mend=_CUT_OFF)
        return "odt"
    raise _foreign(f"an OpenDocument {kind}" if kind != mimetype else f"a file of type {mimetype[:80] or 'unknown'}")


def _office_format(types: bytes, names: set[str]) -> str:
    if b"wordprocessingml" in types or b"ms-word" in types:
        if not any(name.startswith("word/document") for name in names):
            raise DamagedInput("is a Word file without its text", mend=_CUT_OFF)
        return "docx"
    for mark, kind in _OFFICE_KINDS:
        if mark in types:
            raise _foreign(kind)
    raise _foreign("an Office file without text")


def _epub(package: zipfile.ZipFile) -> str:
    names = package.namelist()
    if "META-INF/container.xml" not in names:
        raise DamagedInput("is an e-book without its table of parts", mend=_CUT_OFF)
    encryption = read_part(package, "META-INF/encryption.xml") or b""
    if encryption:
        algorithms = re.findall(rb"""EncryptionMethod[^>]{0,200}Algorithm\s*=\s*["']([^"']{1,200})""", encryption)
        if any(algorithm.decode("utf-8", "replace") not in _FONT_SCRAMBLING for algorithm in algorithms):
            raise EncryptedInput("is an e-book with copy protection", mend="use a copy without protection")
    return "epub"


def _foreign(kind: str) -> ForeignInput:
    return ForeignInput(f"is {kind}, not an article", mend="save or export its text as docx, odt or plain text")
