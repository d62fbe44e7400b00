"""The packs' words as an alphabet: which sets of classes and shapes there are, and the code of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from panelrecord.packs.inflection import inflect
from panelrecord.packs.rules import Packs, is_beginning, is_ending
from panelrecord.packs.tables import CHUNK, CHUNKS, FIRST_CODE, Alphabet
from panelrecord.packs.tokens import SHAPES, shape

_SMALL = ("lower", "ly", "ing", "ed")
_WORD_SHAPES = (*_SMALL, "Cap", "CAPS", "initial")
_FORMS = ("base", "third", "past", "participle", "ing")


def words_of(packs: Packs) -> dict[str, set[str]]:
    """Every word or row of words of the packs' lexicons, in lower case, with the classes that it is of.

    Endings and beginnings of words are none: the program looks for them itself.
    """
    found: dict[str, set[str]] = {}
    for name, entries in packs.lexicon.items():
        for entry in entries:
            if not is_ending(entry) and not is_beginning(entry):
                found.setdefault(entry.lower(), set()).add(name)
    for name, entries in packs.verbs.items():
        for entry in entries:
            forms = inflect(entry)
            for kind in _FORMS:
                found.setdefault(getattr(forms, kind), set()).add(f"{name}.{kind}")
            for finite in (forms.base, forms.third, forms.past):
                found[finite].add(name)
    return found


def alphabet(words: Mapping[str, frozenset[str]], packs: Packs) -> tuple[Alphabet, dict[str, int]]:
    """The alphabet of some words, in an order that nothing but they decide.

    Returns:
        the alphabet, and the codes of every class as the bits of an integer, counted from `FIRST_CODE`: so, sets of
        thousands are cheap to combine.
    """
    numbers: dict[frozenset[str], int] = {frozenset(): 0}
    codes: dict[str, dict[int, str]] = {}
    members = dict.fromkeys((*SHAPES, *CHUNKS, *packs.lexicon, "any", "name", "word"), 0)
    for name in packs.verbs:
        members |= {name: 0, **{f"{name}.{form}": 0 for form in _FORMS}}
    made = 0
    for look, classes in _pairs(words):
        of_look = codes.setdefault(look, {})
        number = numbers.setdefault(classes, len(numbers))
        if number not in of_look:
            made += 1
            of_look[number] = chr(FIRST_CODE + made)
            for name in {"any", *classes, *_shape_classes(look)}:
                members[name] = members.get(name, 0) | 1 << made
    members["name"] = members["name1"] | members["nameN"]
    named = {name: _codes(bits) for name, bits in members.items() if not name.startswith("=")}
    return Alphabet(tuple(numbers), {word: numbers[words[word]] for word in sorted(words)}, codes, named), members


def _pairs(words: Mapping[str, frozenset[str]]) -> Iterable[tuple[str, frozenset[str]]]:
    """Every shape and set of classes that a token or a chunk can have."""
    for kind in CHUNKS:
        yield CHUNK, frozenset((kind,))
    for look in SHAPES:
        yield look, frozenset()
    for word in sorted(words):
        looks = (shape(word), "Cap", "CAPS") if word[0].isalpha() else (shape(word),)
        for look in looks:
            yield look, words[word]


def _shape_classes(look: str) -> tuple[str, ...]:
    if look == CHUNK:
        return ()
    if look in _SMALL:
        return look, "lower", "word"
    return (look, "word") if look in _WORD_SHAPES else (look,)


def members_of(codes: int) -> Iterable[int]:
    """The codes of a set that is given by bits, from the lowest."""
    bits = f"{codes:b}"[::-1]
    at = bits.find("1")
    while at >= 0:
        yield at
        at = bits.find("1", at + 1)


def _codes(bits: int) -> str:
    return "".join([chr(FIRST_CODE + code) for code in members_of(bits)])
