"""What became of every input, kept beside the output, so that a later run does only what is left."""

from panelrecord.manifest.beside import Beside
from panelrecord.manifest.manifest import Entry, Known, Manifest

__all__ = ["Beside", "Entry", "Known", "Manifest"]
