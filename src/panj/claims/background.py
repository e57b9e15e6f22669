"""Whether an act is told as history: long before the document, an age ago, an anniversary."""

from __future__ import annotations

from panj.records import ParsedDocument, Sentence, Status, Trigger


def history(parsed: ParsedDocument, sentence: Sentence, trigger: Trigger, status: Status) -> str | None:
    """The rule by which the text offers an act as history, or None."""
    return None
