"""What is remembered of a word: worked out once, the same after it was forgotten, and never more than so much."""

from __future__ import annotations

from panelrecord.packs.remembered import Remembered


def test_a_word_is_worked_out_once() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    lengths = Remembered(length)
    assert [lengths[word] for word in ("boat", "sea", "boat")] == [4, 3, 4]
    assert list(map(lengths.__getitem__, ("sea", "boat"))) == [3, 4]
    assert asked == ["boat", "sea"]


def test_long_words_are_not_kept() -> None:
    lengths = Remembered(len)
    assert lengths["a" * 1000] == 1000
    assert not lengths


def test_what_is_kept_is_bounded_and_forgetting_changes_nothing() -> None:
    lengths = Remembered(len)
    words = [f"word{number}" for number in range(100_000)]
    assert all(lengths[word] == len(word) for word in words)
    assert 0 < len(lengths) < 50_000
    assert lengths["word1"] == 5
