"""The shape of a text: which lines are headline, byline, date line or footer, and which make a paragraph.

Texts come as pages do: a headline without a full stop, a byline, a date, paragraphs parted by blank lines or by
single line ends, lines wrapped at 72 columns, paragraphs cut in two by a page break. Nothing is changed or
dropped here: a block is a span of the text with a kind.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

BlockKind = Literal["body", "headline", "byline", "date", "footer"]

_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"  # noqa: E501
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_CLOCK = r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?)?"
DATE_LINE = re.compile(
    rf"(?:(?:Published|Updated|Posted|Last updated)[:,]?\s+(?:on\s+)?)?{_WEEKDAY}"
    rf"(?:\d{{1,2}}\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}){_CLOCK}",
)
_BYLINE = re.compile(
    r"(?:(?i:by|from|written by|reported by)\s+)?[A-Z][\w.'’-]+(?:(?:\s+|,\s+|\s+and\s+)[A-Z][\w.'’-]+){1,5}(?:,\s+[A-Z][\w .]+)?"
)
_BY = re.compile(r"(?i:by|written by|reported by)\s+[A-Z]")
_FOOTER = re.compile(
    r"(?i)(?:\[?(?:https?://|www\.)\S+|.*\]\(https?://\S+\)|.*\ball rights reserved\b.*|(?:copyright|©).*|\(c\) .*"
    r"|to contact .{0,80}|follow us .{0,60}|sign up for .{0,80}|subscribe .{0,80}|read more:? .{0,100}|share this .{0,60})$"
)
_END = re.compile(r"[.?!…:;][\"'”’)\]»]*$|[\"”]$|[\"'”’)\]]+[.?!]$")


class Block(NamedTuple):
    """A span of the text that is one paragraph, headline, byline, date line or footer."""

    start: int
    end: int
    kind: BlockKind


def blocks(text: str) -> list[Block]:
    r"""The blocks of a text in order; white space between them belongs to none.

    >>> [b.kind for b in blocks("Talks resume\\n\\nJane Doe\\n\\n1 May 2021\\n\\nEnvoys met. They spoke.")]
    ['headline', 'byline', 'date', 'body']
    """
    spans = _join(text, _lines(text))
    kinds: list[BlockKind] = ["body"] * len(spans)
    _mark_front(text, spans, kinds)
    _mark_footer(text, spans, kinds)
    return [Block(start, end, kind) for (start, end), kind in zip(spans, kinds, strict=True)]


def _lines(text: str) -> list[tuple[int, int, bool]]:
    """(start, end, after a blank line) of each line that is not blank, white space at its ends left out."""
    found = []
    blank, at = True, 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = at + line.index(stripped[0])
            found.append((start, start + len(stripped), blank))
            blank = False
        else:
            blank = True
        at += len(line)
    return found


def _join(text: str, lines: list[tuple[int, int, bool]]) -> list[tuple[int, int]]:
    """Paragraph spans: wrapped lines joined, and paragraphs that a page break cut in mid-sentence."""
    spans: list[tuple[int, int]] = []
    last_line = 0
    for start, end, after_blank in lines:
        if spans:
            before = spans[-1]
            tail = text[max(before[0], before[1] - 4) : before[1]]
            open_ended = not _END.search(tail)
            lower = text[start].islower()
            wrapped = not after_blank and last_line >= 50 and not DATE_LINE.fullmatch(text[start:end])
            if open_ended and (lower or wrapped):
                spans[-1] = (before[0], end)
                last_line = end - start
                continue
        spans.append((start, end))
        last_line = end - start
    return spans


def _mark_front(text: str, spans: list[tuple[int, int]], kinds: list[BlockKind]) -> None:
    """Mark the headline, bylines and date lines among the first blocks, where a body follows."""
    front = 0
    for number, (start, end) in enumerate(spans[:6]):
        line = text[start:end]
        if DATE_LINE.fullmatch(line):
            kinds[number] = "date"
        elif len(line) <= 80 and not _END.search(line) and (_BY.match(line) or (number and _BYLINE.fullmatch(line))):
            kinds[number] = "byline"
        elif len(line) <= 220 and not _END.search(line) and number == front:
            kinds[number] = "headline"
        else:
            break
        front = number + 1
    if front == len(spans):  # no body at all: a bare headline or sentence is what there is to read
        for number in range(front):
            if kinds[number] != "date":
                kinds[number] = "body"


def _mark_footer(text: str, spans: list[tuple[int, int]], kinds: list[BlockKind]) -> None:
    """Mark the last blocks that are contact lines, links and copyright notices."""
    for number in range(len(spans) - 1, 0, -1):
        if kinds[number] != "body" or not _FOOTER.match(text[spans[number][0] : spans[number][1]]):
            break
        kinds[number] = "footer"
