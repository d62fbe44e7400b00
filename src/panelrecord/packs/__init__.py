"""Rules as data: the pack files, the pattern language, and the grammar that reads with them."""

from panelrecord.packs.loader import Packs, Rule, load

__all__ = ["Packs", "Rule", "load"]
