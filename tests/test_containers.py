"""Archives, mailboxes, tables and issues: every article in them, by its name, with what is said of it beside it."""

from __future__ import annotations

import base64
import bz2
import gzip
import hashlib
import io
import json
import lzma
import struct
import sys
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

import forms
import pyarrow
import pytest
import zstandard
from pyarrow import parquet
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import panelrecord
from panelrecord.containers import Bad, Columns, Member, Opening, members, opened
from panelrecord.containers.member import safe_place
from panelrecord.containers.tables import columns_of
from panelrecord.errors import (
    DamagedInput,
    EmptyInput,
    EncryptedInput,
    ForeignInput,
    InputTooLarge,
    MissingExtra,
    NestedTooDeeply,
    UnreadableInput,
    UsageError,
)
from panelrecord.inputs import Found, Sources, find
from panelrecord.inputs.selection import selection
from panelrecord.limits import Limits
from panelrecord.source import Metadata, prepare

pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # warcio's writer's own files
BODY = Columns("body", (("title", "title"), ("authors", "author"), ("published", "date")))


class Pipe(io.RawIOBase):
    """Bytes as they come from another program: a few at a time, and never again."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._rest = io.BytesIO(content)

    def read(self, size: int = -1) -> bytes:
        return self._rest.read(min(size, 1000) if size >= 0 else 1000)


def articles(content: bytes, name: str, *, pipe: bool = False, **rest: object) -> list[Member | Bad]:
    opening = replace(Opening(name), **rest)  # type: ignore[arg-type]
    stream, kind = opened(Pipe(content) if pipe else io.BytesIO(content), opening)
    return [] if kind is None else list(members(stream, kind, opening))


def contents(found: list[Member | Bad]) -> dict[str, bytes | type]:
    return {one.name: one.content if isinstance(one, Member) else type(one.error) for one in found}


# ----------------------------------------------------------------- zip and tar

FILES = {"a.txt": b"The mill stays.", "b/c.html": b"<p>The pond stays.</p>", "b/d.txt": b"So does the path."}


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def zstd(content: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(content)


ARCHIVES: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "x.zip": zipped,
    "x.tar": tarred,
    "x.tar.gz": lambda files: gzip.compress(tarred(files)),
    "x.tgz": lambda files: gzip.compress(tarred(files)),
    "x.tar.bz2": lambda files: bz2.compress(tarred(files)),
    "x.tar.xz": lambda files: lzma.compress(tarred(files)),
    "x.tar.zst": lambda files: zstd(tarred(files)),
}


@pytest.mark.parametrize("name", ARCHIVES)
@pytest.mark.parametrize("pipe", [False, True], ids=["file", "pipe"])
def test_archives_give_their_files(name: str, pipe: bool) -> None:
    found = articles(ARCHIVES[name](FILES), name, pipe=pipe)
    assert contents(found) == {f"{name}/{inside}": content for inside, content in FILES.items()}
    assert [str(one.place) for one in found] == list(FILES)


@pytest.mark.parametrize("name", ["x.zip", "x.tar"])
def test_what_is_no_article_is_passed_over(name: str) -> None:
    files = FILES | {".DS_Store": b"x", "__MACOSX/a.txt": b"x", "b/.hidden/x.txt": b"x", "photo.jpg": b"x"}
    found = articles(ARCHIVES[name](files), name, skips=lambda place: place.suffix == ".jpg")
    assert {one.name.partition("/")[2] for one in found} - {"__MACOSX/a.txt"} == set(FILES)


@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x.tar.gz", "x.tar.xz", "x.tar.zst"])
def test_a_cut_archive_ends_in_an_error_and_what_comes_before_is_read(name: str) -> None:
    files = {f"{number}.txt": bytes(f"The mill stays, said {number}. " * 40, "ascii") for number in range(60)}
    whole = ARCHIVES[name](files)
    found = articles(whole[: len(whole) * 2 // 3], name)
    assert isinstance(found[-1], Bad)
    assert isinstance(found[-1].error, DamagedInput)
    good = contents([one for one in found if isinstance(one, Member)])
    assert good or name in ("x.zip", "x.tar.zst")  # the one's directory is at its end, the other is one block
    assert good.items() <= {f"{name}/{inside}": content for inside, content in files.items()}.items()


def test_one_damaged_file_spoils_no_other() -> None:
    whole = bytearray(zipped(FILES))
    at = whole.index(b"c.html") + len(b"c.html") + 2
    whole[at : at + 6] = b"\xff" * 6
    assert contents(articles(bytes(whole), "x.zip")) == {
        "x.zip/a.txt": FILES["a.txt"], "x.zip/b/c.html": DamagedInput, "x.zip/b/d.txt": FILES["b/d.txt"],
    }  # fmt: skip


def test_a_locked_file_says_so() -> None:
    whole = bytearray(zipped({"a.txt": b"x", "b.txt": b"It stays."}))
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        whole[whole.index(mark) + at] |= 1
    assert contents(articles(bytes(whole), "x.zip")) == {
        "x.zip/a.txt": EncryptedInput,
        "x.zip/b.txt": b"It stays.",
    }


def test_archives_in_archives() -> None:
    inner = gzip.compress(tarred({"deep.txt": b"The well stays."}))
    found = articles(zipped({"in.tar.gz": inner, "a.txt": b"x"}), "x.zip")
    assert contents(found) == {"x.zip/in.tar.gz/deep.txt": b"The well stays.", "x.zip/a.txt": b"x"}
    assert [str(one.place) for one in found] == ["in.tar.gz/deep.txt", "a.txt"]


def test_archives_without_end_are_refused() -> None:
    content = b"x"
    for _ in range(9):
        content = zipped({"in.zip": content})
    assert "NestedTooDeeply" in str(contents(articles(content, "x.zip")))


def test_what_unpacks_to_far_more_is_refused() -> None:
    bomb = zipped({"a.txt": bytes(9_000_000)})
    found = articles(bomb, "x.zip", limits=Limits(unpacked_bytes=1_000_000))
    assert contents(found) == {"x.zip": InputTooLarge}
    over = articles(bomb, "x.zip", limits=Limits(input_bytes=1_000_000))
    assert contents(over) == {"x.zip/a.txt": InputTooLarge}


def huge_tar(size: int) -> bytes:
    """A tar archive that is one file of zeros, packed with gzip and again with xz: a few bytes for each megabyte."""
    info = tarfile.TarInfo("a.txt")
    info.size = size
    return lzma.compress(gzip.compress(info.tobuf(tarfile.GNU_FORMAT) + bytes(size)))


@pytest.mark.parametrize("pipe", [False, True], ids=["file", "pipe"])
def test_what_is_packed_twice_may_not_unpack_without_end(pipe: bool) -> None:
    limits = Limits(unpacked_bytes=3_000_000, input_bytes=1_000_000)
    (*_, last) = articles(huge_tar(9_000_000), "x.tar.gz.xz", pipe=pipe, limits=limits)
    assert isinstance(last, Bad)
    assert "unpacks to more than" in str(last.error)


def test_an_archive_of_archives_may_not_unpack_to_more_than_one_of_articles() -> None:
    limits = Limits(unpacked_bytes=3_000_000)
    inner = zipped({f"{number}.txt": bytes(700_000) for number in range(2)})
    found = contents(articles(zipped({f"{number}.zip": inner for number in range(5)}), "x.zip", limits=limits))
    assert found["x.zip/0.zip/1.txt"] == bytes(700_000)
    assert list(found.items())[-1] == ("x.zip/4.zip", InputTooLarge)


def test_what_zstd_packs_tight_is_unpacked_a_little_at_a_time() -> None:
    packed = zstd(bytes(200_000_000))
    tracemalloc.start()
    found = articles(packed, "x.txt.zst", limits=Limits(input_bytes=1_000_000))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert contents(found) == {"x.txt.zst": InputTooLarge}
    assert most < 80_000_000


@pytest.mark.parametrize("says", [None, 1], ids=["honest", "lying"])
def test_a_directory_of_too_many_files_is_not_read(says: int | None) -> None:
    whole = bytearray(zipped({f"{number}.txt": b"x" for number in range(300)}))
    if says is not None:
        end = whole.rindex(b"PK\x05\x06")
        whole[end + 8 : end + 12] = struct.pack("<HH", says, says)
    (bad,) = articles(bytes(whole), "x.zip", limits=Limits(archive_files=200))
    assert isinstance(bad, Bad)
    assert "holds more than 200 files" in str(bad.error)
    assert len(articles(bytes(whole), "x.zip", limits=Limits(archive_files=300))) == 300


def test_levels_of_archives_are_an_option() -> None:
    content = zipped({"b.zip": zipped({"c.zip": zipped({"a.txt": b"The mill stays."})})})
    assert contents(articles(content, "x.zip")) == {"x.zip/b.zip/c.zip/a.txt": b"The mill stays."}
    found = articles(content, "x.zip", limits=Limits(archive_levels=1))
    assert contents(found) == {"x.zip/b.zip/c.zip": NestedTooDeeply}


@pytest.mark.parametrize("name", ["x.docx", "x.odt", "x.epub", "letter"])
def test_documents_are_no_archives(name: str) -> None:
    assert articles(zipped({"mimetype": b"application/epub+zip", "META-INF/container.xml": b""}), name) == []


def test_one_packed_file_is_one_article() -> None:
    found = articles(gzip.compress(b"The mill stays."), "a/mill.txt.gz")
    assert contents(found) == {"a/mill.txt": b"The mill stays."}


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("../../etc/passwd", "_/_/etc/passwd"),
        ("/a/b", "a/b"),
        ("a\\b\\c.txt", "a/b/c.txt"),
        ("c:d\0.txt", "c_d_.txt"),
        ("", "_"),
        ("x" * 300, "x" * 111 + "-98c9b5d9"),
    ],
)
def test_places_lead_nowhere_else(name: str, place: str) -> None:
    made = safe_place(name)
    assert made.parts[0].startswith("xxx") or made == PurePosixPath(place)
    assert all(len(part) <= 120 and part not in ("..", "/") for part in made.parts)


def test_without_its_library_zstd_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = zstd(tarred(FILES))
    monkeypatch.setitem(sys.modules, "zstandard", None)
    (bad,) = articles(packed, "x.tar.zst")
    assert isinstance(bad, Bad)
    assert isinstance(bad.error, MissingExtra)
    assert "panelrecord[zstd]" in bad.error.mend


# ------------------------------------------------------------------ mailboxes

MBOX = (
    b"From ana@well.example Tue May  4 06:00:00 2021\nFrom: Ana Ruiz <ana@well.example>\nSubject: The mill\n\n"
    b"It stays.\n\n>From now on it is ours.\nFrom here on, too.\n\n"
    b"From mo@well.example Wed May  5 06:00:00 2021\nFrom: Mo Ek <mo@well.example>\nSubject: The pond\n\nIt froze.\n"
)


@pytest.mark.parametrize("pipe", [False, True], ids=["file", "pipe"])
def test_a_mailbox_gives_its_letters(pipe: bool) -> None:
    found = articles(MBOX, "letters.mbox", pipe=pipe)
    assert [one.name for one in found] == ["letters.mbox#1", "letters.mbox#2"]
    first, second = (
        prepare(one.content, name=one.name, claimed=one.claimed) for one in found if isinstance(one, Member)
    )
    assert (first.metadata.title, second.metadata.authors) == ("The mill", ("Mo Ek",))
    assert b"From now on it is ours" in first.content
    assert b"From here on, too" in first.content


# --------------------------------------------------------------------- tables

ROWS = [
    {
        "title": "The mill",
        "body": "It stays.\n\n“So it does.”",
        "author": "Ana Ruiz; Mo Ek",
        "date": "2021-05-04",
    },
    {"title": "The pond", "body": "It froze, they said, twice.", "author": "", "date": ""},
]


def as_csv(delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    lines = [delimiter.join(ROWS[0])]
    lines += [delimiter.join('"' + value.replace('"', '""') + '"' for value in row.values()) for row in ROWS]
    return "\r\n".join(lines).encode(encoding)


def as_parquet() -> bytes:
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(ROWS), out)
    return out.getvalue()


TABLES = {
    "t.csv": as_csv(),
    "t.tsv": as_csv("\t"),
    "semicolons.csv": as_csv(";"),
    "mark.csv": as_csv(encoding="utf-8-sig"),
    "wide.csv": as_csv(encoding="utf-16"),
    "t.jsonl": "\n".join(json.dumps(row) for row in ROWS).encode(),
    "t.parquet": as_parquet(),
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("pipe", [False, True], ids=["file", "pipe"])
def test_each_row_of_a_table_is_an_article(name: str, pipe: bool) -> None:
    first, second = articles(TABLES[name], name, pipe=pipe, columns=BODY)
    assert isinstance(first, Member)
    assert isinstance(second, Member)
    assert [first.name, second.name] == [f"{name}#1", f"{name}#2"]
    assert first.content.decode() == ROWS[0]["body"]
    assert first.known == Metadata("The mill", ("Ana Ruiz", "Mo Ek"), "2021-05-04")
    assert second.known == Metadata("The pond")


def test_a_table_in_an_old_encoding_keeps_its_letters() -> None:
    first, _ = articles(as_csv(encoding="cp1252"), "t.csv", columns=BODY)
    assert isinstance(first, Member)
    assert "“So it does.”" in prepare(first.content, name=first.name).content.decode()


def test_bad_rows_stand_in_their_place() -> None:
    lines = b'{"body": "It stays."}\nnonsense\n[1]\n{"title": "x"}\n{"body": " "}\n{"body": "It froze."}\n'
    assert contents(articles(lines, "t.jsonl", columns=Columns("body"))) == {
        "t.jsonl#1": b"It stays.", "t.jsonl#2": DamagedInput, "t.jsonl#3": DamagedInput, "t.jsonl#4": DamagedInput,
        "t.jsonl#5": EmptyInput, "t.jsonl#6": b"It froze.",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["t.csv", "t.parquet"])
def test_a_column_that_is_not_there_is_named(name: str) -> None:
    (bad,) = articles(TABLES[name], name, columns=Columns("story"))
    assert isinstance(bad, Bad)
    assert "'story'" in bad.error.message
    assert "title, body, author, date" in bad.error.mend


@pytest.mark.parametrize("name", ["t.csv", "t.jsonl", "t.parquet"])
def test_without_a_column_a_table_asks_for_one(name: str) -> None:
    (bad,) = articles(TABLES[name], name)
    assert isinstance(bad, Bad)
    assert isinstance(bad.error, ForeignInput)
    assert "--text-column" in bad.error.mend


def test_columns_may_have_any_names() -> None:
    columns = columns_of("story", ["title", "author=written_by", "date = day", "link"])
    assert columns.known == (("title", "title"), ("authors", "written_by"), ("published", "day"), ("url", "link"))
    with pytest.raises(UsageError, match="colour"):
        columns_of("story", ["colour"])


def test_without_its_library_parquet_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (bad,) = articles(TABLES["t.parquet"], "t.parquet", columns=BODY)
    assert isinstance(bad, Bad)
    assert "panelrecord[parquet]" in bad.error.mend


def test_damaged_parquet() -> None:
    (bad,) = articles(TABLES["t.parquet"][:-40], "t.parquet", columns=BODY)
    assert isinstance(bad, Bad)
    assert isinstance(bad.error, DamagedInput)


@pytest.mark.parametrize("row", ["2," + "b" * 9_000, '2,"' + "b\n" * 4_500], ids=["one line", "never closed"])
def test_a_row_without_end_is_not_held(row: str) -> None:
    table = f"id,body\n1,The mill stays.\n{row}".encode()
    found = articles(table, "x.csv", columns=Columns("body"), limits=Limits(text_bytes=5_000))
    assert contents(found) == {"x.csv#1": b"The mill stays.", "x.csv": InputTooLarge}


# --------------------------------------------------------------- web archives

DAY = "2021-05-04T06:30:00Z"
HTML = [("Content-Type", "text/html; charset=windows-1252")]
FILM = ("Content-Type", "video/mp4")


class Crawl:
    """A web archive in the making."""

    def __init__(self, *, packed: bool = True) -> None:
        self.out = io.BytesIO()
        self.writer = WARCWriter(self.out, gzip=packed)
        self.places: list[int] = []

    def add(
        self, url: str, body: bytes, *, kind: str = "response", status: str = "200 OK",
        headers: list[tuple[str, str]] = HTML, day: str = DAY, digest: str | None = None,
    ) -> Crawl:  # fmt: skip
        self.places.append(self.out.tell())
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1") if kind != "resource" else None
        stated = {"WARC-Date": day} | ({"WARC-Payload-Digest": digest} if digest else {})
        record = self.writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict=stated,
            warc_content_type=headers[0][1] if kind == "resource" else "",
        )  # fmt: skip
        self.writer.write_record(record)
        return self

    def __bytes__(self) -> bytes:
        return self.out.getvalue()


def crawl(*, packed: bool = True, number: int = 3) -> Crawl:
    made = Crawl(packed=packed)
    for count in range(number):
        made.add(f"https://well.example/{count}", f"<p>The mill stays, said caf\xe9 {count}.</p>".encode("cp1252"))
    return made


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
@pytest.mark.parametrize("pipe", [False, True], ids=["file", "pipe"])
def test_pages_of_a_web_archive(packed: bool, pipe: bool) -> None:
    found = articles(bytes(crawl(packed=packed)), "w.warc.gz", pipe=pipe)
    assert [one.name for one in found] == [f"w.warc.gz#https://well.example/{n}@20210504063000" for n in range(3)]
    first = found[0]
    assert isinstance(first, Member)
    assert first.known == Metadata(url="https://well.example/0", captured=DAY)
    assert (first.charset, first.claimed) == ("windows-1252", "html")
    assert str(first.place).startswith("00000")
    assert str(first.place).endswith("-20210504063000-well.example-0")
    assert "café 0" in prepare(first.content, name="w", charset=first.charset).content.decode()


def chunked(content: bytes) -> bytes:
    halves = content[:7], content[7:]
    return b"".join(f"{len(half):x}\r\n".encode() + half + b"\r\n" for half in halves) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ([*HTML, ("Transfer-Encoding", "chunked")], chunked(b"<p>The mill stays.</p>")),
        ([*HTML, ("Content-Encoding", "gzip")], gzip.compress(b"<p>The mill stays.</p>")),
        (
            [*HTML, ("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")],
            chunked(gzip.compress(b"<p>The mill stays.</p>")),
        ),
    ],
    ids=["chunked", "packed", "both"],
)
def test_payloads_as_servers_send_them(headers: list[tuple[str, str]], body: bytes) -> None:
    (found,) = articles(bytes(Crawl().add("https://well.example/", body, headers=headers)), "w.warc.gz")
    assert isinstance(found, Member)
    assert found.content == b"<p>The mill stays.</p>"


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
def test_long_records_are_kept_only_where_they_may_be_articles(packed: bool) -> None:
    made = Crawl(packed=packed)
    made.add("https://well.example/film", bytes(3_000_000), headers=[FILM])
    made.add("https://well.example/long", b"<p>The mill stays.</p>" * 100_000)
    made.add("https://well.example/moved", bytes(3_000_000), status="301 Moved")
    made.add("https://well.example/b", b"<p>So does the path.</p>")
    found = articles(bytes(made), "w.warc.gz")
    assert [len(one.content) for one in found if isinstance(one, Member)] == [2_200_000, 24]
    cut = bytes(Crawl(packed=False).add("https://well.example/film", bytes(3_000_000), headers=[FILM]))[:-99]
    assert [str(one.error) for one in articles(cut, "w.warc") if isinstance(one, Bad)] == [
        "is cut off or damaged; capture the page again; the others were read"
    ]


def test_films_are_not_held_in_memory() -> None:
    made = bytes(Crawl().add("https://well.example/film", bytes(30_000_000), headers=[FILM]))
    tracemalloc.start()
    assert not articles(made, "w.warc.gz")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8_000_000


def test_bytes_that_look_like_members_of_gzip_are_passed_over() -> None:
    first, second = (bytes(Crawl().add(f"https://well.example/{n}", b"<p>%d</p>" % n)) for n in range(2))
    found = articles(first + b"\x1f\x8b\x08\x08" * 30_000 + second, "w.warc.gz")
    assert [type(one) for one in found] == [Member, Bad, Member]


def test_only_articles_that_were_found_and_each_once() -> None:
    of_one = "sha1:" + base64.b32encode(hashlib.sha1(b"<p>one</p>").digest()).decode()
    made = Crawl()
    made.add("https://well.example/a", b"<p>one</p>")
    made.add("https://well.example/gone", b"<p>gone</p>", status="404 Not Found")
    made.add("https://well.example/moved", b"", status="301 Moved")
    made.add("https://well.example/p.png", b"png", headers=[("Content-Type", "image/png")])
    made.add("https://well.example/again", b"<p>one</p>", day="2021-06-04T06:30:00Z")
    made.add("https://well.example/same", b"<p>one</p>", day="2021-06-05T06:30:00Z")
    made.add("https://well.example/a", b"", kind="revisit", digest=of_one)
    made.add("https://well.example/b", b"", kind="revisit", digest="sha1:B")
    made.add("https://well.example/c.pdf", b"%PDF-1.4", headers=[("Content-Type", "application/pdf")])
    made.add("https://well.example/d", b"<p>two</p>", kind="resource", headers=[("Content-Type", "text/html")])
    found = contents(articles(bytes(made), "w.warc.gz"))
    assert {name.partition("#https://well.example/")[2].partition("@")[0]: one for name, one in found.items()} == {
        "a": b"<p>one</p>", "b": UnreadableInput, "c.pdf": b"%PDF-1.4", "d": b"<p>two</p>",
    }  # fmt: skip


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
def test_a_damaged_record_is_skipped_with_an_error(packed: bool) -> None:
    made = crawl(packed=packed, number=4)
    whole = bytearray(bytes(made))
    at = made.places[1] + (60 if packed else 0)
    whole[at : at + 30] = b"\xaa" * 30
    found = articles(bytes(whole), "w.warc.gz")
    errors = [one for one in found if isinstance(one, Bad)]
    assert len(errors) == 1
    assert isinstance(errors[0].error, DamagedInput)
    pages = [one.name.rpartition("/")[2].partition("@")[0] for one in found if isinstance(one, Member)]
    assert pages == ["0", "2", "3"]


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
def test_a_web_archive_cut_in_the_middle(packed: bool) -> None:
    made = crawl(packed=packed, number=4)
    found = articles(bytes(made)[: made.places[2] + 120], "w.warc.gz")
    assert [type(one).__name__ for one in found] == ["Member", "Member", "Bad"]
    last = found[-1]
    assert isinstance(last, Bad)
    assert isinstance(last.error, DamagedInput)


def test_a_page_that_is_too_large_spoils_no_other() -> None:
    made = (
        crawl(number=1).add("https://well.example/big", b"<p>" + b"x" * 5000).add("https://well.example/z", b"<p>z</p>")
    )
    found = articles(bytes(made), "w.warc.gz", limits=Limits(input_bytes=2000))
    assert [type(one).__name__ for one in found] == ["Member", "Bad", "Member"]
    assert isinstance(found[1], Bad)
    assert isinstance(found[1].error, InputTooLarge)


def test_wacz_gives_the_pages_of_its_web_archives() -> None:
    files = {"datapackage.json": b"{}", "pages/pages.jsonl": b"{}", "archive/data.warc.gz": bytes(crawl(number=2))}
    found = articles(zipped(files), "w.wacz")
    names = [one.name for one in found]
    assert names == [f"w.wacz/archive/data.warc.gz#https://well.example/{n}@20210504063000" for n in range(2)]
    assert str(found[0].place).startswith("archive/data.warc.gz/00000")


def test_without_its_library_a_web_archive_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = bytes(crawl())
    monkeypatch.setitem(sys.modules, "warcio.recordloader", None)
    (bad,) = articles(whole, "w.warc.gz")
    assert isinstance(bad, Bad)
    assert isinstance(bad.error, MissingExtra)
    assert "panelrecord[warc]" in bad.error.mend


# ---------------------------------------------------------------------- issues

SECOND = forms.Article("The pond froze", "Mo Ek", "2021-05-04", "en", ("It froze, they said, twice in one winter.",))
FIRST = forms.Article("The mill stays", "Ana Ruiz", "2021-05-04", "en", ("It stays, they said, for a hundred years.",))


def test_an_issue_gives_its_articles_in_their_own_order() -> None:
    files = forms.issue((FIRST, SECOND))
    found = articles(files["mets.xml"], "issue/mets.xml", beside=lambda path: files[path])
    assert [one.name for one in found] == ["issue/mets.xml#ART1", "issue/mets.xml#ART2"]
    for one, article in zip(found, (FIRST, SECOND), strict=True):
        assert isinstance(one, Member)
        read = prepare(one.content, name=one.name)
        assert (read.format, read.metadata.title) == ("mets", article.title)
        plain = " ".join(read.content.decode().replace("<", " <").split())
        assert f"<h1>{article.title} </h1>" in plain
        assert f"<p>{article.blocks[0]} </p>" in plain
        assert one.known.published == "2021-05-04"


def test_a_page_that_is_missing_spoils_its_articles_only() -> None:
    files = forms.issue((FIRST, SECOND))

    def beside(path: str) -> bytes:
        if path == "alto/2.xml":
            raise UnreadableInput("does not exist", mend="check the path")
        return files[path]

    found = articles(files["mets.xml"], "mets.xml", beside=beside)
    assert [type(one).__name__ for one in found] == ["Member", "Bad"]


def test_an_issue_without_its_pages_is_empty() -> None:
    (bad,) = articles(b"<mets xmlns='http://www.loc.gov/METS/'><fileSec/></mets>", "mets.xml")
    assert isinstance(bad, Bad)
    assert isinstance(bad.error, EmptyInput)


# ------------------------------------------------------------------ the library


def test_many_gives_a_result_for_each_article_in_an_archive(tmp_path: Path) -> None:
    files = {"a.md": b"# Wells\n\nThe wells are dry.", "b.txt": b"\0\0\1\2" * 99, "w.warc.gz": bytes(crawl(number=2))}
    (tmp_path / "x.zip").write_bytes(zipped(files))
    table = b'{"story": "The pond froze.", "head": "Ponds"}\n'
    sources: list[Path | tuple[bytes, str]] = [tmp_path / "x.zip", (table, "t.jsonl"), tmp_path / "none.txt"]
    results = list(panelrecord.convert_many(sources, text_column="story", meta=["title=head"], jobs=1))
    assert [result.name for result in results] == [
        "x.zip/a.md", "x.zip/b.txt", *(f"x.zip/w.warc.gz#https://well.example/{n}@20210504063000" for n in range(2)),
        "t.jsonl#1", "none.txt",
    ]  # fmt: skip
    failed = [result.error.code for result in results if isinstance(result, panelrecord.Failed)]
    assert failed == ["undecodable", "unreadable"]
    page, row = (
        result.record.source for result in (results[2], results[4]) if isinstance(result, panelrecord.Converted)
    )
    assert (page.url, page.captured, page.format) == ("https://well.example/0", DAY, "html")
    assert (row.title, row.text) == ("Ponds", "Ponds\n\nThe pond froze.")


def test_a_folder_gives_the_articles_of_its_issues_and_no_page_twice(tmp_path: Path) -> None:
    for name, content in {
        **forms.issue((FIRST, SECOND)),
        "saved.html": b"<p>x</p>",
        "saved_files/ad.html": b"x",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    found = Found()
    items = list(find(Sources((str(tmp_path),), (), selection()), found))
    names = [item.input.name.partition("/")[2] for item in items]
    assert names == ["mets.xml#ART1", "mets.xml#ART2", "saved.html"]
    assert [item.error for item in items] == [None] * 3
    assert found.passed_over == {"page of an issue": 2, "of a saved page": 1}


def test_one_archive_is_no_article() -> None:
    for content in (bytes(crawl()), bytes(crawl(packed=False)), zipped(FILES), TABLES["t.parquet"]):
        with pytest.raises(ForeignInput) as failure:
            panelrecord.convert(content)
        assert "convert_many" in failure.value.mend
