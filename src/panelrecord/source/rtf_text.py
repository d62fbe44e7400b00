r"""The words of RTF without pandoc, for when that does not finish with it: no styles, no tables, every paragraph."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\\([a-z]+)(-?\d+)? ?|\\(\n|[^a-z])|([{}])|[\r\n]+|[^\\{}\r\n]+", re.IGNORECASE)
# Groups that hold no text of the article; in one that begins with \* stands what a program need not know.
_ASIDE = frozenset(
    {
        *("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "objdata", "fldinst"),
        *("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"),
        *("listtable", "listoverridetable", "revtbl", "rsidtbl", "filetbl", "generator", "xe", "tc"),
        *("nonshppict", "themedata", "datastore", "latentstyles", "annotation"),
    }
)
_WORDS = {
    "par": "\n\n", "sect": "\n\n", "page": "\n\n", "row": "\n\n", "line": "\n", "cell": " ", "tab": " ",
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "emspace": " ", "enspace": " ",
}  # fmt: skip
_SIGNS = {"~": "\u00a0", "_": "-", "\n": "\n\n", "\r": "\n\n", "{": "{", "}": "}", "\\": "\\"}


def rtf_text(content: bytes) -> str:
    """The text of RTF whose characters `readable_rtf` has written out, its paragraphs parted by blank lines."""
    parts: list[str] = []
    hidden = [False]  # for each open group, whether it holds no text
    for token in _TOKEN.finditer(content.decode("utf-8", "replace")):
        word, number, sign, brace = token.groups()
        if brace == "{":
            hidden.append(hidden[-1])
        elif brace:
            if len(hidden) > 1:
                hidden.pop()
        elif word in _ASIDE or sign == "*":
            hidden[-1] = True
        elif not hidden[-1]:
            if word:
                parts.append(_WORDS.get(word, "") if number is None else "")
            elif sign:
                parts.append(_SIGNS.get(sign, ""))
            elif token[0][0] not in "\r\n":
                parts.append(token[0])
    return "".join(parts)
