"""How much may come of an archive and of all that lies in it: three KB can be packed so that they unpack for days."""

from __future__ import annotations

from panelrecord.errors import InputTooLarge
from panelrecord.limits import Limits, in_words

_MOST_RATIO = 100  # times its own size: what an archive over the limit may unpack to; texts are packed to a fifth
_MEND = "unpack it, and give the articles in it; or allow more by the limit unpacked-bytes"


class Unpacking:
    """How many bytes were read of an archive so far, and how many unpacked of it and of the archives in it."""

    def __init__(self) -> None:
        self.packed = 0
        self.unpacked = 0

    def read(self, size: int) -> None:
        """So many bytes more were read of the archive itself."""
        self.packed += size

    def count(self, size: int, limits: Limits) -> None:
        """So many bytes more were unpacked. Raises InputTooLarge where that is too much."""
        self.check(size, limits)
        self.unpacked += size

    def check(self, size: int, limits: Limits) -> None:
        """So many bytes are to be unpacked. Raises InputTooLarge where that would be too much."""
        most = max(limits.unpacked_bytes, _MOST_RATIO * self.packed)
        if self.unpacked + size > most:
            raise InputTooLarge(f"unpacks to more than {in_words(most)}", mend=_MEND)
