"""Document -> ParsedDocument: layout, sentence boundaries, quotations, datelines, one parse per sentence."""

from panj.sentences.parse import Parser

__all__ = ["Parser"]
