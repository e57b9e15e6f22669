"""Types by the model: what the table has no row for, scores, and each way of typing."""

from __future__ import annotations

import pytest

import panj
from panj import Coder, Document
from panj.claims import relate
from panj.claims.encoder import Candidate, Encoder

TEXT = "Peru expelled two Chilean diplomats on Monday."


def test_candidates_of_one_sentence_are_told_apart() -> None:
    encoder = Encoder()
    text = "Norway praised Malta on Monday, while rebels shelled Togo's garrison."
    reading = encoder.read(text)

    def span(words: str) -> tuple[tuple[int, int], ...]:
        return ((text.index(words), text.index(words) + len(words)),)

    asked = [
        Candidate(span("Norway"), span("Malta"), span("praised")),
        Candidate(span("rebels"), span("Togo"), span("shelled")),
    ]
    found = [encoder.labels.types[int(o.types.argmax())] for o in encoder.judge(reading, asked)]
    assert found == ["SUPPORT", "ASSAULT"]
    assert [float(encoder.judge(reading, [a])[0].types.max()) for a in asked] == pytest.approx(
        [float(o.types.max()) for o in encoder.judge(reading, asked)], abs=0.2
    )


@pytest.mark.parametrize("how", ["both", "table", "model"])
def test_every_way_of_typing_reads_a_plain_sentence(how: str) -> None:
    (claim,) = Coder(typing=how).code(Document(text=TEXT, published_at="2021-03-10"))  # type: ignore[arg-type]
    assert claim.type == "SANCTION" and 0 < claim.score <= 1


def test_a_sentence_may_be_longer_than_the_model_reads(coder: panj.Coder) -> None:
    text = "Peru, " + "which has a long border, " * 80 + "expelled two Chilean diplomats on Monday."
    assert all(0 <= c.score <= 1 for c in coder.code(Document(text=text, published_at="2021-03-10")))


def test_the_model_does_not_turn_hosts_round(coder: Coder) -> None:
    """A row that binds its parties in a way of its own keeps its type."""
    claims = coder.code(Document(text="Both Moscow and Beijing welcomed Taliban delegations in July."))
    assert [(c.type, [p.country for p in c.recipients]) for c in claims] == [("CONSULT", ["RUS", "CHN"])]


def test_a_party_is_a_word_where_it_can_be() -> None:
    assert relate.Question(text="Romanian troops met Oman's.", actor="Oman").span("actor") == (20, 24)
    assert relate.Question(text="Protesters met.", actor="protester").span("actor") == (0, 9)
