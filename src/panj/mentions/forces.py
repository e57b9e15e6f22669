"""Groups that only their use of force makes somebody: "another group killed two soldiers", "was kidnapped by a group"."""

from __future__ import annotations

from panj import syntax
from panj.knowledge.english import words
from panj.records import ActorMention, ParsedDocument, Sentence, Token


def uses_force(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether noun i is "group" and the subject or agent of a verb of force."""
    token = tokens[i]
    if token.lemma != "group" or token.tag != "NN":
        return False
    above = tokens[token.head]
    if token.dep == "nsubj":
        return above.lemma in words("force_verbs")
    return token.dep == "pobj" and above.dep == "agent" and tokens[above.head].lemma in words("force_verbs")


def group(parsed: ParsedDocument, sentence: Sentence, i: int) -> ActorMention:
    """The mention of a group told nowhere else ("the group killed two people" in a first sentence)."""
    tokens = sentence.tokens
    first, last = syntax.noun_phrase(tokens, i)
    last = min(last, i)
    bare = next((t for t in range(first, i) if tokens[t].dep != "det"), i)
    start, end = tokens[bare].start, tokens[last].end
    text = parsed.document.text[start:end]
    return ActorMention(
        sentence=sentence.index, first=bare, last=last, head=i, start=start, end=end, text=text, kind="organization",
        name=text, form="role", rule="english/force_verbs.csv", dep_subject=tokens[i].dep == "nsubj", collective=True,
        head_lemma=tokens[i].lemma,
    )  # fmt: skip
