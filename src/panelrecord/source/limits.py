"""Bounds of what is read beside an article's text, which no article comes near, so that they are no options."""

from __future__ import annotations

from panelrecord.limits import MEGABYTE

MAX_PASSAGES = 100_000  # paragraphs, items and cells of one page
MAX_DIRECTORY = 4 * MEGABYTE  # the zip directory that lists a container's files
MAX_PAGES = 500  # of a PDF: an article has a few, a whole issue a hundred
MAX_FRONT_MATTER = 64 * 1024
MAX_FRONT_MATTER_NODES = 2_000
MAX_DEPTH = 30  # of front matter and JSON-LD
