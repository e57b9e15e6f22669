"""Anything -> Document: text, JSON Lines, tables, pages, feeds, web archives, folders and archives of them, URLs."""

from panj.sources.options import Options
from panj.sources.read import read
from panj.sources.stream import Read, Refusal, stream

__all__ = ["Options", "Read", "Refusal", "read", "stream"]
