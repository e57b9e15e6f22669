"""Words of saying inside a relative clause that the parser mixes up with it: "a man who, prosecutors allege, bombed the embassy"."""

from __future__ import annotations

import msgspec

from panj.knowledge.english import groups, words
from panj.knowledge.english.cues import cues
from panj.records import Token
from panj.syntax import SUBJECTS, behind_to, child, rehung

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_RELATIVES = frozenset({"who", "whom", "which", "that"})
_LONGEST = 12
"""How many tokens may stand between a relative pronoun and the comma behind the words of saying."""


def mended(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with the verb of a relative clause on its noun, and the words of saying between commas beside that verb.

    Without commas ("firms that it says supply Iran", "a village rebels claim was bombed") the verb is what is said.
    """
    for pronoun in tokens:
        if pronoun.lower in _RELATIVES and (found := _aside(tokens, pronoun)) is not None:
            tokens = _parted(tokens, pronoun, *found)
    for verb in tokens:
        if verb.dep == "acl" and (that := _rejected(tokens, verb)) is not None:
            tokens = rehung(_tagged(tokens, {that: "WDT"}), {verb.i: (verb.head, "relcl"), that: (verb.i, "dobj")})
        elif verb.dep == "relcl":
            tokens = _told(tokens, verb) if _says(verb) else _said(tokens, verb)
    return tokens


def _rejected(tokens: tuple[Token, ...], verb: Token) -> int | None:
    """The "that" right behind a noun of telling that is the object of the verb taken for its content: "a claim that Cairo called absurd"."""
    that = child(tokens, verb.i, "mark")
    if that != verb.head + 1 or tokens[that].lower != "that" or child(tokens, verb.i, "dobj", "ccomp", "auxpass"):
        return None
    if groups("held_nouns").get(tokens[verb.head].lemma) != "told" or child(tokens, verb.i, "nsubj") is None:
        return None
    judged = verb.lemma in words("calling_verbs") and child(tokens, verb.i, "oprd", "prep") is not None
    return that if judged or (verb.lemma in _ANSWERS and verb.tag in _FINITE) else None


_ANSWERS = frozenset({"deny", "dismiss", "reject"})
"""What is done to what somebody told, never without an object."""


def _says(verb: Token) -> bool:
    """Whether a token is a finite verb of saying or believing."""
    return verb.pos == "VERB" and verb.tag in _FINITE and "clause" in cues().get((verb.lemma, "V"), {})


def _aside(tokens: tuple[Token, ...], pronoun: Token) -> tuple[int, int, int] | None:
    """(noun, verb of saying, verb of the relative clause) where words of saying stand between commas behind a relative pronoun."""
    r = pronoun.i
    noun = r - 1 if tokens[r - 1].text != "," else r - 2
    if noun < 0 or r + 4 >= len(tokens) or tokens[r + 1].text != "," or tokens[noun].pos not in _NOMINAL:
        return None
    saying = next((t.i for t in tokens[r + 2 : r + _LONGEST] if t.tag in _FINITE), None)
    if saying is None or not _says(tokens[saying]):
        return None
    if not any(tokens[c].dep in SUBJECTS and r + 1 < c < saying for c in tokens[saying].children):
        return None
    comma = next((t.i for t in tokens[saying + 1 : r + _LONGEST] if t.text == ","), None)
    if comma is None or any(t.pos == "VERB" for t in tokens[saying + 1 : comma]):
        return None
    verb = _behind(tokens, comma)
    if verb is None or (child(tokens, verb, "dobj") not in (None, r) and _acts(tokens, verb, saying)):
        return None
    tied = next((tokens[v].head for v in (saying, verb) if tokens[v].dep == "relcl" and tokens[v].head < r), noun)
    main = child(tokens, verb, "ccomp")
    return (tied, saying, verb) if tokens[verb].head != verb or (main is not None and main < r) else None


def _behind(tokens: tuple[Token, ...], comma: int) -> int | None:
    """The verb of the clause that goes on behind a comma, or None."""
    first = next((t for t in tokens[comma + 1 :] if t.tag in (*_FINITE, "MD") or t.text == ","), None)
    if tokens[comma + 1].tag == "VB":  # "convoys that, Ankara believes, arm rebels"
        first = tokens[comma + 1]
    if first is None or first.text == ",":
        return None
    verb = first.head if first.dep in ("aux", "auxpass") else first.i
    return verb if verb >= first.i else None


def _acts(tokens: tuple[Token, ...], verb: int, saying: int) -> bool:
    """Whether a verb has a subject of its own behind the words of saying."""
    return any(tokens[c].dep in SUBJECTS and c > saying for c in tokens[verb].children)


def _parted(tokens: tuple[Token, ...], pronoun: Token, noun: int, saying: int, verb: int) -> tuple[Token, ...]:
    """The tokens with a verb as the relative clause on a noun, a verb of saying beside it, and the pronoun on the former."""
    passive = child(tokens, verb, "auxpass") is not None
    role = "dobj" if _acts(tokens, verb, saying) else "nsubjpass" if passive else "nsubj"
    changed = {verb: (noun, "relcl"), saying: (verb, "parataxis"), pronoun.i: (verb, role)}
    changed.update((c, (verb, tokens[c].dep)) for c in tokens[saying].children if c > verb)
    main = child(tokens, verb, "ccomp")
    if main is not None and main < pronoun.i:  # "Sudan freed a pilot whom, the army says, rebels had kidnapped"
        above = tokens[verb].head
        changed[main] = (main if above == verb else above, tokens[verb].dep)
    form = "VBP" if tokens[verb].tag == "VB" and child(tokens, verb, "aux") is None else tokens[verb].tag
    tags = {pronoun.i: pronoun.tag if pronoun.tag.startswith("W") else "WDT", verb: form}
    return rehung(_tagged(tokens, tags), changed)


def _tagged(tokens: tuple[Token, ...], tags: dict[int, str]) -> tuple[Token, ...]:
    """The tokens, some with another tag, what is tagged as a verb being one."""
    return tuple(
        msgspec.structs.replace(t, tag=tags[t.i], pos="VERB" if tags[t.i].startswith("V") else t.pos)
        if t.i in tags else t for t in tokens
    )  # fmt: skip


def _told(tokens: tuple[Token, ...], verb: Token) -> tuple[Token, ...]:
    """The tokens, with what a verb of saying in a relative clause says as its content, and a bare noun before it as who says it."""
    subjects = [c for c in verb.children if tokens[c].dep in SUBJECTS and c < verb.i]
    speaker = verb.i - 1
    if tokens[speaker].dep == "compound" and tokens[speaker].head == verb.i and not subjects:
        return rehung(tokens, {speaker: (verb.i, "nsubj")})
    content = child(tokens, verb.i, "xcomp")
    if content != verb.i + 1 or len(subjects) < 2 or tokens[content].tag != "VB" or behind_to(tokens, content):
        return tokens
    return rehung(_tagged(tokens, {content: "VBP"}), {content: (verb.i, "ccomp"), subjects[0]: (content, "nsubj")})


def _said(tokens: tuple[Token, ...], verb: Token) -> tuple[Token, ...]:
    """The tokens, with a verb of saying that was taken for an auxiliary or noun before the verb of a relative clause above it.

    "A man who police say bombed the consulate", "a ship which Athens claims was attacked". A pronoun beside another subject is
    the object.
    """
    subjects = [c for c in verb.children if tokens[c].dep in SUBJECTS and c < verb.i]
    if not subjects or tokens[subjects[0]].lower not in _RELATIVES:
        return tokens
    for saying in verb.children:
        word, before = tokens[saying], saying - 1
        if saying > verb.i or "clause" not in cues().get((word.lemma, "V"), {}):
            continue
        taken = word.dep == "aux" and before in subjects[1:]
        named = saying in subjects[1:] and word.tag in ("NNS", "NNP") and tokens[before].dep == "compound"
        if taken or (named and tokens[before].head == saying):
            tag = word.tag if taken else "VBZ" if word.lower.endswith("s") else "VBP"
            changed = {saying: (verb.head, "relcl"), before: (saying, "nsubj"), verb.i: (saying, "ccomp")}
            return rehung(_tagged(tokens, {saying: tag}), changed)
    if len(subjects) > 1 and child(tokens, verb.i, "dobj") is None:  # "a road which, according to Cairo, tanks shelled"
        return rehung(tokens, {subjects[0]: (verb.i, "dobj")})
    return tokens
