"""The other events of the example sentences, read by panj itself: what the model must not take for the marked act.

An example marks the act that joins its parties; its sentence has other event words, each with parties of its own. Those
that the phrase table types surely are candidates of that type, those that it has no row for are no political act. Their
trigger is always given, since without it the marked act may join the same parties.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from panj import Coder, Document
from panj.claims import types
from panj.claims.frames import frame
from panj.claims.roles import Roles, bind
from panj.claims.scene import Scene
from training.examples import FOLDER, SIDES, Candidate

SURE = 0.75
"""Rows of the phrase table below this are left out: neither surely an act nor surely none."""


def read(folder: Path = FOLDER) -> list[Candidate]:
    """The other events of every example sentence, in the order of file and line."""
    rows = [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    coder = Coder(typing="table")
    documents = (Document(id=str(i), text=row["text"]) for i, row in enumerate(rows))
    found: list[Candidate] = []
    for row, scene in zip(rows, coder.scenes(documents), strict=True):
        found.extend(c for c in _candidates(row, scene, coder) if _kept(c))
    return found


def _kept(candidate: Candidate) -> bool:
    """Whether a candidate is read: of events that are no act and have one party only, each third sentence's are."""
    return bool(candidate.type) or len(candidate.spans) == len(SIDES) or sum(map(ord, candidate.text)) % 3 == 0


def _candidates(row: dict[str, Any], scene: Scene, coder: Coder) -> Iterator[Candidate]:
    """The other events of one example."""
    marked = [claim["trigger"] for claim in row["claims"] if claim["trigger"]]
    for index, found in enumerate(scene.triggers):
        tokens = scene.tokens(index)
        for trigger in found:
            spans = types.spans_of(tokens, trigger)
            span = min(start for start, _ in spans), max(end for _, end in spans)
            if any(start <= span[1] and span[0] <= end for start, end in marked):
                continue
            slots = frame(tokens, trigger)
            typing = types.by_table(tokens, trigger, slots, coder.codebook.phrases, partial(scene.kinds, index))
            phrase = typing.phrase if typing and typing.phrase.type else types.unnamed(tokens, trigger)
            if phrase.type and phrase.sure < SURE:
                continue
            sides = {"trigger": span, **_sides(bind(scene, trigger, slots, phrase))}
            if len(sides) > 1:
                yield Candidate(
                    id=row["id"], group=row["group"], text=row["text"], spans=sides, type=phrase.type or None,
                    mode=phrase.mode or None, status=None, polarity=None, bound=True,
                )  # fmt: skip


def _sides(roles: Roles) -> dict[str, tuple[int, int]]:
    """The spans of the first actor and recipient; of the parties to a reciprocal act the second is the recipient."""
    actors, recipients = roles.actors, roles.recipients
    if len(actors) > 1 and not recipients:
        actors, recipients = actors[:1], actors[1:]
    sides = (("actor", actors), ("recipient", recipients))
    return {side: (parties[0].start, parties[0].end) for side, parties in sides if parties}
