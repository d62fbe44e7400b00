"""Articles made by script: events reported in the manner of the fixtures, any number, of any length, in four formats.

The same seed and length always give the same article. Words, names and places are this project's own.
"""

from __future__ import annotations

import functools
import html
import io
import random
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypandoc

FORMATS = ("markdown", "html", "docx", "text")
ENDINGS = {"markdown": "md", "html": "html", "docx": "docx", "text": "txt"}

_FIRST = [
    "Amara",
    "Bela",
    "Chidi",
    "Dorota",
    "Emre",
    "Farah",
    "Goran",
    "Hana",
    "Ilir",
    "Jelena",
    "Kwame",
    "Leila",
    "Marek",
    "Nadia",
    "Olu",
    "Petra",
    "Rafi",
    "Sana",
    "Tomas",
    "Uma",
    "Vera",
    "Wafa",
    "Yusuf",
    "Zofia",
]
_LAST = [
    "Adeyemi",
    "Brandt",
    "Castellan",
    "Dimas",
    "Eklund",
    "Fofana",
    "Garrick",
    "Hovan",
    "Ibarra",
    "Jansson",
    "Kovel",
    "Lindqvist",
    "Marwan",
    "Novick",
    "Okafor",
    "Pereyra",
    "Quist",
    "Rahmani",
    "Soltan",
    "Tembo",
    "Ulrich",
    "Vargas",
    "Wendel",
    "Yildiz",
    "Zamora",
]
_TITLES = ("", "", "", "Dr ", "Professor ", "Ms ", "Mr ")
_ROLES = (
    "a hydrologist at the {org}",
    "an economist with the {org}",
    "director of the {org}",
    "a teacher from {town}",
    "chair of the {org}",
    "who has farmed near {town} for thirty years",
    "an engineer at the {org}",
)
_ORGS = (
    "River Trust",
    "Coastal Forum",
    "Institute for Rural Studies",
    "Harbour Authority",
    "Council of Growers",
    "Open Archive Society",
    "Centre for Public Health",
    "Workers' Union of the North",
)
_TOWNS = [
    "Ashby",
    "Brenholm",
    "Corvane",
    "Dunmere",
    "Eastvik",
    "Farrow",
    "Glenmoor",
    "Halden",
    "Ivarsund",
    "Kestrel",
    "Lowick",
    "Marden",
]
_KINDS = ["seminar", "panel discussion", "workshop", "symposium", "public lecture", "round table", "conference"]
_TOPICS = (
    "water rights",
    "the future of the harbour",
    "school meals",
    "rural buses",
    "seed banks",
    "the repair of old houses",
    "night work",
    "flood defences",
    "public archives",
)
_CLAIMS = (
    "the canals lose a third of what they carry",
    "no law will help where nobody reads the meters",
    "a levy would fall on those who can least afford it",
    "the oldest records are also the ones most often asked for",
    "young people leave because there is no bus after six",
    "the repairs must begin before the winter",
    "half of the money never reaches the villages",
    "what was promised ten years ago has still not been built",
    "a small fund would be enough for the first three years",
    "the survey counted houses and not the people in them",
    "every household should be asked before the plan is drawn",
    "the tide tables were wrong for most of the last century",
)
_PLAIN = (
    "The hall was full, and some of the audience stood along the walls.",
    "Tea was served in the corridor, where the talk went on.",
    "A model of the lower valley stood on a table near the door.",
    "It had rained since the morning, and the road to the upper farms was closed.",
    "The minutes will be kept in the town library.",
    "Several people in the audience had walked from the next village.",
    "The figures were shown on a sheet that hung from the gallery.",
    "Nobody left before the end.",
)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def text(seed: int, length: int) -> tuple[str, str, str, list[str]]:
    """An article of about so many bytes: title, author, date in ISO 8601 and paragraphs."""
    chance = random.Random(seed)
    topic, town, kind, org = (chance.choice(each) for each in (_TOPICS, _TOWNS, _KINDS, _ORGS))
    author = _name(chance)
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(2005, 2024)
    people = [_name(chance) for _ in range(chance.randint(3, 6))]
    opening = f"A {kind} on {topic} was held at the {org} in {town} on {day} {_MONTHS[month - 1]} {year}. "
    paragraphs = [opening + f"Among the panelists were {', '.join(people[:-1])} and {people[-1]}."]
    size = len(paragraphs[0])
    while size < length:
        paragraph = _paragraph(chance, people)
        paragraphs.append(paragraph)
        size += len(paragraph.encode()) + 2
    return f"{town} talks about {topic}", author, f"{year}-{month:02}-{min(day + 1, 28):02}", paragraphs


