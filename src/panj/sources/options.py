"""How sources are read: what documents have that say nothing of it themselves, and what may be fetched."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from panj.errors import BadField, SourceError
from panj.sources.check import day


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How sources are read."""

    published_at: str | None = None
    """The date of publication of documents that have none."""
    publisher: str | None = None
    """The outlet of documents that have none."""
    columns: Mapping[str, str] = {}
    """The column or key of a field, where it is not its name, e.g. {"text": "body"}."""
    any_language: bool = False
    """Whether documents in other languages than English are read too."""
    allow_local: bool = False
    """Whether URLs at private, loopback and link-local addresses may be fetched."""
    follow: bool = False
    """Whether the pages that a feed's entries link to are fetched, rather than what the feed has of them."""
    pause: float = 1.0
    """Seconds between two requests to one host."""

    def check(self) -> None:
        """Check the options.

        Raises:
            SourceError: `published_at` is no date.
        """
        if self.published_at is not None:
            try:
                day(self.published_at, "--published", "date")
            except BadField as error:  # a fault of the command, not of a document
                raise SourceError(str(error)) from None
