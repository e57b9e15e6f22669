"""What is public is in `__all__` and documented, and the other way round."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest
import typer

import panj
from panj import errors, records
from panj.cli import app
from panj.knowledge.tables import ROOT as KNOWLEDGE

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"


def commands() -> list[str]:
    def walk(name: str, command: object) -> list[str]:
        inner = getattr(command, "commands", None)
        return [name] if not inner else [n for child, c in inner.items() for n in walk(f"{name} {child}", c)]

    return walk("panj", typer.main.get_command(app))


def test_all_is_sorted_and_importable() -> None:
    assert sorted(panj.__all__) == panj.__all__
    assert all(hasattr(panj, name) for name in panj.__all__)


def test_import_loads_no_heavy_library() -> None:
    code = "import sys, panj; sys.exit(bool({'spacy', 'rich', 'typer', 'pyarrow', 'numpy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("command", commands())
def test_every_command_is_documented(command: str) -> None:
    assert f"## `{command}`" in (REFERENCE / "commands.md").read_text(encoding="utf-8")


def test_every_error_is_documented() -> None:
    page = (REFERENCE / "errors.md").read_text(encoding="utf-8")
    named = [n for n, e in vars(errors).items() if inspect.isclass(e) and issubclass(e, errors.PanjError)]
    assert all(f"`{name}`" in page and name in (errors.__doc__ or "") for name in named)


def test_every_table_is_documented() -> None:
    page = (REFERENCE / "tables.md").read_text(encoding="utf-8")
    for path in KNOWLEDGE.rglob("*.csv"):
        assert f"`{path.relative_to(KNOWLEDGE).as_posix()}`" in page
        folder = path.parent
        while folder != KNOWLEDGE and not (folder / "README.md").exists():
            folder = folder.parent
        assert path.name.removesuffix(".csv") in (folder / "README.md").read_text(encoding="utf-8") or (
            "*.csv" in (folder / "README.md").read_text(encoding="utf-8")
        ), f"{path.name} is not named in the README of its folder"


def test_reference_is_fresh() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "reference.py", "--check"], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_every_record_field_is_explained() -> None:
    page = (REFERENCE / "records.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert rows and all(line.rstrip("| ").split("|")[-1].strip() for line in rows)
    assert "EventType" in page and len(records.TYPES) == 16
