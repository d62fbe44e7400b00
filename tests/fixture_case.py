"""The articles of ``fixtures/`` with the records a careful reader expects, and a check of the two against each other.

A case is one folder: ``article.*`` (one file, or the same article in many formats) and ``record.json``. The record
gives values, not offsets, so `check_case` makes sure that every value that claims to be the article's own words is.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pypandoc

from panelrecord.model import EventType, Mode, Part, Status

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"

READERS = {
    ".md": "markdown-smart-citations",
    ".html": "html",
    ".docx": "docx",
    ".odt": "odt",
    ".rtf": "rtf",
    ".epub": "epub",
    ".rst": "rst",
    ".org": "org",
    ".tex": "latex",
    ".wiki": "mediawiki",
    ".jats.xml": "jats",
    ".docbook.xml": "docbook",
}
TEXTUAL = frozenset(READERS) - {".docx", ".odt", ".epub"} | {".txt"}
JOINT = " … "
OPENING = "\"'“‘"
DOUBLE = '"“”'
BLOCKS = frozenset({"Para", "Plain", "Header", "CodeBlock", "MetaInlines", "MetaString", "LineBlock"})

KEYS = {
    "": {"source", "event", "date", "venue", "panelists", "positions", "author_bios"},
    "source": {"title", "byline", "published"},
    "event": {"status", "name", "type", "topic", "organizers"},
    "date": {"start", "end", "edtf", "resolved_from"},
    "venue": {"name", "locality", "region", "country", "online"},
    "panelists": {"name", "honorific", "part", "descriptions", "affiliations"},
    "positions": {"panelists", "mode", "statement", "cue", "speaker"},
    "author_bios": {"name", "text", "roles", "emails", "links"},
    "roles": {"title", "organization"},
}


@dataclass(frozen=True, slots=True)
class Case:
    """One fixture: its folder's name, its article in one or more formats, and the record expected of each."""

    slug: str
    articles: tuple[Path, ...]
    record: dict[str, Any]


def load_cases(folder: Path = FIXTURES) -> tuple[Case, ...]:
    """Every case in `folder`, in the order of their names."""
    return tuple(
        Case(
            slug=path.parent.name,
            articles=tuple(sorted(path.parent.glob("article.*"))),
            record=json.loads(path.read_text(encoding="utf-8")),
        )
        for path in sorted(folder.glob("*/record.json"))
    )


def extension(article: Path) -> str:
    """What follows ``article`` in the file's name: ``.md``, ``.jats.xml``."""
    return article.name.removeprefix("article")


@cache
def article_text(article: Path) -> str:
    """The article's words, one paragraph a line, white space folded, title and byline of its metadata first."""
    if extension(article) == ".txt":
        paragraphs = re.split(r"\n\s*\n", article.read_text(encoding="utf-8"))
    else:
        command = [pypandoc.get_pandoc_path(), "--from", READERS[extension(article)], "--to", "json", str(article)]
        ast = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        paragraphs = _words([*ast["meta"].values(), ast["blocks"]]).split("\0")
    folded = (" ".join(paragraph.split()) for paragraph in paragraphs)
    return "\n".join(paragraph for paragraph in folded if paragraph)


def _words(node: Any) -> str:
    """The words of a part of pandoc's AST; each block ends with a NUL, which no article holds."""
    if isinstance(node, list):
        return "".join(_words(item) for item in node)
    if not isinstance(node, dict):
        return ""  # the strings of attributes, targets and raw mark-up
    kind = node.get("t")
    content: Any = node.get("c")
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind in ("Str", "MetaString"):
        text = str(content)
    elif kind in ("Code", "CodeBlock", "Math"):
        text = str(content[1])
    elif kind == "Quoted":
        inner = _words(content[1])
        text = f"‘{inner}’" if content[0]["t"] == "SingleQuote" else f"“{inner}”"
    elif kind == "MetaMap":
        text = _words(list(content.values()))
    else:
        text = _words(content)
    return f"\0{text}\0" if kind in BLOCKS else text


def check_case(case: Case) -> list[str]:
    """What is wrong with a case, one line each; nothing for a sound one."""
    problems = _check_shape(case.record)
    if not case.articles:
        problems.append("no article")
    if not problems:
        for article in case.articles:
            problems += [f"{article.name}: {problem}" for problem in _check_article(article, case.record)]
    return [f"{case.slug}: {problem}" for problem in problems]


