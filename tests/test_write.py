"""Outputs: whole or not at all, and never over something else unasked."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from panelrecord.errors import OutputError
from panelrecord.write import put
from panelrecord.write.files import replacing


def test_a_file_is_written_with_the_folders_above_it(tmp_path: Path) -> None:
    assert put(tmp_path / "a" / "b" / "record.json", b"{}")
    assert (tmp_path / "a" / "b" / "record.json").read_bytes() == b"{}"
    assert os.listdir(tmp_path / "a" / "b") == ["record.json"]


def test_the_same_content_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    put(path, b"{}")
    before = path.stat()
    assert put(path, b"{}") is False
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_other_content_stays_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(b"mine")
    with pytest.raises(OutputError, match="--force"):
        put(path, b"{}")
    assert path.read_bytes() == b"mine"
    assert put(path, b"{}", force=True)
    assert path.read_bytes() == b"{}"


def test_the_permissions_are_the_users_own(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    put(tmp_path / "record.json", b"{}")
    assert stat.S_IMODE((tmp_path / "record.json").stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_bytes(b"old")
    (tmp_path / "link.json").symlink_to("real.json")
    put(tmp_path / "link.json", b"new", force=True)
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_bytes() == b"new"


@pytest.mark.parametrize("force", [True, False])
def test_a_folder_or_a_device_is_never_replaced(tmp_path: Path, force: bool) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    for path in (tmp_path, tmp_path / "pipe.json"):
        with pytest.raises(OutputError, match="no ordinary file"):
            put(path, b"{}", force=force)
    assert stat.S_ISFIFO((tmp_path / "pipe.json").stat().st_mode)


def test_what_the_system_refuses_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError) as raised:
        put(tmp_path / "file" / "record.json", b"{}")
    assert raised.value.name == str(tmp_path / "file" / "record.json")
    with pytest.raises(OutputError):
        put(tmp_path / ("x" * 300), b"{}")


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(b"old")

    def write_half() -> None:
        with replacing(path) as file:
            file.write(b"ne")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["record.json"]
