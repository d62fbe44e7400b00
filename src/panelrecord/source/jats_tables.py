"""Tables of JATS whose rows stand in no body: pandoc's reader would lose them with all their words."""

from __future__ import annotations

import re

# A comment or section that is never closed reaches to the next at most, so that the search stays linear.
_TAG = re.compile(
    r"<!--(?:(?!<!--).)*?-->|<!\[CDATA\[(?:(?!<!\[CDATA\[).)*?\]\]>"
    r"|<(/?)(table|thead|tbody|tfoot|tr)(?=[\s/>])[^<>]*?(/?)>",
    re.DOTALL,
)
_TABLE, _ROW = "table", "tr"


def with_bodies(text: str) -> str:
    """The XML with every row that stands directly under its table in a `<tbody>`; anything else as it was."""
    if "<table" not in text:
        return text
    pieces: list[str] = []
    open_elements: list[str] = []
    stray: list[bool] = []  # for each open table whether a body of our own is open
    at = 0
    for tag in _TAG.finditer(text):
        name, ends = tag[2], bool(tag[1])
        if name is None or tag[3]:
            continue
        pieces.append(text[at : tag.start()])
        at = tag.start()
        under_table = bool(open_elements) and open_elements[-1] == _TABLE
        if under_table and stray[-1] and name != _ROW:  # the table's end, or a part of it
            pieces.append("</tbody>")
            stray[-1] = False
        if under_table and not ends and name == _ROW and not stray[-1]:
            pieces.append("<tbody>")
            stray[-1] = True
        if not ends:
            open_elements.append(name)
            if name == _TABLE:
                stray.append(False)
        elif open_elements and open_elements[-1] == name:
            open_elements.pop()
            if name == _TABLE:
                stray.pop()
    return "".join((*pieces, text[at:]))
