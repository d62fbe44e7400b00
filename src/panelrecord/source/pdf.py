"""PDF with a text layer, read by PDFium: letters with their places, made into lines, and these into an article."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from panelrecord.errors import DamagedInput, EncryptedInput, ForeignInput, InputTooLarge, MissingExtra
from panelrecord.source.article import Mapped, Metadata
from panelrecord.source.columns import Line
from panelrecord.source.html import fragment_text, whole_fragment
from panelrecord.source.layout import EXACT, Leaf, flowing_html
from panelrecord.source.limits import MAX_PAGES
from panelrecord.source.values import author_names, language_tag, words_of

_LEAST_LETTERS = 20  # a page: with fewer, its text is in its picture
_PASSWORD = 4  # PDFium's error code
_HYPHEN = "\x02"  # what PDFium gives for a hyphen at a line's end
_HEAD, _TAIL = 600, 1500  # characters in which a title or byline, or a note about the author, stands
_NOT_LETTERS = re.compile(r"[\W_]+")


def read_pdf(content: bytes) -> Mapped:
    """The text of a PDF as it reads on, over columns and pages.

    Raises MissingExtra where PDFium is not installed, EncryptedInput, DamagedInput, InputTooLarge, and ForeignInput for
    a scan whose text nobody has recognised yet.
    """
    document = _opened(content)
    try:
        if len(document) > MAX_PAGES:
            raise InputTooLarge(f"has more than {MAX_PAGES} pages", mend="extract the pages of the article")
        pages = [Leaf(tuple(_page_lines(page))) for page in document]
        stated = document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()
    letters = sum(len(line.text) for page in pages for line in page.lines)
    if letters < _LEAST_LETTERS * min(len(pages), 3) or not letters:
        raise ForeignInput(
            "is a PDF of pictures, without any text in it", mend="recognise its text first, with: ocrmypdf FILE FILE"
        )
    html = whole_fragment(flowing_html(pages, larger=EXACT))
    return Mapped(html, _metadata(stated, fragment_text(html)))


def _opened(content: bytes) -> Any:
    try:
        import pypdfium2  # noqa: PLC0415  an extra
    except ImportError as error:
        raise MissingExtra("is a PDF, for which PDFium is needed", mend="pip install 'panelrecord[pdf]'") from error
    try:
        return pypdfium2.PdfDocument(io.BytesIO(content))
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise EncryptedInput("is a PDF with a password", mend="save it without, with: qpdf --decrypt") from error
        raise DamagedInput("is a damaged PDF", mend="copy or download it again, or repair it with qpdf") from error


def _page_lines(page: Any) -> Iterator[Line]:
    """The lines of a page, in the order in which they were set; letters that stand apart are lines apart."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415  an extra

    height = page.get_height()
    text = page.get_textpage()
    area = pdfium.FS_RECTF()
    line: list[str] = []
    end = 0.0  # of the last letter
    box = [0.0, 0.0, 0.0, 0.0, 0.0]  # left, top, right, bottom, size
    for number in range(text.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text, number))
        if letter in "\r\n":
            yield from _line(line, box)
            line = []
            continue
        if letter.isspace():
            line.append(" ")
            continue
        pdfium.FPDFText_GetLooseCharBox(text, number, area)
        size = area.top - area.bottom
        place = (area.left, height - area.top, area.right, height - area.bottom)
        if line and _is_apart(box, place, size, end):
            yield from _line(line, box)
            line = []
        if not line or not any(map(str.strip, line)):
            box[:] = (*place, size)
        else:
            box[:] = (
                min(box[0], place[0]), min(box[1], place[1]), max(box[2], place[2]), max(box[3], place[3]),
                max(box[4], size),
            )  # fmt: skip
        end = place[2]
        line.append("-" if letter in (_HYPHEN, "\ufffe") else letter)
    yield from _line(line, box)
    text.close()


def _is_apart(box: list[float], place: tuple[float, float, float, float], size: float, end: float) -> bool:
    """Whether a letter stands in another line or column than those before it, of which the last ended at `end`."""
    is_beside = box[1] < (place[1] + place[3]) / 2 < box[3] or place[1] < (box[1] + box[3]) / 2 < place[3]
    return not is_beside or place[0] > end + 2 * size or place[2] < end - 2 * size


def _line(letters: list[str], box: list[float]) -> Iterator[Line]:
    text = " ".join("".join(letters).split())
    if text:
        left, top, right, bottom, size = box
        yield Line(text, left, top, right, bottom, size)


def _metadata(stated: dict[str, str], text: str) -> Metadata:
    """What the file says of itself, where the text bears it out: programs write much into a PDF that nobody meant."""
    head, ends = _folded(text[:_HEAD]), _folded(text[:_HEAD] + text[-_TAIL:])
    title = words_of(stated.get("Title"))
    names = author_names(stated.get("Author"))
    return Metadata(
        title=title if title and _folded(title) in head else None,
        authors=tuple(name for name in names if _folded(name) in ends),
        language=language_tag(stated.get("Language")),
    )


def _folded(text: str) -> str:
    return _NOT_LETTERS.sub("", text.casefold())
