"""Slips of a caller in Python are told as errors of panj."""

from __future__ import annotations

from pathlib import Path

import pytest

import panj
from panj.sources.check import checked


def test_a_string_is_no_document() -> None:
    with pytest.raises(panj.PanjError, match=r"a str, not a Document; write panj\.Document\(text=\.\.\.\)"):
        checked("Peru expelled two diplomats.")  # type: ignore[arg-type]


def test_an_unknown_way_of_typing() -> None:
    with pytest.raises(panj.PanjError, match="no typing 'tabel'; nearest: 'table'"):
        panj.Coder(typing="tabel")  # type: ignore[arg-type]


def test_one_file_of_actors_need_not_be_a_list(tmp_path: Path) -> None:
    with pytest.raises(panj.PanjError, match=r"^1 problem in the tables:\n  .*none\.csv: cannot be read"):
        panj.Coder(actor_files=str(tmp_path / "none.csv"))
