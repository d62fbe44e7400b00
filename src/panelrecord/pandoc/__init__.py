"""The only room that knows pandoc: finds it, keeps its workers alive, and gives an article's syntax tree.

Workers are `pandoc lua` processes that answer one document after the other, because starting a process costs more than
parsing an article. They see no file, no network, no environment and no clock, whatever a document asks for.
"""

from panelrecord.pandoc.find import Pandoc, begin_pandoc, find_pandoc
from panelrecord.pandoc.parse import Parsed, Parsing, begin_parse, end_workers, finish_parse, parse

__all__ = [
    "Pandoc",
    "Parsed",
    "Parsing",
    "begin_pandoc",
    "begin_parse",
    "end_workers",
    "find_pandoc",
    "finish_parse",
    "parse",
]
