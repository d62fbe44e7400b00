"""Files known by their first bytes: documents that pandoc reads, and everything that holds no article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from panelrecord.errors import EncryptedInput, ForeignInput
from panelrecord.limits import Limits

if TYPE_CHECKING:
    from panelrecord.source.package import Package

_UNPACK = "read the articles in it with `panelrecord convert`, or with convert_many"
_RESAVE = "save it as docx, for example with: soffice --convert-to docx FILE"
_PICTURE = "run OCR on it and give the text"
_NO_TEXT = "give the article's text instead"

_SIGNATURES: tuple[tuple[bytes, int, str, str], ...] = (  # what, at which byte, is which kind, with which mend
    (b"%!PS", 0, "a PostScript file", "extract its text first, for example with ps2ascii"),
    (b"\x89PNG\r\n", 0, "a picture (PNG)", _PICTURE),
    (b"\xff\xd8\xff", 0, "a picture (JPEG)", _PICTURE),
    (b"GIF87a", 0, "a picture (GIF)", _PICTURE),
    (b"GIF89a", 0, "a picture (GIF)", _PICTURE),
    (b"II*\0", 0, "a picture (TIFF)", _PICTURE),
    (b"MM\0*", 0, "a picture (TIFF)", _PICTURE),
    (b"WEBP", 8, "a picture (WebP)", _PICTURE),
    (b"AT&TFORM", 0, "a scan (DjVu)", "extract its text first, for example with djvutxt"),
    (b"WARC/", 0, "a web archive", _UNPACK),
    (b"PAR1", 0, "a table (Parquet)", _UNPACK),
    (b"\x1f\x8b", 0, "a gzip archive", _UNPACK),
    (b"1AY&SY", 4, "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\0", 0, "an xz archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", 0, "a zstd archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", 0, "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", 0, "a rar archive", _UNPACK),
    (b"ustar", 257, "a tar archive", _UNPACK),
    (b"\x7fELF", 0, "a program (ELF)", _NO_TEXT),
    (b"MZ\x90\0", 0, "a Windows program", _NO_TEXT),
    (b"\xca\xfe\xba\xbe", 0, "a program", _NO_TEXT),
    (b"\xcf\xfa\xed\xfe", 0, "a program", _NO_TEXT),
    (b"\0asm", 0, "a program (WebAssembly)", _NO_TEXT),
    (b"SQLite format 3\0", 0, "a database", "export the article's text from it"),
    (b"BOOKMOBI", 60, "a Kindle book", "convert it to epub"),
    (b"\xffWPC", 0, "a WordPerfect document", _RESAVE),
    (b"ftyp", 4, "a video or photograph", _NO_TEXT),
    (b"ID3", 0, "a sound recording", "give a transcript instead"),
    (b"OggS", 0, "a sound recording", "give a transcript instead"),
    (b"fLaC", 0, "a sound recording", "give a transcript instead"),
    (b"WAVEfmt ", 8, "a sound recording", "give a transcript instead"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BITMAP = re.compile(rb"BM.{4}\0\0\0\0.\0\0\0", re.DOTALL)
_RTF = re.compile(rb"\A\s{0,100}\{\\rtf")


def opened_package(content: bytes, limits: Limits) -> Package | None:
    """The zip archive that the bytes are, as docx, odt and epub are; None where they are none.

    Raises DamagedInput, EncryptedInput and InputTooLarge, each with its mend.
    """
    if not content.startswith(_ZIP):
        return None
    from panelrecord.source import package  # noqa: PLC0415  zipfile takes 15 ms to load

    return package.open_package(content, limits)


def container_format(content: bytes, package: Package | None) -> str | None:
    """docx, odt, epub, rtf or pdf by the bytes alone; None where only the text itself can say what it is.

    `package` is what `opened_package` gave.

    Raises ForeignInput, EncryptedInput, DamagedInput and InputTooLarge, each with its mend.
    """
    if package is not None:
        from panelrecord.source.package import package_format  # noqa: PLC0415  loaded already

        return package_format(package)
    if content.startswith(_OLE):
        raise _ole_failure(content)
    if _RTF.match(content):
        return "rtf"
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    for mark, place, kind, mend in _SIGNATURES:
        if content.startswith(mark, place) and (not mark.isascii() or _holds_binary(content, kind)):
            raise ForeignInput(f"is {kind}, not an article", mend=mend)
    if _BITMAP.match(content):
        raise ForeignInput("is a picture (BMP), not an article", mend=_PICTURE)
    return None


def _holds_binary(content: bytes, kind: str) -> bool:
    """A text may begin with letters that are a signature too ("ID3 tags are …"), but it has no zero bytes."""
    return kind in ("a PostScript file", "a web archive") or b"\0" in content[:4096]


def _ole_failure(content: bytes) -> ForeignInput | EncryptedInput:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return EncryptedInput("is an Office file with a password", mend="open it and save it without a password")
    if "WordDocument".encode("utf-16-le") in content:
        return ForeignInput("is a Word 97-2003 document (doc)", mend=_RESAVE)
    return ForeignInput("is an old Office file, not an article", mend=_RESAVE)
