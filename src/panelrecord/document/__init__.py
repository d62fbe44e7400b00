"""Pandoc's syntax tree becomes a Document: one text, normalised once, and the blocks it consists of."""

from panelrecord.document.build import build
from panelrecord.document.document import Block, BlockKind, Document, Link
from panelrecord.document.normalise import normalise

__all__ = ["Block", "BlockKind", "Document", "Link", "build", "normalise"]
