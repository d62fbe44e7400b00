"""Which of the messages of pandoc's readers tell of something lost."""

from __future__ import annotations

import re

_XML = frozenset(("docbook", "jats"))
_PLACE = re.compile(r" at line (\d+) column \d+\Z")
_LAYOUT = re.compile(
    r"Skipped '\\(?:maketitle|tableofcontents|setlength|setcounter|vspace|hspace|newpage|clearpage|pagebreak|linebreak"
    r"|centering|raggedright|noindent|indent|small|large|thispagestyle|pagestyle)\b"
)
_BODY = b"\\begin{document}"


def tells_of_loss(message: str, content: bytes, reader: str) -> bool:
    """Whether a message is about words of the article.

    Of an element that they do not know the XML readers ignore the tags only; what LaTeX's preamble sets up is no text,
    and what makes its layout is none.

    Args:
        message: as pandoc words it.
        content: what was read.
        reader: the reader's name, with extensions.
    """
    name = re.split(r"[+-]", reader, maxsplit=1)[0]
    if name in _XML:
        return not message.startswith("Ignored element ")
    if name == "latex" and _LAYOUT.match(message):
        return False
    place = _PLACE.search(message) if name == "latex" else None
    if place is None or _BODY not in content:
        return True
    return int(place[1]) > content[: content.index(_BODY)].count(b"\n")
