"""Records out of the program: whole or not at all, and never over something else unasked.

`folder`, `lines` and `database` keep many records; each is loaded by the run that needs it.
"""

from panelrecord.write.files import put
from panelrecord.write.place import Place, Ready
from panelrecord.write.stream import OneFile, Stream

__all__ = ["OneFile", "Place", "Ready", "Stream", "put"]
