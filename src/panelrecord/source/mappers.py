"""Formats that pandoc does not read, each by the module that maps it to HTML; loaded when there is something to map."""

from __future__ import annotations

from panelrecord.source.article import Mapped

TEXTS = frozenset({"nitf", "newsml", "ninjs", "tei", "alto", "mets", "page", "hocr"})
"""The formats that `read_text` maps."""


def read_text(text: str, format: str) -> Mapped:
    """The article of a text in one of `TEXTS`. Raises InputError of several kinds, each with its mend."""
    match format:
        case "nitf":
            from panelrecord.source.nitf import read_nitf as read  # noqa: PLC0415  lxml takes 40 ms to load
        case "newsml":
            from panelrecord.source.newsml import read_newsml as read  # noqa: PLC0415  as above
        case "ninjs":
            from panelrecord.source.ninjs import read_ninjs as read  # noqa: PLC0415  as above
        case "tei":
            from panelrecord.source.tei import read_tei as read  # noqa: PLC0415  as above
        case "alto":
            from panelrecord.source.alto import read_alto as read  # noqa: PLC0415  as above
        case "mets":
            from panelrecord.source.mets import read_mets as read  # noqa: PLC0415  as above
        case "page":
            from panelrecord.source.page_xml import read_page_xml as read  # noqa: PLC0415  as above
        case "hocr":
            from panelrecord.source.hocr import read_hocr as read  # noqa: PLC0415  as above
        case _:
            raise ValueError(f"no text format that is mapped: {format!r}")
    return read(text)
