"""A task -> the files of its part: what every engine does with a task, wherever it is done."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from panj.errors import DocumentError, OutputError
from panj.records import Claim, Document, Record
from panj.runs.plan import versions
from panj.runs.reading import Task
from panj.sources import Read, Refusal
from panj.store.tables import CLAIMS, Head, claim_row, document_columns, encoded

if TYPE_CHECKING:
    from panj.pipeline import Coder

Outcome = TypeVar("Outcome")
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Setup(Record, frozen=True, kw_only=True):
    """How to make the coder, in another process too."""

    codebook: str | None
    actors: tuple[str, ...]
    threshold: float
    plan: str
    """SHA-256 of the plan of the run."""
    versions: dict[str, str]
    """What the run was planned with; a machine that has others is refused."""

    def coder(self) -> Coder:
        """The coder.

        Raises:
            KnowledgeError: A table has problems.
            OutputError: This machine has another panj, model or library than the run was planned with.
        """
        here = versions()
        others = [f"{k} {here.get(k)} (planned: {v})" for k, v in self.versions.items() if here.get(k) != v]
        if others:
            raise OutputError(f"this machine would not code alike: {', '.join(others)}; install the same on all")
        from panj.pipeline import Coder

        return Coder(codebook=self.codebook, actor_files=tuple(map(Path, self.actors)), threshold=self.threshold)


class Result(Record, frozen=True, kw_only=True):
    """The files of a part, and who was refused; without a head it says how many parts there are."""

    part: int
    head: Head | None = None
    documents: bytes = b""
    claims: bytes = b""
    refused: tuple[Refusal, ...] = ()


@dataclass(slots=True)
class _Coded:
    """What became of a document."""

    sentences: int
    claims: tuple[Claim, ...]


class Coding:
    """Codes tasks; the coder is made once."""

    def __init__(self, setup: Setup) -> None:
        """Make the coder, with one thread: a worker is a core."""
        for name in THREADS:
            os.environ.setdefault(name, "1")
        self._setup = setup
        self._coder = setup.coder()

    def code(self, task: Task) -> Result:
        """The files of a part."""
        if not task.items:
            return Result(part=task.part)
        outcomes = apart(self._coded, [i.document for i in task.items if isinstance(i, Read)])
        rows: list[dict[str, object]] = []
        claims: list[Claim] = []
        refused: list[Refusal] = []
        sentences = 0
        for number, item in enumerate(task.items, task.first):
            outcome = _judged(item, next(outcomes)) if isinstance(item, Read) else item
            rows.append(_row(number, item, outcome))
            if isinstance(outcome, Refusal):
                refused.append(outcome)
            else:
                sentences += outcome.sentences
                claims.extend(outcome.claims)
        head = Head(
            plan=self._setup.plan, part=task.part, first=task.first, items=len(task.items),
            coded=len(task.items) - len(refused), sentences=sentences, claims=len(claims),
            types=_counted(c.type for c in claims), statuses=_counted(c.status for c in claims),
            refused=_counted(r.kind for r in refused),
        )  # fmt: skip
        return Result(
            part=task.part,
            head=head,
            documents=encoded(rows, document_columns(), head),
            claims=encoded(map(claim_row, claims), CLAIMS, head),
            refused=tuple(refused),
        )

    def _coded(self, documents: Sequence[Document]) -> Iterator[_Coded]:
        """The claims of each document."""
        for parsed, claims in self._coder.parsed_stream(documents):
            yield _Coded(len(parsed.sentences), claims)


def apart(
    code: Callable[[Sequence[Document]], Iterator[Outcome]], documents: Sequence[Document]
) -> Iterator[Outcome | Exception]:
    """What becomes of each document, in order: all go together, and from the first on which panj fails one by one.

    Args:
        code: What codes documents; what it makes of one never depends on the others.
        documents: The documents.
    """
    done = 0
    try:
        for outcome in code(documents):
            done += 1
            yield outcome
        return
    except MemoryError:
        raise
    except Exception as error:
        if len(documents) == 1:
            yield error
            return
    for document in documents[done:]:
        yield from apart(code, [document])


def _judged(item: Read, outcome: _Coded | Exception) -> _Coded | Refusal:
    """The outcome, as a refusal where it is an error."""
    if isinstance(outcome, _Coded):
        return outcome
    return failed(item.origin, outcome)


def failed(origin: str, error: Exception) -> Refusal:
    """The refusal of a document that could not be coded."""
    reason = (
        error.what
        if isinstance(error, DocumentError)
        else f"panj failed on it, which is a mistake in panj ({type(error).__name__}: {error}); please report it"
    )
    return Refusal(origin=origin, kind=type(error).__name__, reason=reason)


def _row(number: int, item: Read | Refusal, outcome: _Coded | Refusal) -> dict[str, object]:
    """The row of a document."""
    row: dict[str, object] = dict.fromkeys(document_columns())
    row.update(item=number, origin=item.origin)
    if isinstance(item, Read):
        fields = msgspec.structs.asdict(item.document)
        text, row["document_id"] = fields.pop("text"), fields.pop("id")
        row.update(characters=len(text), sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
        row.update({k: v if v is None or isinstance(v, str) else _json(v) for k, v in fields.items()})
    if isinstance(outcome, Refusal):
        row.update(status="refused", kind=outcome.kind, reason=outcome.reason)
    else:
        row.update(status="coded", sentences=outcome.sentences, claims=len(outcome.claims))
    return row


def _json(value: object) -> str:
    """A value as JSON."""
    return msgspec.json.encode(value, order="deterministic").decode()


def _counted(names: Iterator[str]) -> dict[str, int]:
    """How often each name occurs, in the order of names."""
    return dict(sorted(Counter(names).items()))
