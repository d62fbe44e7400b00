"""What a web archive costs beside the same pages as files, in time of the processor and in memory.

    python benchmarks/archives.py [PAGES]

Both are read by a command of their own with one worker, by turns; the least of the rounds counts.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

ARTICLE = Path(__file__).resolve().parent.parent / "fixtures" / "every-format" / "article.html"
ROUNDS = 3


def main(number: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pages, archive = Path(folder, "pages"), Path(folder, "pages.warc.gz")
        write(pages, archive, number)
        seconds: dict[Path, float] = {}
        for count in range(ROUNDS):
            for source in (pages, archive):
                taken, records = convert(source, Path(folder, f"{count}-{source.name}.jsonl"))
                assert records == number, f"{records} records of {number} pages"
                seconds[source] = min(taken, seconds.get(source, taken))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{number} pages: {seconds[pages]:.1f} s as files, {seconds[archive]:.1f} s in an archive,", end=" ")
    print(f"{seconds[archive] / seconds[pages]:.2f} times; no process over {memory} MB")


def write(pages: Path, archive: Path, number: int) -> None:
    """The article so many times, each with a title of its own: as files, and in an archive as crawlers write them."""
    pages.mkdir()
    article = ARTICLE.read_text(encoding="utf-8")
    headers = [("Content-Type", "text/html; charset=utf-8")]
    with archive.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for count in range(number):
            page = article.replace("</title>", f" {count}</title>", 1).encode()
            (pages / f"{count:06}.html").write_bytes(page)
            http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
            url = f"https://courier.example/{count}"
            writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(page), http_headers=http))


def convert(source: Path, output: Path) -> tuple[float, int]:
    """How long the processors worked on it, and how many records came of it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "panelrecord", "convert", str(source), "-o", str(output), "-j", "1", "-q"]
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    records = output.read_bytes().count(b"\n")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, records


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
