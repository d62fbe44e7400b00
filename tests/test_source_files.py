"""Reading a file: each way of failing is a typed error, and nothing is ever waited for."""

from __future__ import annotations

import os
import socket
import tempfile
from pathlib import Path

import pytest

from panelrecord.errors import EmptyInput, InputTooLarge, UnreadableInput
from panelrecord.limits import Limits
from panelrecord.source import read_file


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "--version"  # a name that a program might take for an option
    path.write_bytes(b"\x00bytes\r\n")
    assert read_file(path) == b"\x00bytes\r\n"
    assert read_file(str(path)) == b"\x00bytes\r\n"


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="does not exist") as caught:
        read_file(tmp_path / "none.txt")
    assert caught.value.name == str(tmp_path / "none.txt")
    assert caught.value.mend


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="is a folder"):
        read_file(tmp_path)


def test_a_fifo_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "fifo"
    os.mkfifo(path)
    with pytest.raises(UnreadableInput, match="named pipe"):
        read_file(path)


def test_a_fifo_that_takes_the_files_place_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    regular, fifo = tmp_path / "regular", tmp_path / "fifo"
    regular.write_bytes(b"x")
    os.mkfifo(fifo)
    monkeypatch.setattr(os, "stat", lambda name: os.lstat(regular))
    with pytest.raises(UnreadableInput, match="named pipe"):
        read_file(fifo)


def test_a_device() -> None:
    with pytest.raises(UnreadableInput, match="is a device"):
        read_file("/dev/zero")


def test_a_socket() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, socket.socket(socket.AF_UNIX) as listener:  # short enough
        listener.bind(f"{folder}/s")
        with pytest.raises(UnreadableInput, match="is a socket"):
            read_file(f"{folder}/s")


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "secret.txt"
    path.write_bytes(b"x")
    monkeypatch.setattr(os, "open", refuse)  # the tests may run as a user who may read everything
    with pytest.raises(UnreadableInput, match="may not be read"):
        read_file(path)


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_an_impossible_path(name: str) -> None:
    with pytest.raises(UnreadableInput):
        read_file(name)


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()
    with pytest.raises(EmptyInput, match="is empty") as caught:
        read_file(path)
    assert caught.value.name == str(path)


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"x" * 11)
    with pytest.raises(InputTooLarge, match="by the limit input-bytes"):
        read_file(path, Limits(input_bytes=10))
    path.write_bytes(b"x" * 10)
    assert len(read_file(path, Limits(input_bytes=10))) == 10
