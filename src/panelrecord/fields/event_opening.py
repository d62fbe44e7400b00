"""Where an article's running text begins, and how far behind it a sentence stands."""

from __future__ import annotations

from panelrecord.annotate.reading import Reading

_HEAD = 3  # sentences over the running text that an article usually has
_RUNNING = 12  # tokens of a sentence of running text
_STOPS = frozenset((".", "!", "?", "”", '"', "’"))
OPENING = 4  # the number of the last sentence of an article's opening


def place(reading: Reading, sentence: int) -> int:
    """Which sentence one is, by its number, where a long head (masthead, contents) counts as a short one.

    What a newsletter opens with is the first thing that it tells, however many lines are printed above that.
    """
    text, sentences = reading.words.tokens.words, reading.words.sentences
    opening = next(
        (
            number
            for number, (first, last) in enumerate(sentences)
            if last - first >= _RUNNING and text[last - 1] in _STOPS
        ),
        0,
    )
    return sentence - max(0, opening - _HEAD) if sentence >= opening else sentence
