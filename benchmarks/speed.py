"""How fast panj codes, side by side with the bare spaCy pipeline on the same texts in the same run.

    python benchmarks/speed.py [FILE.jsonl ...]     (default: ../shared/corpus and the bundled dispatches)

Prints one JSON object: sentences a second of CPU of both and their ratio, peak memory, the growth of time with the
number of documents and with the length of one, and the cold time of `panj code` on one article.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import msgspec

from panj import Coder, Document, read
from panj.knowledge.dispatches import FOLDER
from panj.sentences.english import MODEL

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


def cpu(work: object) -> float:
    """The CPU seconds that a call takes."""
    begun = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - begun


def main() -> None:
    """Measure and print."""
    import spacy

    paths = [Path(p) for p in sys.argv[1:]] or [*sorted(CORPUS.glob("*.jsonl")), FOLDER / "dispatches.jsonl"]
    documents = [d for path in paths if path.exists() for d in read(path)]
    coder = Coder()
    nlp = spacy.load(MODEL)
    for warm in documents[:5]:
        coder.code(warm)
        list(nlp.pipe([warm.text]))
    sentences = claims = 0

    def ours() -> None:
        nonlocal sentences, claims
        for parsed, found in coder.parsed_stream(documents):
            sentences += len(parsed.sentences)
            claims += len(found)

    paragraphs = [p for d in documents for p in d.text.split("\n") if p.strip()]

    def bare() -> None:
        for doc in nlp.pipe(paragraphs, batch_size=128):
            doc.to_array(["HEAD"])

    rounds = [(cpu(bare), cpu(ours)) for _ in range(3)]
    sentences, claims = sentences // 3, claims // 3
    theirs, mine = sorted(b for b, _ in rounds)[1], sorted(o for _, o in rounds)[1]
    some = documents[:80]
    twice = some + [msgspec.structs.replace(d, id=f"{d.id}-2") for d in some]

    def code(some: list[Document]) -> float:
        return cpu(lambda: [None for _ in coder.code_stream(some)])

    first = documents[0]
    long = Document(id="long", text="\n\n".join([first.text] * 20), published_at=first.published_at)
    with_cold = time.monotonic()
    article = FOLDER / "dispatches.jsonl"
    subprocess.run(
        [sys.executable, "-c", "from panj.cli import main; main()", "code", str(article)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    cold = time.monotonic() - with_cold
    report = {
        "documents": len(documents),
        "sentences": sentences,
        "claims": claims,
        "spacy_sentences_per_cpu_second": round(sentences / theirs, 1),
        "panj_sentences_per_cpu_second": round(sentences / mine, 1),
        "panj_to_spacy": round(theirs / mine, 3),
        "twice_the_documents": round(code(twice) / max(1e-9, code(some)), 2),
        "twenty_times_as_long": round(code([long]) / max(1e-9, sum(code([first]) for _ in range(5)) / 5), 2),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "cold_seconds_three_dispatches": round(cold, 2),
    }
    sys.stdout.write(msgspec.json.format(json.dumps(report), indent=1) + "\n")


if __name__ == "__main__":
    main()
