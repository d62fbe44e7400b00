"""How long one article takes: cold from the shell, and warm beside what pandoc's worker alone takes for it.

    python benchmarks/latency.py [--rounds N]

The article is one of the fixtures, brought to 8 KB and put into each format by pandoc. Medians are given; the aims are
under 0.7 s cold, and at most three times the worker's time warm. The worker is given the whole article, of which
panelrecord hands it only a part.

Before it, what a start alone takes: of Python, of Python that imports the package, and of the command.

Then how the time grows with the length, in Markdown from 8 KB to 1 MB: in proportion, if the last column stays level.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypandoc

import panelrecord
from panelrecord.limits import DEFAULT_LIMITS
from panelrecord.pandoc import find_pandoc
from panelrecord.pandoc.pool import POOL
from panelrecord.source import prepare

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SIZE = 8 * 1024
LENGTHS = (8, 64, 256, 1024)  # KB
STARTS = {
    "python": ("-c", "pass"),
    "import panelrecord": ("-c", "import panelrecord"),
    "--version": ("-m", "panelrecord", "--version"),
}
ENDINGS = {"markdown": "md", "html": "html", "docx": "docx"}


def article(size: int = SIZE) -> str:
    """A fixture's text in Markdown, so many bytes of it: paragraphs are repeated from the start where it is shorter."""
    source = max(sorted(FIXTURES.glob("*/article.md")), key=lambda path: path.stat().st_size)
    head, *paragraphs = source.read_text(encoding="utf-8").split("\n\n")
    taken, length = [head], len(head)
    while length < size:
        for paragraph in paragraphs:
            taken.append(paragraph)
            length += len(paragraph.encode()) + 2
            if length >= size:
                break
    return "\n\n".join(taken)


def median(action: Callable[[], object], rounds: int) -> float:
    """The median time of one call, in milliseconds; the first two calls, which warm up, do not count."""
    times = []
    for _ in range(rounds + 2):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times[2:]) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=20)
    rounds: int = parser.parse_args().rounds
    print(f"{'start':<20}{'cold':>10}")
    for name, words in STARTS.items():

        def start(words: tuple[str, ...] = words) -> None:
            subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)

        print(f"{name:<20}{median(start, rounds):>8.0f}ms")
    print()
    text, pandoc = article(), find_pandoc()
    print(f"{'format':<10}{'cold':>10}{'warm':>10}{'worker':>10}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for name, ending in ENDINGS.items():
            path = Path(folder, f"article.{ending}")
            pypandoc.convert_text(text, name, format="markdown", outputfile=str(path), extra_args=["--standalone"])
            content = path.read_bytes()
            prepared = prepare(content, name=path.name)
            reader = prepared.reader
            if reader is None:
                raise SystemExit(f"{path.name} is not parsed by pandoc")

            def cold(path: Path = path) -> None:
                command = [sys.executable, "-m", "panelrecord", "convert", str(path)]
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

            def worker(content: bytes = prepared.content, reader: str = reader) -> None:
                asked = POOL.take(pandoc.path, DEFAULT_LIMITS)
                asked.ask(content, reader, DEFAULT_LIMITS)
                POOL.give(asked, DEFAULT_LIMITS)

            def warm(content: bytes = content, name: str = path.name) -> None:
                panelrecord.convert(content, name=name)

            alone, whole, shell = median(worker, rounds), median(warm, rounds), median(cold, max(3, rounds // 4))
            print(f"{name:<10}{shell:>8.0f}ms{whole:>8.1f}ms{alone:>8.1f}ms{whole / alone:>8.2f}")
    print(f"\n{'length':<10}{'warm':>10}{'per KB':>10}")
    for length in LENGTHS:
        content = article(length * 1024).encode()

        def long(content: bytes = content) -> None:
            panelrecord.convert(content, name="article.md")

        taken = median(long, 3)
        print(f"{f'{length} KB':<10}{taken:>8.0f}ms{taken / length:>8.1f}ms")


if __name__ == "__main__":
    main()
