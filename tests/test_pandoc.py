"""The pandoc room against the real pandoc, and against programs that only pretend to be one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from time import monotonic, sleep
from types import FrameType
from typing import Any

import pytest

from panelrecord.errors import (
    InputTooLarge,
    NestedTooDeeply,
    PandocMissing,
    PandocTooOld,
    ParseFailed,
    ParseMemory,
    ParseTimeout,
)
from panelrecord.limits import Limits, cores
from panelrecord.pandoc import Pandoc, begin_pandoc, end_workers, find, find_pandoc, parse, worker
from panelrecord.pandoc.parse import _with_words_joined
from panelrecord.pandoc.pool import POOL
from panelrecord.pandoc.worker import seconds_for

NEVER_ENDS = b"x[^1]\n\n[^1]: a[^1]\n"  # a footnote that holds itself
BREAKS_MEMORY = b"<table><tr><td colspan=1000000000>x</td></tr></table>"
EPUB_CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
EPUB_PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>
<item id="t" href="text.xhtml" media-type="application/xhtml+xml"/><item id="p" href="p.png" media-type="image/png"/>
</manifest><spine><itemref idref="t"/></spine></package>"""
HELLO = "printf 'panelrecord-worker 1 3.9 sandboxed\\n'"


@pytest.fixture(autouse=True)
def no_workers_of_other_tests() -> Iterator[None]:
    end_workers()
    yield
    end_workers()


@pytest.fixture
def pandoc() -> Pandoc:
    """The bundled pandoc, with one worker that has read a document and is idle."""
    found = find_pandoc()
    parse(b"", "markdown", pandoc=found, name="")
    return found


