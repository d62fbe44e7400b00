"""Records out of the program: whole or not at all, and never over something else unasked."""

from panelrecord.write.database import Database
from panelrecord.write.files import put
from panelrecord.write.folder import Folder
from panelrecord.write.lines import Lines
from panelrecord.write.place import Place, Ready
from panelrecord.write.stream import OneFile, Stream

__all__ = ["Database", "Folder", "Lines", "OneFile", "Place", "Ready", "Stream", "put"]
