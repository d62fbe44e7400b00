"""What is known of a word by itself, worked out when it is first met and kept from article to article."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_MOST_WORDS = 1 << 15
_LONGEST_WORD = 64  # longer ones hardly come twice

Known = TypeVar("Known")


class Remembered(dict[str, Known]):
    """What a function gives for each word.

    An article of a thousand words has four hundred different ones, most of which the last article had as well. Looked
    up here, as in ``map(remembered.__getitem__, words)``, those cost no call of a Python function. The function must
    depend on nothing but the word, so that forgetting never changes what is read.
    """

    __slots__ = ("function",)

    def __init__(self, function: Callable[[str], Known]) -> None:
        super().__init__()
        self.function = function

    def __missing__(self, word: str) -> Known:
        found = self.function(word)
        if len(word) <= _LONGEST_WORD:
            if len(self) >= _MOST_WORDS:
                self.clear()
            self[word] = found
        return found
