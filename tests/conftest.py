"""What the tests share: one parser and one coder for the whole run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from panj import Coder
from panj.records import Document, ParsedDocument
from panj.sentences import Parser

GOLD = Path(__file__).parent / "gold"
FLOORS: dict[str, dict[str, float]] = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()


@pytest.fixture
def parsed(parser: Parser) -> Callable[..., ParsedDocument]:
    def parse(text: str, published_at: str | None = "2021-08-01") -> ParsedDocument:
        return parser.parse(Document(id="t", text=text, published_at=published_at))

    return parse
