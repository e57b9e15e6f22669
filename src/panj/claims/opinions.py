"""What those asked in a poll think: "60% support the withdrawal, a survey found"."""

from __future__ import annotations

from panj import syntax
from panj.claims.frames import Frame
from panj.claims.scene import Scene
from panj.knowledge.english import groups
from panj.records import Trigger

_HELD = frozenset({"ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT"})
"""Types of the acts that those asked in a poll only hold."""


def polled(scene: Scene, trigger: Trigger, frame: Frame, kind: str) -> bool:
    """Whether an act is what those asked in a poll think; what a poll tells of others ("that France had banned") stays."""
    known, tokens = groups("opinions"), scene.tokens(trigger.sentence)
    if kind not in _HELD or not any(known.get(t.lemma) == "poll" for t in tokens):
        return False
    understood = syntax.subject(tokens, trigger.i)[0] if trigger.kind == "verb" else None
    for t in {*frame.get("subj"), *(() if understood is None else (understood,))}:
        below = (tokens[k] for k in (t, *tokens[t].children, *syntax.subtree(tokens, t)))
        if any(known.get(k.lemma) == "share" or k.text == "%" or k.entity == "PERCENT" for k in below):
            return True
    return False
