from __future__ import annotations

import pytest

from panj.sentences.layout import blocks


def kinds(text: str) -> list[tuple[str, str]]:
    return [(b.kind, " ".join(text[b.start : b.end].split())) for b in blocks(text)]


def test_page_with_front_matter_and_footer() -> None:
    text = "\nEnvoys meet as border calms\n\nAda Novak\n2 May 2022\n\nEnvoys of both sides met.\n\nThey spoke for the\n\nfirst time in years.\n\nTo contact the paper visit:\n\n[example.org](https://www.example.org)"
    assert kinds(text) == [
        ("headline", "Envoys meet as border calms"),
        ("byline", "Ada Novak"),
        ("date", "2 May 2022"),
        ("body", "Envoys of both sides met."),
        ("body", "They spoke for the first time in years."),
        ("footer", "To contact the paper visit:"),
        ("footer", "[example.org](https://www.example.org)"),
    ]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("One bare sentence without a stop", ["One bare sentence without a stop"]),
        ("First paragraph.\nSecond paragraph.", ["First paragraph.", "Second paragraph."]),
        (
            "A line that was wrapped at some seventy columns as terminals once did\nand goes on here. The end.",
            ["A line that was wrapped at some seventy columns as terminals once did and goes on here. The end."],
        ),
        ("Kept apart.\n\nLower case opens this one.", ["Kept apart.", "Lower case opens this one."]),
        ("   \n\n ", []),
    ],
)
def test_paragraphs(text: str, bodies: list[str]) -> None:
    assert [words for kind, words in kinds(text) if kind == "body"] == bodies


def test_blocks_cover_every_word() -> None:
    text = "Head line here\n\nBy Ana Diaz\n\nBody one.\n\n\nBody two\ngoes on."
    covered = "".join(text[b.start : b.end] for b in blocks(text))
    assert "".join(covered.split()) == "".join(text.split())
