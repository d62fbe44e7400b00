"""Records out of the program: whole or not at all, and never over something else unasked."""

from panelrecord.write.files import put
from panelrecord.write.lines import Lines

__all__ = ["Lines", "put"]
