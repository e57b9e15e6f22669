"""Anything -> Document: plain text, JSON Lines, CSV, folders, standard input."""

from panj.sources.read import read

__all__ = ["read"]
