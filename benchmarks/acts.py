"""How fast acts are typed: the candidates of real articles, read by the model and weighed with the table, nothing else.

    python benchmarks/acts.py FILE.jsonl ...

Prints candidates and sentences a second of CPU on one core, parse, mentions and roles left out.
"""

from __future__ import annotations

import sys
import time
from itertools import chain, islice

from panj import Coder, read
from panj.claims.acts import Typer

DOCUMENTS = 150


class _Timed(Typer):
    """A typer that counts its candidates and the time they take."""

    seconds = 0.0
    candidates = sentences = 0

    def _opinions(self, scene, index, drafts):  # type: ignore[no-untyped-def]
        started = time.process_time()
        found = super()._opinions(scene, index, drafts)
        self.seconds += time.process_time() - started
        self.candidates += len(drafts)
        self.sentences += bool(drafts)
        return found

    def _answer(self, tokens, draft, opinion, drafts):  # type: ignore[no-untyped-def]
        started = time.process_time()
        found = super()._answer(tokens, draft, opinion, drafts)
        self.seconds += time.process_time() - started
        return found


def main() -> None:
    """Type the acts of some documents and print the rates."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    coder = Coder()
    typer = _Timed(coder.codebook, coder._typer.encoder)
    documents = islice(chain.from_iterable(map(read, sys.argv[1:])), DOCUMENTS)
    for scene in coder.scenes(documents):
        for _ in typer.acts(scene, scene.parsed.sentences):
            pass
    rate = typer.candidates / typer.seconds
    sys.stdout.write(
        f"{typer.candidates} candidates in {typer.sentences} sentences: {rate:.0f} candidates a second, "
        f"{typer.sentences / typer.seconds:.0f} sentences a second\n"
    )


if __name__ == "__main__":
    main()
