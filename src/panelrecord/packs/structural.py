"""The rules that are no patterns of words: what the structure of an article says, in any language.

Their ids stand in records beside those of the packs, and no pack can take them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

BYLINE = "document.byline"
LINK = "document.link"
ITEM = "document.item"
ADDRESS = "text.address"
NAME = "text.name"
QUOTATION = "text.quotation"

STRUCTURAL: Mapping[str, str] = MappingProxyType(
    {
        BYLINE: "The article's metadata names its author, and these are the words that say so.",
        LINK: "The article links these words to that address.",
        ITEM: "An item of a list that a position opened: its speaker's words still.",
        ADDRESS: "A word that is an e-mail address or an address on the web.",
        NAME: "A name that the article gives to a person elsewhere, or that can be nobody else's.",
        QUOTATION: "A quotation without words of reporting, beside one that has them.",
    }
)
"""What each structural rule reads, by its id."""
