"""What only a banner, a headline or a title says: "a banner reading 'Russia kills'", "a book called 'Turkey Invades Cyprus'".

It stands between quotation marks behind (or before) a word for what it is, is chanted, or has a capital to each word, as
titles have. What a leaflet or newspaper says in so many words is told, and stays as it is told.
"""

from __future__ import annotations

from collections.abc import Sequence

from panj.knowledge.english import groups
from panj.records import ParsedDocument, Token, Trigger

Tokens = tuple[Token, ...]

_MARKS = frozenset({"“", "”", '"', "``", "''", "‘", "’", "'"})
_JOINED = frozenset({"and", "or", ","})
_SHORT = 3
"""Letters of a word that a title may leave without a capital."""
_NEAR = 9
"""How many words before what says it a banner may stand: "banners that read", "graffiti on the wall read"."""


def only_written(parsed: ParsedDocument, trigger: Trigger) -> str:
    """The rule by which an act is but words on a banner or in a title, or ""."""
    tokens = parsed.sentences[trigger.sentence].tokens
    at = tokens[trigger.i].start
    quoted = next((q for q in parsed.quotations if q.start <= at < q.end), None)
    if quoted is None:
        return _named(tokens, trigger.i)
    inside = [t.i for t in tokens if quoted.start <= t.start < quoted.end]
    if _title_case([tokens[t] for t in inside], tokens[trigger.i]):
        return "a title"
    first = inside[0]
    for earlier in reversed(parsed.quotations):  # "chanted 'Death to America' and 'Israel kills children'"
        between = parsed.document.text[earlier.end : tokens[first].start]
        if earlier.end <= tokens[first].start and set(between.split()) <= _JOINED | _MARKS:
            first = next((t.i for t in tokens if t.start >= earlier.start), first)
    return _before(tokens, first) or _behind(tokens, inside[-1])


def _before(tokens: Tokens, first: int) -> str:
    """The rule by which what stands before a quotation makes it a slogan or title: "the headline", "placards saying"."""
    before = [t for t in tokens[:first] if t.text not in _MARKS and t.text not in (",", ":")]
    if not before:
        return ""
    kinds = groups("slogan_words")
    word = before[-1]
    kind = kinds.get(word.lemma)
    called = word.pos == "VERB" and (kind in ("calls", "chants") or (kind in ("sign", "title") and word.tag == "VBN"))
    if called or (kind in ("sign", "title") and word.pos == "NOUN"):
        return f"english/slogan_words.csv: {word.lemma}"
    if kind == "says":  # "a T-shirt with the words"
        signs = [t for t in before[-_NEAR:-1] if kinds.get(t.lemma) == "sign" and t.pos in ("NOUN", "PROPN")]
        return f"english/slogan_words.csv: {signs[-1].lemma}" if signs else ""
    if tokens[first - 2].text == ",":  # "the headline of the tabloid, 'France invades Jersey'"
        holder = tokens[word.head] if word.dep == "pobj" else word
        holder = tokens[holder.head] if holder.lower == "of" else holder
        if kinds.get(holder.lemma) in ("sign", "title") and holder.pos == "NOUN":
            return f"english/slogan_words.csv: {holder.lemma}"
    return ""


def _behind(tokens: Tokens, last: int) -> str:
    """The rule by which what stands behind a quotation makes it one: "'Iran strikes' was the headline of"."""
    behind = [t for t in tokens[last + 1 :] if t.text not in _MARKS and t.text != ","][:3]
    kinds = groups("slogan_words")
    told = len(behind) == 3 and (
        behind[0].lemma == "be" or kinds.get(behind[0].lemma) == "says"
    )  # "'...', read a placard"
    if told and kinds.get(behind[2].lemma) in ("sign", "title"):
        return f"english/slogan_words.csv: {behind[2].lemma}"
    return ""


def _title_case(inside: Sequence[Token], word: Token) -> bool:
    """Whether a quotation has a capital to each word, its act too: "Turkey Invades Cyprus"."""
    long = [t for t in inside if len(t.text) > _SHORT and t.text[0].isalpha()]
    own = word.text[0].isupper() and word.i != inside[0].i
    return own and len(inside) > 2 and all(t.text[0].isupper() for t in long)


def _named(tokens: Tokens, i: int) -> str:
    """The rule by which a word with a capital is of a name without marks: "a party called Stop the Bombing"."""
    run = i
    while run > 0 and (tokens[run].text[0].isupper() or len(tokens[run].text) <= _SHORT) and tokens[run].pos != "PUNCT":
        run -= 1
    word = tokens[run]
    named = tokens[i].text[0].isupper() and run + 1 < len(tokens) and tokens[run + 1].text[0].isupper()
    if named and run < i and groups("slogan_words").get(word.lemma) == "calls" and word.tag in ("VBN", "VBD"):
        return f"english/slogan_words.csv: {word.lemma}"
    return ""
