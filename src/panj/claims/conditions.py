"""What is said to follow if something happens is only possible: "if Belarus closes the border, Lithuania will ..."."""

from __future__ import annotations

import msgspec

from panj import syntax
from panj.records import Judgement, Token, Trigger


def consequent(tokens: tuple[Token, ...], trigger: Trigger, judged: Judgement) -> Judgement:
    """The judgement of an act, made hypothetical where its clause stands under a condition."""
    if judged.status != "planned":
        return judged
    verb = trigger.verb if trigger.verb >= 0 else trigger.i
    for above in (verb, *syntax.ancestors(tokens, verb)):
        for c in tokens[above].children:
            if tokens[c].dep == "advcl" and any(
                tokens[m].dep == "mark" and tokens[m].lower in ("if", "unless") for m in tokens[c].children
            ):
                return msgspec.structs.replace(judged, status="hypothetical", rule=f"{judged.rule}; under a condition")
        if tokens[above].dep in ("ccomp", "relcl", "ROOT", "advcl"):
            break
    return judged
