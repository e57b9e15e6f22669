"""What holds for any text at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panj import Annotation, Claim, Coder, Document
from panj.errors import DocumentError
from panj.knowledge.dispatches import FOLDER

WORDS = st.sampled_from(
    [
        "Russia",
        "Moscow",
        "the",
        "Taliban",
        "troops",
        "bombed",
        "Kabul",
        "on",
        "Monday",
        "said",
        "“",
        "”",
        '"',
        "'",
        ",",
        ".",
        ";",
        "(",
        ")",
        "U.S.",
        "agreed",
        "to",
        "withdraw",
        "1,000",
        "10-day",
        "since",
        "2003",
        "between",
        "A",
        "and",
        "B",
        "drills",
        "with",
        "China",
        "will",
        "not",
        "if",
        "not",
        "No",
        "he",
        "it",
        "they",
        "both",
        "militaries",
        "\n",
        "\n\n",
        "😀",
        "٣",
        "İstanbul",
        "naïve\xa0x",
        "\u200b",
        "AUG.",
        "3",
        "DUSHANBE,",
        "Aug",
        "1",
        "(Agency)",
        "-",
        "[x]",
        "7%",
        "$5bn",
        "½",
        "–",
        "—",
        "…",
        "é",
        "é",
        "According",
        "to",
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))


def spans(value: object) -> list[tuple[int, int, str]]:
    """Every (start, end, text) anywhere in a record."""
    found = []
    if isinstance(value, dict):
        text = value.get("text", value.get("quote"))
        if value.get("start") is not None and text is not None:
            found.append((value["start"], value["end"], text))
        for item in value.values():
            found += spans(item)
    elif isinstance(value, list):
        for item in value:
            found += spans(item)
    return found


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(text=TEXTS)
def test_any_text_gives_valid_records(coder: Coder, text: str) -> None:
    try:
        document = Document(text=text, published_at="2021-08-01")
        claims, annotation = coder.code(document), coder.annotate(document)
    except DocumentError:
        assert not text.strip() or any("\ud800" <= c <= "\udfff" for c in text)
        return
    for record, kind in [(c, Claim) for c in claims] + [(annotation, Annotation)]:
        line = msgspec.json.encode(record)
        assert msgspec.json.decode(line, type=kind) == record
        for start, end, quoted in spans(json.loads(line)):
            assert text[start:end] == quoted
    for a in annotation.attributions:
        for span in (a.source, a.cue, a.content):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
    for claim in claims:
        assert claim.speaker is None or claim.speaker.cue.text
        assert len({p.start for p in claim.actors}) >= bool(claim.actors)
        if claim.when and claim.when.earliest and claim.when.latest:
            assert claim.when.earliest <= claim.when.latest
        assert 0 < claim.score <= 1


def documents() -> list[Document]:
    """The bundled dispatches, whole and by paragraph."""
    lines = (FOLDER / "dispatches.jsonl").read_text(encoding="utf-8").splitlines()
    whole = [msgspec.json.decode(line, type=Document) for line in lines]
    parts = [
        Document(id=f"{d.id}-{n}", text=part, published_at=d.published_at)
        for d in whole
        for n, part in enumerate(d.text.split("\n\n"))
    ]
    return whole + parts


@pytest.mark.parametrize(
    "figure",
    ["{n}", "{n}bn", "{n}-{n}", "1-{n}", "between 1 and {n}", "{n}.5", "for the past {n} years", "{n} months ago"],
)
def test_figures_without_end_are_none(coder: Coder, figure: str) -> None:
    said = figure.format(n="9" * 400)
    text = f"The army killed {said} rebels near Nairobi on Monday. It met ministers {said}."
    document = Document(text=text, published_at="2021-03-04")
    assert coder.code(document)
    msgspec.json.encode((coder.code(document), coder.annotate(document)))


def test_one_by_one_or_in_a_batch_is_the_same(coder: Coder) -> None:
    batch = [claims for _, claims in coder.code_stream(documents())]
    assert batch == [coder.code(document) for document in documents()]
    assert any(batch)


@pytest.mark.parametrize("seed", ["0", "1"])
def test_another_process_gives_the_same_bytes(coder: Coder, seed: str) -> None:
    here = b"\n".join(msgspec.json.encode(c) for d in documents()[:3] for c in coder.code(d))
    code = (
        "import sys, msgspec, panj\nfrom panj.knowledge.dispatches import FOLDER\ncoder = panj.Coder()\n"
        "out = b'\\n'.join(msgspec.json.encode(c) for d in panj.read(FOLDER / 'dispatches.jsonl') for c in coder.code(d))\n"
        "sys.stdout.buffer.write(out)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    assert done.stdout == here
