"""How much of everything an input may hold: far more than an article needs, far less than a machine can bear."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

MAX_INPUT = 256 * MEGABYTE  # a docx with an evening's photographs in it
MAX_TEXT = 32 * MEGABYTE  # a page with its pictures inlined as data; the article in it is a thousandth of that
MAX_PLAIN = 4 * MEGABYTE  # plain text, of which a tree is made here: a dozen novels
MAX_PASSAGES = 100_000  # paragraphs, items and cells of one page
MAX_ENTRIES = 10_000  # files in one docx, odt or epub
MAX_DIRECTORY = 4 * MEGABYTE  # the zip directory that lists them
MAX_UNPACKED = 1024 * MEGABYTE  # what a zip says it unpacks to
MAX_PART = 64 * MEGABYTE  # one XML part of a docx, odt or epub
MAX_FRONT_MATTER = 64 * 1024
MAX_FRONT_MATTER_NODES = 2_000
MAX_DEPTH = 30  # of front matter and JSON-LD


def megabytes(size: int) -> str:
    """A size in bytes as people read it."""
    return f"{size // MEGABYTE} MB"
