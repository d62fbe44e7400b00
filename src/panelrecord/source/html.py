"""HTML: the page's metadata, and its article as clean HTML for pandoc."""

from __future__ import annotations

from dataclasses import replace

from panelrecord.model import Notice
from panelrecord.source.article import Mapped
from panelrecord.source.html_content import main_content
from panelrecord.source.html_metadata import headline_in, page_metadata
from panelrecord.source.html_passages import read_passages, write_html
from panelrecord.source.html_tree import parse_html
from panelrecord.source.saved_pages import saved_from

_LONGEST_HEAD = 400  # characters, of a passage that may hold the headline


def read_page(source: str) -> Mapped:
    """The article of an HTML page or fragment, without the site around it, and what the page says about it.

    The HTML is empty where the page has no text.
    """
    root = parse_html(source)
    metadata, _ = page_metadata(root)
    passages = read_passages(root)
    headings = [passage.text.replace("\n", " ") for passage in passages if passage.in_heading("h1")]
    lines = (line for passage in passages if len(passage.text) < _LONGEST_HEAD for line in passage.text.split("\n"))
    title = headline_in(metadata.title, lines, headings)
    kept, is_found = main_content(passages, title)
    notices = () if is_found else (_no_main_content(),)
    metadata = replace(metadata, title=title).or_else(saved_from(source))
    return Mapped(write_html(kept), metadata, notices)


def _no_main_content() -> Notice:
    return Notice("no-main-content", "source", "No article was made out on the page; all of its text was read.")


def whole_fragment(source: str) -> str:
    """A fragment of HTML as clean HTML, with all of its text."""
    return write_html(read_passages(parse_html(source)))


def fragment_text(source: str) -> str:
    """The text of HTML without markup, its paragraphs parted by blank lines."""
    return "\n\n".join(passage.text for passage in read_passages(parse_html(source)))
