"""The built wheel, installed into an empty environment outside the checkout."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NO_INDEX = re.compile(
    r"Failed to establish a new connection|Temporary failure in name resolution|Name or service not known"
    r"|Connection refused|Network is unreachable|ProxyError|ReadTimeoutError|ConnectTimeoutError"
)


def run(*command: str | Path, cwd: Path) -> str:
    """The command's standard output; skips the test where the package index cannot be reached."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if done.returncode and NO_INDEX.search(done.stdout + done.stderr):
        pytest.skip("the package index cannot be reached, so nothing can be built or installed")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution, which so has to be whole itself."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_what_the_program_reads(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "src" / "panelrecord"
    wanted = {f"panelrecord/{path.relative_to(package)}" for path in package.rglob("*") if path.is_file()}
    wanted = {name for name in wanted if "__pycache__" not in name}
    schemas = {f"panelrecord/schemas/{path.name}" for path in (ROOT / "schemas").glob("*.json")}
    assert schemas
    assert "panelrecord/py.typed" in wanted
    assert wanted | schemas <= names
    assert "panelrecord/packs/en.ready" in names
    assert any(name.endswith("/LICENSE") for name in names)


def test_the_installed_wheel_converts(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=tmp_path)

    article = tmp_path / "box" / "reeds.md"
    article.parent.mkdir()
    article.write_text("# Reeds\n\nA seminar on reeds was held at the Town Hall in Ghent on 3 May 2021.\n")
    panelrecord = environment / "bin" / "panelrecord"
    run(panelrecord, "convert", "box", "-o", "records", cwd=tmp_path)
    record = tmp_path / "records" / "reeds.md.json"
    assert json.loads(record.read_text(encoding="utf-8"))["source"]["name"] == "box/reeds.md"
    run(panelrecord, "validate", record, cwd=tmp_path)
    assert json.loads(run(panelrecord, "schema", "record", cwd=tmp_path)) == json.loads(
        (ROOT / "schemas" / "record-1.0.schema.json").read_text(encoding="utf-8")
    )
    told = run(python, "-I", "-c", "from panelrecord.packs import ready; print(ready.read() is not None)", cwd=tmp_path)
    assert told == "True\n", "the data that were built into the wheel do not fit the pack beside them"
    where = run(python, "-I", "-c", "import panelrecord; print(panelrecord.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(environment)
