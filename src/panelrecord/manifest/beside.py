"""The folder beside an output that holds its manifest, what is being written, and the lock against a second run.

In an output folder it is ``.panelrecord``; beside an output file ``all.jsonl`` it is ``all.jsonl.panelrecord``.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path
from types import TracebackType
from typing import Self

from panelrecord.errors import OutputBusy, OutputError

IN_FOLDER = ".panelrecord"
BESIDE_FILE = ".panelrecord"
MANIFEST = "manifest.db"


class Beside:
    """The folder beside one output; while it is entered, no other run enters it. The lock ends with the process.

    Raises:
        OutputBusy: another run is in it.
        OutputError: the system refuses.
    """

    def __init__(self, output: Path, *, is_folder: bool) -> None:
        self.output = output
        self.folder = output / IN_FOLDER if is_folder else output.with_name(output.name + BESIDE_FILE)
        self._lock: int | None = None

    @property
    def manifest(self) -> Path:
        """Where the manifest is."""
        return self.folder / MANIFEST

    @property
    def staging(self) -> Path:
        """Where files lie before they are whole; empty at the start of a run."""
        return self.folder / "staging"

    def exists(self) -> bool:
        """Whether an earlier run has been here."""
        return self.manifest.exists()

    def __enter__(self) -> Self:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(self.staging, ignore_errors=True)
            self.staging.mkdir()
        except BlockingIOError as error:
            self._release()
            raise OutputBusy(
                "another run is writing to it",
                mend="wait until it is through, or name another output",
                name=str(self.output),
            ) from error
        except OSError as error:
            self._release()
            reason = error.strerror or type(error).__name__
            raise OutputError(
                f"cannot be written ({reason})", mend="name another output", name=str(self.output)
            ) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.staging, ignore_errors=True)
        self._release()

    def _release(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def tells_case_apart(self) -> bool:
        """Whether the file system holds ``a`` and ``A`` as two files."""
        probe = self.staging / "case"
        probe.touch()
        try:
            return not self.staging.joinpath("CASE").exists()
        finally:
            probe.unlink()