def _name(chance: random.Random) -> str:
    return f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"


def _paragraph(chance: random.Random, people: list[str]) -> str:
    person = chance.choice(people)
    last = person.split()[-1]
    first, second, third = chance.sample(_CLAIMS, 3)
    role = chance.choice(_ROLES).format(org=chance.choice(_ORGS), town=chance.choice(_TOWNS))
    plain = chance.choice(_PLAIN)
    form = chance.randrange(5)
    if form == 0:
        return f"{chance.choice(_TITLES)}{person}, {role}, said that {first}. {last} added that {second}. {plain}"
    if form == 1:
        return f"“{first[0].upper()}{first[1:]},” said {last}. “And {second}.” {plain}"
    if form == 2:
        return f"According to {person}, {first}. {plain} She argued that {second}, and warned that {third}."
    if form == 3:
        return f"{plain} {chance.choice(_PLAIN)} {person} asked whether {first}."
    return f"{last} replied: “{first[0].upper()}{first[1:]}.” {plain} {person} called for a new count of the wells."


def article(seed: int, length: int, format: str) -> bytes:
    """An article of about so many bytes of text, in one of `FORMATS`."""
    title, author, day, paragraphs = text(seed, length)
    match format:
        case "markdown":
            front = f"---\ntitle: {title}\nauthor: {author}\ndate: {day}\n---\n\n"
            return (front + "\n\n".join(_with_markup(each) for each in paragraphs) + "\n").encode()
        case "html":
            return _page(title, author, day, paragraphs).encode()
        case "docx":
            return _docx(title, author, paragraphs)
        case _:
            return "\n\n".join([title, f"By {author}", *paragraphs, ""]).encode()


def _with_markup(paragraph: str) -> str:
    return paragraph.replace("The hall", "*The hall*").replace(
        "town library", "[town library](https://library.example)"
    )


def _page(title: str, author: str, day: str, paragraphs: list[str]) -> str:
    body = "\n".join(f"<p>{html.escape(each, quote=False)}</p>" for each in paragraphs)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>\n'
        f'<meta property="article:published_time" content="{day}"><meta name="author" content="{author}"></head>\n'
        '<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>\n'
        f'<article><h1>{title}</h1>\n<p class="byline">By {author}</p>\n{body}\n</article>\n'
        "<footer>The Valley Reader</footer></body></html>\n"
    )


@functools.cache
def _empty_docx() -> dict[str, bytes]:
    """The parts of a Word file as pandoc writes it, styles and all."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "empty.docx")
        pypandoc.convert_text("PLACE", "docx", format="markdown", outputfile=str(path))
        with zipfile.ZipFile(path) as package:
            return {name: package.read(name) for name in package.namelist()}


def _docx(title: str, author: str, paragraphs: list[str]) -> bytes:
    def paragraph(words: str, style: str) -> str:
        properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{html.escape(words)}</w:t></w:r></w:p>'

    body = "".join(
        [paragraph(title, "Title"), paragraph(author, "Author"), *(paragraph(each, "BodyText") for each in paragraphs)]
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in _empty_docx().items():
            if name == "word/document.xml":
                document = part.decode()
                part = re.sub(r"<w:p>.*PLACE.*?</w:p>", lambda _: body, document, flags=re.DOTALL).encode()  # noqa: PLW2901
            package.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def articles(number: int, length: int, format: str, *, seed: int = 0) -> Iterator[tuple[bytes, str]]:
    """So many articles, one after the other, as `panelrecord.convert_many` takes them."""
    for each in range(number):
        yield article(seed + each, length, format), f"{each:07}.{ENDINGS[format]}"


def write(folder: Path, number: int, length: int, format: str, *, seed: int = 0) -> list[Path]:
    """So many articles as files."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for content, name in articles(number, length, format, seed=seed):
        paths.append(folder / name)
        paths[-1].write_bytes(content)
    return paths
