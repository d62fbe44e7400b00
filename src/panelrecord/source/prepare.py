"""The room's one way through: what the bytes are, decoded, cleaned, and what they say about themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from panelrecord.errors import (
    DamagedInput,
    EmptyInput,
    InputError,
    InputTooLarge,
    PanelrecordError,
    UndecodableInput,
)
from panelrecord.limits import DEFAULT_LIMITS, Limits, in_words
from panelrecord.model import Notice
from panelrecord.source.article import Mapped, Metadata, Prepared
from panelrecord.source.decode import decode
from panelrecord.source.document_type import with_sensible_spans
from panelrecord.source.formats import CONTAINERS, MAILS, PACKAGES, XML, XML_FORMATS, asked_format, named_format
from panelrecord.source.front_matter import split_front_matter
from panelrecord.source.jats_tables import with_bodies
from panelrecord.source.mail_format import mail_format
from panelrecord.source.mappers import TEXTS, read_text
from panelrecord.source.markdown import (
    COMMONMARK,
    PANDOC,
    is_html_throughout,
    markdown_reader,
    with_labelled_lines,
    without_templates,
)
from panelrecord.source.plain_text import text_ast
from panelrecord.source.recognise import text_format
from panelrecord.source.rtf import readable_rtf
from panelrecord.source.rtf_text import rtf_text
from panelrecord.source.signatures import container_format, opened_package

if TYPE_CHECKING:
    from panelrecord.source.package import Package

# Quotation marks stay as they are written (no "smart", except in LaTeX, which writes ``so''), headings need no
# identifiers.
_READERS = {
    "docx": "docx",
    "odt": "odt",
    "rtf": "rtf",
    "epub": "epub",
    "html": "html-native_divs-native_spans-auto_identifiers-line_blocks",
    "rst": "rst-auto_identifiers",
    "org": "org-smart-auto_identifiers",
    "latex": "latex-auto_identifiers",
    "mediawiki": "mediawiki-smart-auto_identifiers",
    "jats": "jats-auto_identifiers",
    "docbook": "docbook",
}
_TAGGED = frozenset(_READERS[format] for format in ("html", "jats", "docbook"))
_CUT_OFF = "check that the file was saved or downloaded completely"


def prepare(
    content: bytes,
    *,
    name: str,
    format: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    charset: str | None = None,
    claimed: str | None = None,
) -> Prepared:
    """What pandoc is to read of `content`, and its metadata.

    `name` is what the input is called; its ending counts where the content does not say what it is. `format` is one of
    `FORMATS` and wins over both. Nothing is read but the arguments, and no more of them than `limits` allow.
    `charset` and `claimed` are the encoding and the format that something beside the content declares.

    Raises UsageError for an unknown `format`; EmptyInput, EncryptedInput, ForeignInput, DamagedInput,
    UndecodableInput or InputTooLarge, each naming the input, its cause and its mend.
    """
    asked = asked_format(format) if format is not None else None
    try:
        return _prepared(content, asked, asked or claimed or named_format(name), limits, charset, name)
    except PanelrecordError as error:
        raise error.about(name) from error.__cause__


def safer(prepared: Prepared, limits: Limits = DEFAULT_LIMITS) -> Iterator[Prepared]:
    """The same article for other readers, the best first, for when pandoc does not finish with the one it was for.

    Markdown is read as CommonMark, which backtracks nowhere; then any text as `plain` has it.
    """
    if prepared.reader == PANDOC:
        yield replace(prepared, reader=COMMONMARK)
    bare = plain(prepared, limits)
    if bare is not None:
        yield bare


def plain(prepared: Prepared, limits: Limits = DEFAULT_LIMITS) -> Prepared | None:
    """The same article as plain text, for when pandoc fails on it; None where there is no such text.

    Documents, HTML and XML lose their markup; that of other texts stays in the text.
    """
    if prepared.ast is not None:
        return None
    if prepared.reader in PACKAGES:
        from panelrecord.source.package import open_package  # noqa: PLC0415  zipfile and lxml take 60 ms to load
        from panelrecord.source.package_text import package_text  # noqa: PLC0415  as above

        text = package_text(open_package(prepared.content, limits), prepared.format)
    elif prepared.reader == "rtf":
        text = rtf_text(prepared.content)
    else:
        text = prepared.content.decode("utf-8")
    if prepared.reader in _TAGGED:
        from panelrecord.source.html import fragment_text  # noqa: PLC0415  lxml takes 40 ms to load

        text = fragment_text(text)
    if not text.strip() or len(text) > limits.text_characters:
        return None
    return replace(prepared, reader=None, ast=text_ast(text))


def damage(prepared: Prepared, limits: Limits = DEFAULT_LIMITS) -> InputError | None:
    """What is wrong with a document that pandoc refuses, where its XML says it better than pandoc; else None."""
    if prepared.reader in PACKAGES:
        from panelrecord.source.package import open_package  # noqa: PLC0415  zipfile and lxml take 60 ms to load
        from panelrecord.source.package_text import malformed_part  # noqa: PLC0415  as above

        return malformed_part(open_package(prepared.content, limits))
    if prepared.format in ("jats", "docbook"):
        from panelrecord.source.xml_tree import malformation  # noqa: PLC0415  lxml takes 40 ms to load

        return malformation(prepared.content.decode("utf-8"))
    return None


def _prepared(
    content: bytes, asked: str | None, claimed: str | None, limits: Limits, charset: str | None, name: str
) -> Prepared:
    if len(content) > limits.input_bytes:
        raise too_large(f"is larger than {in_words(limits.input_bytes)}", "input-bytes")
    if not content.strip(b" \t\r\n\f\v\0"):
        raise EmptyInput("holds no words", mend=_CUT_OFF)
    package = opened_package(content, limits)
    contained = container_format(content, package) or _mail_format(content, asked, claimed)
    if asked and asked != contained and (contained or asked in CONTAINERS):
        what = f"is {contained}" if contained else "is something else"
        raise DamagedInput(f"was given as {asked} and {what}", mend="leave the format out, or give the right one")
    if contained:
        prepared = _of_container(content, contained, package)
    else:
        prepared = _of_text(content, asked, claimed, limits, charset)
    if claimed not in (None, prepared.format) and not (claimed == XML and prepared.format in XML_FORMATS):
        message = f"The name says {claimed}; the content is {prepared.format}, and was read as that."
        prepared = replace(prepared, notices=(Notice("format-mismatch", "source/format", message), *prepared.notices))
    return replace(prepared, name=name, sha256=hashlib.sha256(content).hexdigest())


def _mail_format(content: bytes, asked: str | None, claimed: str | None) -> str | None:
    return mail_format(content, claimed) if asked is None or asked in MAILS else None


# The functions below give a Prepared that still lacks the input's name and hash.


def _of_container(content: bytes, format: str, package: Package | None) -> Prepared:
    if format == "pdf":
        from panelrecord.source.pdf import read_pdf  # noqa: PLC0415  an extra

        return _of_mapped(read_pdf(content), format)
    if format in MAILS:
        from panelrecord.source.mail import read_mail, read_mhtml  # noqa: PLC0415  email takes 30 ms to load

        return _of_mapped((read_mail if format == "eml" else read_mhtml)(content), format)
    metadata = Metadata()
    notices: tuple[Notice, ...] = ()
    if package is not None:
        from panelrecord.source.package_metadata import package_metadata  # noqa: PLC0415  lxml takes 40 ms to load

        metadata = package_metadata(package, format)
        content = package.repacked()
        notices = tuple(map(_repeated, package.repeated()))
    else:
        content, goes_on = readable_rtf(content)
        if goes_on:
            notices = (Notice("behind-the-end", "source", "The RTF goes on behind its end; that was not read."),)
    return Prepared("", "", format, _READERS[format], content, metadata=metadata, notices=notices)


def _repeated(part: str) -> Notice:
    return Notice("repeated-part", "source", f"The file holds {part} more than once; the last one was read.")


def _of_text(content: bytes, asked: str | None, claimed: str | None, limits: Limits, charset: str | None) -> Prepared:
    if len(content) > limits.text_bytes:
        raise too_large(f"is text of over {in_words(limits.text_bytes)}", "text-bytes")
    try:
        decoded = decode(content, charset)
    except UndecodableInput as error:
        if claimed in CONTAINERS:
            raise _unreadable(claimed) from error
        raise
    if claimed == "rtf" and decoded.text.lstrip().startswith("{\\"):  # and not "{\\rtf", or it would not be a text
        raise _unreadable(claimed)
    if not decoded.text.strip():
        raise EmptyInput("holds no words", mend=_CUT_OFF)
    format = asked if asked and asked != XML else text_format(decoded.text, None if claimed in CONTAINERS else claimed)
    prepared = _of_format(decoded.text, format, limits)
    if decoded.encoding:
        notice = Notice("decoded-as", "source/text", f"The text was decoded as {decoded.encoding}.")
        prepared = replace(prepared, notices=(notice, *prepared.notices))
    return prepared


def _unreadable(claimed: str) -> DamagedInput:
    return DamagedInput(f"is no readable {claimed} file", mend="copy or download it again")


def _of_format(text: str, format: str, limits: Limits) -> Prepared:
    if format == "text":
        if len(text) > limits.text_characters:
            raise too_long(limits)
        return _encoded(text, format, None, ast=text_ast(text))
    if format == "markdown":
        return _of_markdown(text)
    if format == "html":
        return _of_html(text)
    if format in TEXTS:
        return _of_mapped(read_text(text, format), format)
    metadata = Metadata()
    if format in ("jats", "docbook"):
        from panelrecord.source.xml_metadata import xml_metadata  # noqa: PLC0415  lxml takes 40 ms to load
        from panelrecord.source.xml_tree import with_entities  # noqa: PLC0415  as above

        text = with_sensible_spans(with_entities(text).encode()).decode()
        if format == "jats":
            text = with_bodies(text)
        metadata = xml_metadata(text)
    return _encoded(text, format, _READERS[format], metadata=metadata)


def _encoded(text: str, format: str, reader: str | None, **rest: Any) -> Prepared:
    return Prepared("", "", format, reader, text.encode("utf-8"), **rest)


def _of_markdown(text: str) -> Prepared:
    metadata, body, notices = split_front_matter(text)
    body = with_labelled_lines(without_templates(body))
    reader = markdown_reader(body)
    if is_html_throughout(body):
        from panelrecord.source.html import whole_fragment  # noqa: PLC0415  lxml takes 40 ms to load

        body, reader = whole_fragment(body), _READERS["html"]
    return _encoded(body, "markdown", reader, metadata=metadata, notices=notices)


def _of_html(text: str) -> Prepared:
    from panelrecord.source.html import read_page  # noqa: PLC0415  lxml takes 40 ms to load

    metadata, body, notices = split_front_matter(text)
    if body is not text:  # a page of a site generator: its layout is elsewhere, its templates' tags are here
        body = without_templates(body)
    page = read_page(body)
    merged = replace(page, metadata=metadata.or_else(page.metadata), notices=notices + page.notices)
    return _of_mapped(merged, "html")


def _of_mapped(mapped: Mapped, format: str) -> Prepared:
    if not mapped.html:
        raise EmptyInput("holds no words", mend=_CUT_OFF)
    return _encoded(mapped.html, format, _READERS["html"], metadata=mapped.metadata, notices=mapped.notices)


def too_long(limits: Limits) -> InputTooLarge:
    """The error of an article whose text is over the limit."""
    return too_large(f"holds a text of over {limits.text_characters:,} characters", "text-characters")


def too_large(message: str, limit: str) -> InputTooLarge:
    """The error of an input that is over the limit of that name."""
    return InputTooLarge(message, mend=f"give the article alone, or allow more by the limit {limit}")
