"""Bytes become clean input for pandoc: what they are, which encoding they are in, and what they say about themselves.

`read_file` reads a file without ever waiting, `prepare` does the rest. What an input is comes from its content first
and its name second. Nothing but the given bytes is read: no other file, no network, no clock, no locale.
"""

from panelrecord.source.article import UNKNOWN, Metadata, Prepared
from panelrecord.source.files import read_file, read_standard_input
from panelrecord.source.formats import FORMATS
from panelrecord.source.prepare import damage, plain, prepare, safer, too_long

__all__ = [
    "FORMATS",
    "UNKNOWN",
    "Metadata",
    "Prepared",
    "damage",
    "plain",
    "prepare",
    "read_file",
    "read_standard_input",
    "safer",
    "too_long",
]
