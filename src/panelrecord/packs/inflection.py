"""The forms of an English verb, from its entry in a lexicon.

An entry is the verb, then its past, participle and -ing form where they are irregular, parted by spaces; the words
of a verb of several words are joined by underscores: ``argue``, ``say said``, ``speak spoke spoken``,
``admit admitted admitted admitting``, ``point_out``.
"""

from __future__ import annotations

from panelrecord.values import dataclass


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of one verb: argue, argues, argued, argued, arguing."""

    base: str
    third: str
    past: str
    participle: str
    ing: str

    @property
    def all(self) -> tuple[str, ...]:
        """Every form, each once."""
        return tuple(dict.fromkeys((self.base, self.third, self.past, self.participle, self.ing)))


def inflect(entry: str) -> Forms:
    """The forms of the verb of a lexicon entry; words of a form are parted by single spaces."""
    given = [form.replace("_", " ") for form in entry.split()]
    base, _, rest = given[0].partition(" ")
    tail = f" {rest}" if rest else ""
    past = given[1] if len(given) > 1 else _ed(base) + tail
    participle = given[2] if len(given) > 2 else past
    ing = given[3] if len(given) > 3 else _ing(base) + tail
    return Forms(base + tail, _s(base) + tail, past, participle, ing)


def _consonant_y(base: str) -> bool:
    return len(base) > 1 and base[-1] == "y" and base[-2] not in "aeiou"


def _s(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    return base[:-1] + "ies" if _consonant_y(base) else base + "s"


def _ed(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    return base[:-1] + "ied" if _consonant_y(base) else base + "ed"


def _ing(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    return base + "ing"
