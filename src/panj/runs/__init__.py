"""Runs over a corpus: parts of fixed ranges of documents, coded here, by processes or by a cluster, never twice."""

from panj.runs.run import Job, Watch, run
from panj.sources import Options

__all__ = ["Job", "Options", "Watch", "run"]
