"""What a call names, one article after the other: files, folders, patterns and lists become inputs, lazily.

Nothing here holds a list of all inputs; at most the names in one folder are in memory at a time, to put them in order.
"""

from panelrecord.inputs.expand import Expand
from panelrecord.inputs.find import Sources, find
from panelrecord.inputs.found import Found
from panelrecord.inputs.item import Input, Item, as_path, as_text, name_of, writable
from panelrecord.inputs.selection import Selection

__all__ = [
    "Expand",
    "Found",
    "Input",
    "Item",
    "Selection",
    "Sources",
    "as_path",
    "as_text",
    "find",
    "name_of",
    "writable",
]
