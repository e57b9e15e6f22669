"""Records <-> disk."""

from panj.store.files import FORMATS, Writer, open_writer, read_claims

__all__ = ["FORMATS", "Writer", "open_writer", "read_claims"]
