"""What is only thought or shouted: polls ("60% support the withdrawal, a survey found"), slogans and headlines."""

from __future__ import annotations

from panj import syntax
from panj.claims.frames import Frame
from panj.claims.scene import Scene
from panj.knowledge.english import groups
from panj.records import Saying, Trigger

_HELD = frozenset({"ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT"})
"""Types of the acts that those asked in a poll only hold."""


def only(scene: Scene, trigger: Trigger, frame: Frame, kind: str, said: Saying | None) -> bool:
    """Whether an act is what those asked in a poll think, or the words of a slogan or headline.

    What a poll tells of others ("a poll found that France had banned") and what somebody says of slogans stays.
    """
    known, tokens = groups("opinions"), scene.tokens(trigger.sentence)
    if said is not None and said.sentence == trigger.sentence and said.trigger is not None:
        source = (said.words or "").lower().split()
        chanted = known.get(tokens[said.trigger].lemma) == "chanted"
        if chanted or any(known.get(word) == "shown" for word in source[-1:]):
            return True
    if kind not in _HELD or not any(known.get(t.lemma) == "poll" for t in tokens):
        return False
    understood = syntax.subject(tokens, trigger.i)[0] if trigger.kind == "verb" else None
    for t in {*frame.get("subj"), *(() if understood is None else (understood,))}:
        below = (tokens[k] for k in (t, *tokens[t].children, *syntax.subtree(tokens, t)))
        if any(known.get(k.lemma) == "share" or k.text == "%" or k.entity == "PERCENT" for k in below):
            return True
    return False
