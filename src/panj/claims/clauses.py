"""What a clause below a word tells: a question, what is demanded, what somebody is invited to, what somebody calls something."""

from __future__ import annotations

from panj import syntax
from panj.knowledge.english import words
from panj.records import Token

Tokens = tuple[Token, ...]


def asked(tokens: Tokens, verb: int) -> bool:
    """Whether a clause is a question: "asked whether it had", "why he left", "how to leave"."""
    own = (tokens[c] for c in tokens[verb].children if c < verb)
    return any(t.tag in ("WRB", "WP", "WDT") or (t.dep == "mark" and t.lower in ("if", "whether")) for t in own)


def demanded(tokens: Tokens, verb: int, above: int) -> bool:
    """Whether a clause tells what is to be, not what is: "insisted that Chile *withdraw*", "that it must", "be tried"."""
    helping = [tokens[a] for a in syntax.auxiliaries(tokens, verb)]
    if helping:
        return any(a.lower in words("obliging_modals") or (a.lower == "be" and a.tag != "VBG") for a in helping)
    token = tokens[verb]
    if token.lower != token.lemma or token.tag not in ("VB", "VBP"):
        return token.lemma in ("have", "need") and syntax.child(tokens, verb, "xcomp") is not None
    subject = syntax.child(tokens, verb, "nsubj", "nsubjpass")
    one = subject is not None and tokens[subject].tag in ("NN", "NNP")
    return token.tag == "VB" or one or tokens[above].tag in ("VBD", "VBN")


def invited(tokens: Tokens, i: int) -> int | None:
    """Who is to do what an invitation is to: "turned down Iraq's invitation *to visit*", "invitation to Peru *to join*"."""
    noun = tokens[tokens[i].head]
    if tokens[i].dep not in ("acl", "relcl") or tokens[i].tag != "VB" or noun.lemma != "invitation":
        return None
    asked = next((t for name, t in syntax.prepositions(tokens, noun.i) if name in ("to", "for")), None)
    verb = syntax.governor(tokens, noun.i)
    if asked is None and tokens[verb].lemma in words("answering_verbs") and noun.dep in ("dobj", "pobj"):
        return syntax.subject(tokens, verb)[0]
    return asked


def so_called(tokens: Tokens, i: int) -> int | None:
    """The verb by which somebody only calls something so: "what it called an invasion", "what it described as the killing"."""
    verb = tokens[i].head
    if tokens[i].dep == "pobj" and tokens[verb].lower == "as":
        verb = tokens[verb].head
    elif tokens[i].dep not in ("oprd", "dobj", "attr", "ccomp"):
        return None
    if tokens[verb].lemma not in words("calling_verbs"):
        return None
    return verb if any(tokens[c].lower == "what" and c < verb for c in tokens[verb].children) else None


def called(tokens: Tokens, i: int) -> int | None:
    """What somebody calls something by verb i: "what officials called *a raid*", "what it described as *an invasion*"."""
    named = [c for c in tokens[i].children if c > i and tokens[c].dep in ("oprd", "dobj", "attr", "ccomp")]
    named.extend(t for name, t in syntax.prepositions(tokens, i) if name == "as")
    return next((c for c in named if so_called(tokens, c) == i), None)