def program(path: Path, script: str) -> Path:
    """An executable shell script that may be taken for a pandoc."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def pretender(folder: Path, script: str) -> Pandoc:
    """A program that greets as a worker does and then does as `script` says."""
    return Pandoc(str(program(folder / "pandoc", f"{HELLO}\n{script}")), "3.9")


def words(ast: Any) -> list[str]:
    """Every word of a syntax tree, in order."""
    if isinstance(ast, dict):
        return (
            ast["c"].split(" ") if ast.get("t") == "Str" else [word for value in ast.values() for word in words(value)]
        )
    return [word for item in ast for word in words(item)] if isinstance(ast, list) else []


def ends(pid: int) -> bool:
    """Whether the process is gone, now or soon."""
    late = monotonic() + 60
    while monotonic() < late:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if ") Z " in Path(f"/proc/{pid}/stat").read_text():  # dead, and waiting for somebody to notice
            return True
        sleep(0.01)
    return False


# ---------------------------------------------------------------- which pandoc


def test_the_bundled_one_is_found_and_says_its_version(pandoc: Pandoc) -> None:
    said = subprocess.run([pandoc.path, "--version"], capture_output=True, text=True, check=True).stdout
    assert said.startswith(f"pandoc {pandoc.version}\n")
    assert "pypandoc" in Path(pandoc.path).parts


def test_a_row_of_words_is_one_text_whatever_is_in_them(pandoc: Pandoc) -> None:
    text = r'He said "},{"t":"Space"},{"t":"Str","c":" and \\ "x" (é)' + "\nthen *more words*, [at last](u)."
    inlines = parse(text.encode(), "commonmark", pandoc=pandoc, name="a.md").ast["blocks"][0]["c"]
    assert inlines[0] == {"t": "Str", "c": r'He said "},{"t":"Space"},{"t":"Str","c":" and \ "x" (é) then'}
    assert inlines[2] == {"t": "Emph", "c": [{"t": "Str", "c": "more words"}]}
    assert inlines[5]["c"][1] == [{"t": "Str", "c": "at last"}]


@pytest.mark.parametrize("before", ["LineBreak", "Space", "SoftBreak"])
def test_words_behind_two_blanks_are_no_part_of_the_first(before: str) -> None:
    inlines = [{"t": before}, {"t": "Space"}, {"t": "Str", "c": "b"}, {"t": "Space"}, {"t": "Str", "c": "c"}]
    tree = json.dumps(inlines, separators=(",", ":")).encode()
    assert words(json.loads(_with_words_joined(tree))) == ["b", "c"]


def test_to_find_it_does_not_import_pypandoc() -> None:
    code = "import sys, panelrecord.pandoc as p; p.find_pandoc(); sys.exit('pypandoc' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_to_find_it_starts_no_process_beyond_the_worker_that_parses(pandoc: Pandoc) -> None:
    (idle,) = POOL.idle()
    parse(b"text", "markdown", pandoc=pandoc, name="a.md")
    assert find_pandoc() == pandoc
    assert POOL.idle() == (idle,)


def test_a_worker_that_was_begun_is_the_one_that_reads(pandoc: Pandoc) -> None:
    end_workers()
    begin_pandoc(pandoc.path)
    (begun,) = POOL.idle()
    begin_pandoc(pandoc.path)
    assert POOL.idle() == (begun,), "one is enough"
    assert parse(b"*x*", "markdown", pandoc=pandoc, name="a").pandoc == pandoc.version
    assert POOL.idle() == (begun,)


def test_a_begun_program_that_is_no_pandoc_is_told_when_it_is_waited_for() -> None:
    end_workers()
    begin_pandoc("/bin/true")
    with pytest.raises(PandocMissing):
        find_pandoc("/bin/true")
    assert POOL.idle() == ()


def test_the_path_given_comes_before_the_variable(
    pandoc: Pandoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own pandoc"
    own.symlink_to(pandoc.path)
    other = tmp_path / "other"
    other.symlink_to(pandoc.path)
    monkeypatch.setenv("PANELRECORD_PANDOC", str(other))
    assert find_pandoc().path == str(other)
    assert find_pandoc(own).path == str(own)
    assert words(parse(b"a b", "markdown", pandoc=find_pandoc(own), name="a.md").ast) == ["a", "b"]


def test_a_bare_name_is_looked_for_where_programs_are(
    pandoc: Pandoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mypandoc").symlink_to(pandoc.path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_pandoc("mypandoc").path == str(tmp_path / "mypandoc")


def test_a_relative_path_holds_wherever_the_worker_runs(
    pandoc: Pandoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "p").symlink_to(pandoc.path)
    monkeypatch.chdir(tmp_path)
    assert find_pandoc("./p") == Pandoc(str(tmp_path / "p"), pandoc.version)


@pytest.mark.parametrize("named", ["/nowhere/pandoc", "no-such-pandoc-program", "."])
def test_a_name_of_nothing_is_a_missing_pandoc(named: str) -> None:
    with pytest.raises(PandocMissing, match="--pandoc") as caught:
        find_pandoc(named)
    assert named in caught.value.message
    assert caught.value.exit_code == 3


def test_without_pypandoc_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "find_spec", lambda name: None)
    find._bundled.cache_clear()
    with pytest.raises(PandocMissing, match="pypandoc_binary"):
        find_pandoc()
    find._bundled.cache_clear()


@pytest.mark.parametrize("script", ["echo hello", "exit 1", "exit 127"])
def test_another_program_is_no_pandoc(tmp_path: Path, script: str) -> None:
    with pytest.raises(PandocMissing, match="no pandoc that runs here"):
        find_pandoc(program(tmp_path / "pandoc", script))


def test_an_old_pandoc_is_named_with_its_version(tmp_path: Path) -> None:
    old = program(tmp_path / "pandoc", '[ "$1" = --version ] && echo "pandoc 2.17.1.1" && exit 0; exit 2')
    with pytest.raises(PandocTooOld, match=r"pandoc 2\.17\.1\.1.*3\.7 or newer") as caught:
        find_pandoc(old)
    assert caught.value.exit_code == 3


def test_a_pandoc_that_opens_files_is_refused(tmp_path: Path) -> None:
    leaking = program(tmp_path / "pandoc", "printf 'panelrecord-worker 1 3.6.1 leaking\\n'; cat")
    with pytest.raises(PandocTooOld, match=r"3\.6\.1, which cannot keep documents from opening files"):
        find_pandoc(leaking)
    with pytest.raises(PandocTooOld):
        parse(b"x", "markdown", pandoc=Pandoc(str(leaking), "3.6.1"), name="a.md")


@pytest.mark.parametrize(("environment", "seal"), [("EMPTY, EMPTY", "sandboxed"), ("EMPTY", "leaking")])
def test_the_worker_sees_whether_it_is_sandboxed(pandoc: Pandoc, tmp_path: Path, environment: str, seal: str) -> None:
    """Without the fourth argument pandoc reads as pandocs do that do not know it."""
    script = worker.SCRIPT.read_text().replace("reader, EMPTY, EMPTY)", f"reader, {environment})")
    copy = tmp_path / "worker (copy), %[1]_é.lua"
    copy.write_text(script)
    run = subprocess.run([pandoc.path, "lua", copy], input=b"", capture_output=True, check=True, env={})
    assert run.stdout.decode() == f"panelrecord-worker 1 {pandoc.version} {seal}\n"


def test_too_little_memory_to_start_is_said(pandoc: Pandoc) -> None:
    with pytest.raises(PandocTooOld, match="in 32 MB"):
        parse(b"x", "markdown", pandoc=pandoc, name="a.md", limits=Limits(parse_memory_bytes=32 << 20))


# -------------------------------------------------------------------- the parse


def test_a_document_becomes_a_tree(pandoc: Pandoc) -> None:
    parsed = parse("# Title\n\nÉtude *one*".encode(), "markdown-smart", pandoc=pandoc, name="a.md")
    assert [block["t"] for block in parsed.ast["blocks"]] == ["Header", "Para"]
    assert words(parsed.ast) == ["Title", "Étude", "one"]
    assert parsed.messages == ()
    assert parsed.pandoc == pandoc.version


def test_what_the_reader_drops_is_said_once_and_only_for_its_document(pandoc: Pandoc) -> None:
    content = b"\\unknowncommand{a} text"
    first = parse(content, "latex", pandoc=pandoc, name="a.tex")
    again = parse(content, "latex", pandoc=pandoc, name="a.tex")
    assert any("unknowncommand" in message for message in first.messages)
    assert again == first
    assert parse(b"text", "latex", pandoc=pandoc, name="b.tex").messages == ()


def test_the_same_message_is_given_once(pandoc: Pandoc) -> None:
    content = b'<iframe src="http://example.invalid/a"></iframe> text ' * 2
    messages = parse(content, "html", pandoc=pandoc, name="a.html").messages
    assert [message.startswith("Could not fetch") for message in messages].count(True) == 1


def test_many_messages_are_cut(pandoc: Pandoc) -> None:
    content = b"".join(b"\\unknown%c%c{a}\n" % (65 + i % 26, 65 + i // 26) for i in range(60))
    messages = parse(content, "latex", pandoc=pandoc, name="a.tex").messages
    assert len(messages) == 21
    assert messages[-1] == "and 40 messages more"


@pytest.mark.parametrize("content", [b"", b"\0", b"\n" * 3, b"a\0b\r\nc"])
def test_odd_contents_come_through_whole(pandoc: Pandoc, content: bytes) -> None:
    parsed = parse(content, "markdown", pandoc=pandoc, name="a.md")
    assert parsed == parse(content, "markdown", pandoc=pandoc, name="a.md")
    assert words(parse(b"next", "markdown", pandoc=pandoc, name="b.md").ast) == ["next"]


def test_a_long_document_fits_through_the_pipes(pandoc: Pandoc) -> None:
    text = " ".join(f"w{i}" for i in range(60_000))
    limits = Limits(parse_seconds_base=300)
    assert words(parse(text.encode(), "commonmark", pandoc=pandoc, name="a.md", limits=limits).ast) == text.split()


def test_what_pandoc_refuses_names_file_and_cause(pandoc: Pandoc) -> None:
    with pytest.raises(ParseFailed, match=r"letters/a\.docx: pandoc cannot read it as docx: couldn't unpack"):
        parse(b"no zip", "docx", pandoc=pandoc, name="letters/a.docx")
    with pytest.raises(ParseFailed, match="Unknown input format nosuch"):
        parse(b"x", "nosuch", pandoc=pandoc, name="a.x")
    assert len(POOL.idle()) == 1, "a refusal costs no worker"


@pytest.mark.parametrize("reader", ["", "mark down", "markdown 5\nhtml", "../x.lua", "markdown+", "Märkdown"])
def test_a_reader_is_a_name(pandoc: Pandoc, reader: str) -> None:
    with pytest.raises(ValueError, match="not the name of a reader"):
        parse(b"x", reader, pandoc=pandoc, name="a.md")


def test_what_is_nested_too_deeply_fails_clearly(pandoc: Pandoc) -> None:
    with pytest.raises(NestedTooDeeply, match=r"a\.html: it is nested too deeply"):
        parse(b"<div>" * 2000 + b"x", "html", pandoc=pandoc, name="a.html")


# ------------------------------------------------------------------- the limits


def test_a_deadline_grows_with_the_length_up_to_a_bound() -> None:
    limits = Limits()
    assert seconds_for(b"", limits) == 2.0
    assert seconds_for(b"x" * 8192, limits) == pytest.approx(2.4)
    assert seconds_for(b"x" * (1 << 30), limits) == limits.parse_seconds


def test_what_never_ends_is_ended(pandoc: Pandoc) -> None:
    (stuck,) = POOL.idle()
    with pytest.raises(ParseTimeout, match=r"a\.md: .* in 0\.3 seconds"):
        parse(
            NEVER_ENDS, "gfm", pandoc=pandoc, name="a.md", limits=Limits(parse_seconds_base=0.3, parse_seconds_per_kb=0)
        )
    assert ends(stuck)
    assert words(parse(b"next", "gfm", pandoc=pandoc, name="b.md").ast) == ["next"]


def test_what_needs_too_much_memory_is_ended(pandoc: Pandoc) -> None:
    limits = Limits(parse_memory_bytes=700 << 20, parse_seconds_base=300)
    with pytest.raises(ParseMemory, match=r"a\.html: .* more than 700 MB"):
        parse(BREAKS_MEMORY, "html", pandoc=pandoc, name="a.html", limits=limits)
    assert words(parse(b"next", "html", pandoc=pandoc, name="b.html", limits=limits).ast) == ["next"]


def test_a_big_document_in_little_memory_is_ended(pandoc: Pandoc) -> None:
    limits = Limits(parse_memory_bytes=400 << 20, parse_seconds_base=300)
    with pytest.raises(ParseMemory):
        parse(b"*Some* words. " * 150_000, "markdown", pandoc=pandoc, name="a.md", limits=limits)


def test_a_tree_that_is_too_long_is_not_taken(pandoc: Pandoc) -> None:
    with pytest.raises(InputTooLarge, match="over 100 bytes"):
        parse(b"a few words", "markdown", pandoc=pandoc, name="a.md", limits=Limits(tree_bytes=100))
    assert words(parse(b"next", "markdown", pandoc=pandoc, name="b.md").ast) == ["next"]


def test_pictures_are_forgotten(pandoc: Pandoc) -> None:
    """Forty times ten megabytes pass through one worker that has 600."""
    book = BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("META-INF/container.xml", EPUB_CONTAINER)
        archive.writestr("book.opf", EPUB_PACKAGE)
        archive.writestr(
            "text.xhtml", '<html xmlns="http://www.w3.org/1999/xhtml"><body><img src="p.png"/></body></html>'
        )
        archive.writestr("p.png", bytes(range(256)) * 40_960)
    limits = Limits(parse_memory_bytes=600 << 20, parse_seconds_base=300)
    serving = set()
    for _ in range(40):
        parse(book.getvalue(), "epub", pandoc=pandoc, name="a.epub", limits=limits)
        serving.add(POOL.idle()[-1])
    assert len(serving) == 1


def test_a_worker_is_replaced_after_its_service(pandoc: Pandoc) -> None:
    limits = Limits(worker_documents=3)
    end_workers()
    idle = []
    for number in range(7):
        assert words(parse(b"w%d" % number, "markdown", pandoc=pandoc, name="a.md", limits=limits).ast) == [
            f"w{number}"
        ]
        idle.append(POOL.idle())
    first, second, third = idle[0], idle[3], idle[6]
    assert idle == [first, first, (), second, second, (), third]
    assert len({*first, *second, *third}) == 3


def test_a_worker_is_replaced_after_its_time(pandoc: Pandoc) -> None:
    limits = Limits()
    busy = POOL.take(pandoc.path, limits)
    busy.busy = limits.parse_seconds
    POOL.give(busy, limits)
    assert POOL.idle() == ()
    assert ends(busy.pid)


# ------------------------------------------------------- workers that go wrong


def test_a_worker_killed_between_documents_is_not_missed(pandoc: Pandoc) -> None:
    end_workers()
    POOL.give(POOL.take(pandoc.path, Limits()), Limits())
    for _ in range(3):
        (idle,) = POOL.idle()
        os.kill(idle, signal.SIGKILL)
        assert words(parse(b"text", "markdown", pandoc=pandoc, name="a.md").ast) == ["text"]
        assert POOL.idle() != (idle,)


@pytest.mark.parametrize(
    ("script", "cause"),
    [
        ("read x; echo what", "does not begin as one"),
        ("read x; head -c 100000 /dev/zero", "does not begin as one"),
        ("read x; printf 'ok 5 2\\nhello[]'; cat >/dev/null", "no JSON"),
        ("read x; printf 'ok 2 2\\n[][]'; cat >/dev/null", "no syntax tree"),
        ("read x; printf 'ok 14 2\\n{\"blocks\": []}[]'; cat >/dev/null", "no syntax tree"),
        ('read x; printf \'ok 23 4\\n{"blocks":[],"meta":{}}null\'; cat >/dev/null', "messages"),
        ("read x; printf 'ok 1 1\\n[][]'; cat >/dev/null", "longer than announced"),
        ("read x; exec >&-; sleep 100", "closed its output"),
        ("read x; exit 3", "with status 3"),
        ("read x; kill -9 $$", "by signal 9"),
        ("exit 0", "with status 0"),
    ],
)
def test_nonsense_is_told_from_an_answer(tmp_path: Path, script: str, cause: str) -> None:
    with pytest.raises(ParseFailed, match=cause) as caught:
        parse(b"text", "markdown", pandoc=pretender(tmp_path, script), name="a.md")
    assert caught.value.name == "a.md"
    assert POOL.idle() == (), "such a worker is not asked again"


def test_a_worker_that_ends_while_it_is_sent_to_fails_the_document(tmp_path: Path) -> None:
    deaf = pretender(tmp_path, "read x; exec <&-; sleep 0.2; exit 3")
    with pytest.raises(ParseFailed, match="with status 3"):
        parse(b"text" * 100_000, "markdown", pandoc=deaf, name="a.md")


def test_a_pandoc_that_is_a_script_ends_with_all_it_started(tmp_path: Path) -> None:
    script = pretender(tmp_path, f"sleep 100 & echo $! > {tmp_path}/pid; cat >/dev/null; wait")
    with pytest.raises(ParseTimeout):
        parse(b"text", "markdown", pandoc=script, name="a.md", limits=Limits(parse_seconds_base=0.3))
    assert ends(int((tmp_path / "pid").read_text()))


def test_a_worker_that_was_fine_and_dies_is_replaced_for_the_same_document(tmp_path: Path) -> None:
    """The first process answers once and dies of its second document; the second process answers."""
    script = """
    answer() { read x; head -c 4 >/dev/null; printf 'ok 23 2\\n{"blocks":[],"meta":{}}[]'; }
    answer; if mkdir "$(dirname "$0")/mark"; then read x; exit 251; fi; answer"""
    pandoc = pretender(tmp_path, script)
    for _ in range(2):
        assert parse(b"text", "markdown", pandoc=pandoc, name="a.md").ast == {"blocks": [], "meta": {}}


def test_an_interrupted_parse_leaves_no_worker_behind(pandoc: Pandoc) -> None:
    class Interrupted(BaseException):
        pass

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise Interrupted

    (idle,) = POOL.idle()
    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        with pytest.raises(Interrupted):
            parse(NEVER_ENDS, "gfm", pandoc=pandoc, name="a.md", limits=Limits(parse_seconds_base=300))
    finally:
        signal.signal(signal.SIGALRM, before)
    assert ends(idle)
    assert POOL.idle() == ()


def test_a_worker_given_back_after_the_end_is_not_used(pandoc: Pandoc) -> None:
    taken = POOL.take(pandoc.path, Limits())
    end_workers()
    POOL.give(taken, Limits())
    assert POOL.idle() == ()


# --------------------------------------------------------- threads, forks, ends


def test_threads_share_the_workers(pandoc: Pandoc) -> None:
    texts = [f"text {number} " * (1 + number % 7) for number in range(60)]
    with ThreadPoolExecutor(8) as threads:
        trees = threads.map(lambda text: parse(text.encode(), "markdown", pandoc=pandoc, name="a.md").ast, texts)
        assert [words(tree) for tree in trees] == [text.split() for text in texts]
    assert 1 <= len(POOL.idle()) <= cores()


def test_a_thread_waits_for_a_worker_that_never_answers(pandoc: Pandoc) -> None:
    limits = Limits(parse_seconds_base=2)
    contents = [NEVER_ENDS, b"text"] * cores()

    def outcome(content: bytes) -> str:
        try:
            return " ".join(words(parse(content, "gfm", pandoc=pandoc, name="a.md", limits=limits).ast))
        except ParseTimeout:
            return "late"

    with ThreadPoolExecutor(len(contents)) as threads:
        assert list(threads.map(outcome, contents)) == ["late", "text"] * cores()


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_a_forked_child_starts_its_own_workers(pandoc: Pandoc, monkeypatch: pytest.MonkeyPatch) -> None:
    parents = POOL.idle()
    complaints: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: complaints.append(repr(unraisable)))
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with ThreadPoolExecutor(1) as thread:
            parsed = thread.submit(parse, b"child", "markdown", pandoc=pandoc, name="a.md").result()
        os.write(writing, json.dumps([words(parsed.ast), POOL.idle(), complaints]).encode())
        os._exit(0)
    os.close(writing)
    assert os.waitpid(child, 0)[1] == 0
    with os.fdopen(reading) as answer:
        said, childs, complaints = json.load(answer)
    assert said == ["child"]
    assert complaints == []
    assert len(childs) == 1
    assert set(childs).isdisjoint(parents)
    assert words(parse(b"parent", "markdown", pandoc=pandoc, name="a.md").ast) == ["parent"]
    assert POOL.idle() == parents


OUTLIVED = """
import os, signal, sys, threading, time
from panelrecord.limits import Limits
from panelrecord.pandoc import find_pandoc, parse
from panelrecord.pandoc.pool import POOL
parse(b"text", "markdown", pandoc=find_pandoc(), name="a.md")
print(*POOL.idle(), flush=True)