def _check_shape(record: dict[str, Any]) -> list[str]:
    objects: list[tuple[str, Any]] = [("", record), ("source", record.get("source", {}))]
    objects += [(part, record[part]) for part in ("event", "date", "venue") if record.get(part) is not None]
    objects += [(part, item) for part in ("panelists", "positions", "author_bios") for item in record.get(part, [])]
    objects += [("roles", role) for author in record.get("author_bios", []) for role in author.get("roles", [])]
    misshapen = [f"{part or 'record'}: keys {sorted(value)}" for part, value in objects if set(value) != KEYS[part]]
    if misshapen:
        return misshapen
    problems: list[str] = []
    event = record["event"]
    if event is None:
        problems += [f"{part} without an event" for part in ("date", "venue", "panelists", "positions") if record[part]]
    elif event["status"] not in get_args(Status) or event["type"] not in get_args(EventType):
        problems.append(f"event is {event['status']} {event['type']}")
    names: list[str] = [person["name"] for person in record["panelists"]]
    if len(set(names)) != len(names):
        problems.append("two panelists of one name")
    problems += [f"{p['name']} is {p['part']}" for p in record["panelists"] if p["part"] not in get_args(Part)]
    problems += [
        f"position of nobody on the panel: {position['statement']}"
        for position in record["positions"]
        if position["mode"] not in get_args(Mode) or not set(position["panelists"]) <= set(names)
    ]
    if record["date"] is not None:
        problems += _check_date(record["date"])
    return problems


def _check_date(date: dict[str, Any]) -> list[str]:
    day = r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?)?"
    days = dict.fromkeys(part[:10] for part in (date["start"], date["end"]) if part)  # EDTF's intervals are of days
    edtf = "/".join(days)
    sound = re.fullmatch(day, date["start"]) and (date["end"] is None or re.fullmatch(day, date["end"]))
    return [] if sound and date["edtf"] == edtf else [f"date is {date}"]


def _check_article(article: Path, record: dict[str, Any]) -> list[str]:
    text = article_text(article)
    problems = [f"not in the article: {value!r}" for value in _verbatim(record) if not _find(value, text)]
    raw = html.unescape(article.read_text(encoding="utf-8")) if extension(article) in TEXTUAL else ""
    raw += " ".join(re.sub(r"<[^<>]*>", " ", raw).split())  # a name may be marked up in parts
    head = [record["source"]["title"], record["source"]["byline"], *(a["name"] for a in record["author_bios"])]
    problems += [f"not in the head: {v!r}" for v in head if v and not _find(v, text) and not _find(v, raw)]
    names = [person["name"] for person in record["panelists"]]
    if names != sorted(names, key=text.find):
        problems.append(f"panelists are not in the order of mention: {sorted(names, key=text.find)}")
    return problems + _check_positions(record["positions"], text)


def _verbatim(record: dict[str, Any]) -> list[str]:
    """Every value of the record that is the article's own words, apart from positions and metadata."""
    event, venue = record["event"] or {}, record["venue"] or {}
    values = [event.get("name"), event.get("topic"), *event.get("organizers", [])]
    values += [venue.get(part) for part in ("name", "locality", "region", "country")]
    for person in record["panelists"]:
        values += [person["name"], person["honorific"], *person["descriptions"], *person["affiliations"]]
    for author in record["author_bios"]:
        values += [author["text"], *author["emails"]]
        values += [role[part] for role in author["roles"] for part in ("title", "organization")]
    return [value for value in values if value is not None]


def _check_positions(positions: list[dict[str, Any]], text: str) -> list[str]:
    problems, seen = [], 0
    for position in positions:
        pieces = position["statement"].split(JOINT)
        start = end = seen
        for piece in pieces:
            match = _find(piece, text, end)
            if match is None:
                problems.append(f"absent or out of order: {piece!r}")
                break
            start = match.start() if piece is pieces[0] else start
            end = match.end()
        else:
            seen = start + 1
            problems += _check_position(position, text, start, end)
    return problems


def _check_position(position: dict[str, Any], text: str, start: int, end: int) -> list[str]:
    mode, statement = position["mode"], position["statement"]
    problems = []
    if mode == "direct" and text[start - 1] not in OPENING:
        problems.append(f"direct, but no quotation mark opens it: {statement!r}")
    if mode == "indirect" and any(mark in statement for mark in DOUBLE):
        problems.append(f"indirect, but with quotation marks: {statement!r}")
    if mode == "mixed" and not any(mark in statement for mark in DOUBLE + "'‘"):
        problems.append(f"mixed, but without quotation marks: {statement!r}")
    if statement[-1] in ".," or (statement[0] in '"“' and statement[-1] in '"”' and mode == "direct"):
        problems.append(f"outer marks are kept: {statement!r}")
    # the words that report it stand in the same paragraph, or in the one before that leads over to it
    paragraph_before = text.rfind("\n", 0, max(text.rfind("\n", 0, start), 0)) + 1
    paragraph_end = text.find("\n", end)
    around = text[paragraph_before : paragraph_end if paragraph_end >= 0 else len(text)]
    problems += [
        f"{part} {position[part]!r} is not near {statement!r}"
        for part in ("cue", "speaker")
        if position[part] is not None and not _find(position[part], around)
    ]
    return problems


def _find(value: str, text: str, start: int = 0) -> re.Match[str] | None:
    """Where `value` stands in `text` as whole words."""
    return re.compile(rf"(?<!\w){re.escape(value)}(?!\w)").search(text, start)
