"""Anything -> Document: text, JSON Lines, tables, pages, feeds, web archives, folders and archives of them, URLs."""

from panj.sources.read import Options, read
from panj.sources.stream import Read, Refusal, stream

__all__ = ["Options", "Read", "Refusal", "read", "stream"]
