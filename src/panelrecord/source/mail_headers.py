"""The headers of e-mail, bounded: the library's parser takes long over long ones, and stumbles over odd ones."""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32

from panelrecord.source.decode import decode

_LONGEST = 4_000  # characters: less than the digits that Python takes for a number
# A parameter in parts, or with its own encoding (RFC 2231): its name, the number of the part, and the encoding.
_EXTENDED = re.compile(r"(;\s*[\w.-]{1,60}\*)(\d*)(\*?\s*=\s*\"?)([^';\"]*'[^';\"]*')?")


class BoundedHeaders(Compat32):
    """How messages are parsed: of each header no more than any program writes, and no encoding that is none."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """The name and the value of a header."""
        name, value = super().header_source_parse(sourcelines)
        value = value[:_LONGEST].replace("\0", "")
        return name, _EXTENDED.sub(_sensible, value) if "*" in value and name.lower().startswith("content-") else value


def _sensible(parameter: re.Match[str]) -> str:
    return f"{parameter[1]}{parameter[2][:3]}{parameter[3]}" + ("utf-8''" if parameter[4] else "")


def header_text(message: Message, name: str) -> str:
    """A header's text, encoded words decoded; "" where there is none."""
    written = message.get(name)
    if written is None:
        return ""
    plain = " ".join(str(written).split())
    try:
        pieces = decode_header(plain)
    except (ValueError, HeaderParseError):  # of a broken encoded word
        return plain
    texts = (decode(piece, charset=charset).text if isinstance(piece, bytes) else piece for piece, charset in pieces)
    return " ".join("".join(texts).split())
