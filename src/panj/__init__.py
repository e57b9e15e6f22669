"""panj reads news about international affairs and writes down who did what to whom, when, where, on whose word.

>>> import panj
>>> sorted(panj.__all__) == panj.__all__
True
"""

from typing import TYPE_CHECKING, Any

from panj.__about__ import __version__
from panj.errors import DocumentError, KnowledgeError, OutputError, PanjError, SourceError
from panj.records import Annotation, Claim, Document, Relation
from panj.sources import read

__all__ = [
    "Annotation",
    "Claim",
    "Coder",
    "Document",
    "DocumentError",
    "KnowledgeError",
    "OutputError",
    "PanjError",
    "Relation",
    "SourceError",
    "__version__",
    "read",
]

if TYPE_CHECKING:
    from panj.pipeline import Coder


def __getattr__(name: str) -> Any:
    """`Coder`, imported on first use: `import panj` alone loads no stage."""
    if name == "Coder":
        from panj.pipeline import Coder

        return Coder
    raise AttributeError(f"module 'panj' has no attribute {name!r}")
