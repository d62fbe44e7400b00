"""A folder of records, one file each, laid out as the inputs are."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from panelrecord.errors import OutputError, OutputFull, RecordChanged
from panelrecord.manifest import Beside, Known
from panelrecord.write.place import Ready, refused

# One fsync takes milliseconds, as long as reading a short article; so many at a time take little longer than one.
SYNCS_AT_ONCE = 8


class Folder:
    """Records as files. A record is written in full beside the manifest, brought to the disk, and then moved."""

    group = 128
    indent: int | None = 2

    def __init__(self, beside: Beside, *, force: bool) -> None:
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  10 ms that standard output does not need

        self._root = beside.output
        self._staging = beside.staging
        self._force = force
        self._threads = ThreadPoolExecutor(SYNCS_AT_ONCE, "panelrecord writer")
        self._folders: set[Path] = set()  # those that exist and are on the disk

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown()

    def holds(self, key: str, path: str) -> bool:
        """Whether there is a file."""
        return os.path.isfile(self._root / path)

    def refusal(self, record: Ready, known: Known | None) -> OutputError | None:
        """A file that differs from what this program wrote, a folder or a device; with force only the last two."""
        target = self._root / record.path
        try:
            return self._unlike(target, {record.sha256, *(known.written if known else ())}, force=self._force)
        except OSError as error:
            return refused(str(target), error)

    def _unlike(self, target: Path, ours: set[str], *, force: bool) -> OutputError | None:
        if not os.path.lexists(target):
            return None
        if not target.is_file():
            return OutputError("exists and is no ordinary file", mend="name another output", name=str(target))
        if force or hashlib.sha256(target.read_bytes()).hexdigest() in ours:
            return None
        return RecordChanged(
            "exists already and is not as it was written", mend="add --force to replace it", name=str(target)
        )

    def put(self, records: Sequence[Ready]) -> None:
        """Stage all, bring them to the disk, move them, bring their folders to the disk."""
        try:
            made = [self._prepared(self._root / record.path) for record in records]
        except OSError as error:
            raise refused(str(self._root), error) from error
        staged = [self._staging / f"{number}.part" for number in range(len(records))]
        try:
            for _ in self._threads.map(_write, staged, (record.content for record in records)):
                pass
            for source, target in zip(staged, made, strict=True):
                os.replace(source, target)
            for _ in self._threads.map(sync_folder, {target.parent for target in made}):
                pass
        except FileNotFoundError as error:  # the folder that was just made
            raise OutputFull("has vanished", mend="run the same command again", name=str(self._root)) from error
        except OSError as error:
            raise refused(str(self._root), error) from error

    def _prepared(self, path: Path) -> Path:
        """Where to move to, in a folder that exists; a link stays a link, to the new content."""
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        above = target.parent
        if above not in self._folders:
            missing = [folder for folder in (above, *above.parents) if not folder.exists()]
            above.mkdir(parents=True, exist_ok=True)
            for folder in missing:
                sync_folder(folder.parent)
            self._folders.add(above)
        return target

    def where(self, record: Ready) -> str:
        """The file's path."""
        return str(self._root / record.path)

    def remove(self, key: str, path: str, known: Known) -> OutputError | None:
        """Remove the file, unless it was changed by hand; folders that it leaves empty go with it."""
        target = self._root / path
        try:
            refusal = self._unlike(target, set(known.written), force=self._force)
            if refusal is None and os.path.lexists(target):
                target.unlink()
                _remove_empty(target.parent, self._root)
        except OSError as error:
            return refused(str(target), error)
        return refusal

    def finish(self) -> None:
        """Nothing is left to do: every record is in its place."""


def _write(path: Path, content: bytes) -> None:
    with open(path, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a file system that cannot, and needs not
            raise
    finally:
        os.close(descriptor)


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and root in folder.parents:
        try:
            folder.rmdir()
        except OSError:
            return  # not empty
        folder = folder.parent