def in_endless_parse():
    arguments = {"pandoc": find_pandoc(), "name": "b.md", "limits": Limits(parse_seconds_base=300)}
    threading.Thread(target=parse, args=(b"[" * 40, "markdown"), kwargs=arguments, daemon=True).start()
    while POOL.idle():
        time.sleep(0.01)

"""


@pytest.mark.parametrize(
    "end",
    [
        "",
        "sys.exit(3)",
        "raise KeyError",
        "os._exit(0)",
        "os.kill(os.getpid(), signal.SIGKILL)",
        "in_endless_parse()",
        "os.fork() or signal.pause()\nos.kill(os.getpid(), signal.SIGKILL)",  # a child that lives on
    ],
)
def test_workers_end_with_the_program(end: str, tmp_path: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-c", OUTLIVED + end]
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True, env=environment
    ) as process:
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        process.wait()
        try:
            assert ends(pid)
            assert list(tmp_path.iterdir()) == []
        finally:
            if "fork" in end:
                os.killpg(process.pid, signal.SIGKILL)


def test_no_file_is_left_behind(tmp_path: Path) -> None:
    code = f"""
from panelrecord.errors import ParseTimeout
from panelrecord.limits import Limits
from panelrecord.pandoc import find_pandoc, parse
pandoc = find_pandoc()
parse(b"text", "markdown", pandoc=pandoc, name="a.md")
try:
    parse({NEVER_ENDS!r}, "gfm", pandoc=pandoc, name="a.md", limits=Limits(parse_seconds_base=0.2))
except ParseTimeout:
    print("late")
"""
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    )
    assert run.stdout == "late\n"
    assert list(tmp_path.iterdir()) == []


def test_nothing_of_the_users_reaches_a_worker(tmp_path: Path) -> None:
    """A Lua start-up file and an init.lua in pandoc's data folder would break the exchange if they ran."""
    data = tmp_path / ".local/share/pandoc"
    data.mkdir(parents=True)
    (data / "init.lua").write_text("print('from init.lua')")
    environment = os.environ | {"HOME": str(tmp_path), "LUA_INIT": "print('from LUA_INIT')"}
    environment.pop("XDG_DATA_HOME", None)
    code = OUTLIVED + "print(open(f'/proc/{POOL.idle()[0]}/environ').read())"
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert str(tmp_path) not in run.stdout
    assert "LUA_INIT" not in run.stdout
