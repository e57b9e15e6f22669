"""Contexts of acts: a fixed sample of the examples has floors, and the tables do what their README says."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path

import pytest
from tests.conftest import FLOORS

from panj import Coder, Document
from panj.claims import types
from panj.claims.codes import contexts_of
from panj.claims.frames import frame
from panj.claims.roles import bind
from panj.claims.scene import Scene
from panj.errors import KnowledgeError
from panj.knowledge.codebook import Codebook
from panj.knowledge.codebook.book import FOLDER
from panj.records import Sentence, Trigger

EXAMPLES = [
    json.loads(line)
    for path in sorted((FOLDER / "examples").glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]
SAMPLE = EXAMPLES[::16]


def at(scene: Scene, start: int, end: int) -> tuple[Sentence, Trigger] | None:
    """The trigger that shares characters with start..end."""
    for sentence in scene.parsed.sentences:
        for trigger in scene.triggers[sentence.index]:
            spans = types.spans_of(sentence.tokens, trigger)
            if min(a for a, _ in spans) < end and start < max(b for _, b in spans):
                return sentence, trigger
    return None


def contexts(coder: Coder, scene: Scene, sentence: Sentence, trigger: Trigger) -> tuple[str, ...]:
    """What panj says of the act that a trigger names."""
    tokens, slots = sentence.tokens, frame(sentence.tokens, trigger)
    typed = types.by_table(tokens, trigger, slots, coder.codebook.phrases, partial(scene.kinds, sentence.index))
    phrase = typed.phrase if typed and typed.phrase.type else types.unnamed(tokens, trigger)
    roles = bind(scene, trigger, slots, phrase)
    return contexts_of(tokens, slots, phrase, roles.actors, roles.recipients, coder.codebook)


def said(coder: Coder, text: str, trigger: str) -> tuple[str, ...]:
    """The contexts of the act that a word of a text names."""
    (scene,) = coder.scenes([Document(id="t", text=text)])
    found = at(scene, text.index(trigger), text.index(trigger) + len(trigger))
    assert found, trigger
    return contexts(coder, scene, *found)


def test_sample_of_the_examples(coder: Coder) -> None:
    right = given = wanted = 0
    scenes = coder.scenes(Document(id=str(i), text=row["text"]) for i, row in enumerate(SAMPLE))
    for row, scene in zip(SAMPLE, scenes, strict=True):
        for claim in row["claims"]:
            found = at(scene, *claim["trigger"]) if claim["type"] else None
            if found:
                got, gold = set(contexts(coder, scene, *found)), set(claim["contexts"])
                right, given, wanted = right + len(got & gold), given + len(got), wanted + len(gold)
    shares = {"precision": right / given, "recall": right / wanted}
    assert all(shares[name] >= floor for name, floor in FLOORS["contexts"].items()), shares


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Turkish police arrested three journalists in Ankara.", "arrested", {"rights_freedoms", "repression"}),
        ("Turkish police arrested three robbers in Ankara.", "arrested", set()),
        ("Belgian bishops criticised the government of Spain.", "criticised", {"religion_ethnicity"}),
        ("The Greek dockers went on strike over pay.", "strike", {"economic"}),
        ("Chad, whose army is weak, invited a bishop from Kenya.", "invited", {"religion_ethnicity", "diplomatic"}),
    ],
)
def test_what_parties_and_words_bring(coder: Coder, text: str, trigger: str, expected: set[str]) -> None:
    assert set(said(coder, text, trigger)) - {"crime"} == expected


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("weather,,,,,", "context"),
        ("legal,COERCE.nothing,,,,", "mode"),
        ("legal,,XYZ,,,", "sector"),
        ("legal,,,,,", "no condition"),
    ],
)
def test_a_wrong_rule_is_refused(tmp_path: Path, row: str, problem: str) -> None:
    folder = tmp_path / "book"
    shutil.copytree(FOLDER, folder)
    with (folder / "context_rules.csv").open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    with pytest.raises(KnowledgeError, match=problem):
        Codebook(folder)
