"""Parts of speech and lemmas, by the rules of spaCy's pipeline, applied once to a word rather than at each place it stands.

All those rules but eight look at one word, its tag and, a dozen of them, its relation to its head. What they say of these
three is kept, and where none of the dozen holds it is the same for every relation. A sentence in which one of the eight
("let 's", "there is") might hold is given to spaCy's components as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Token

from panj.knowledge.english import groups

_HOW: Mapping[str, Callable[[Any, Any], object]] = {
    "IN": lambda value, given: value in given,
    "NOT_IN": lambda value, given: value not in given,
    "REGEX": lambda value, given: re.search(given, value),
}
KEPT = 50_000
"""Words that are kept; where there are more, all are forgotten."""


class Word(NamedTuple):
    """What is known of a token."""

    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    space: bool
    """Whether it is white space."""
    opens: bool
    """Whether it may be the first of two words that have a rule together."""


@cache
def hyphenated() -> dict[str, str]:
    """Every form of the words with a hyphen that are one word, with its lemma: "cease-fires" -> "ceasefire"."""
    found: dict[str, str] = {}
    for word, lemma in groups("hyphenated").items():
        stem = word.removesuffix("e")
        found |= dict.fromkeys((word, f"{word}s", f"{stem}ed", f"{stem}ing"), lemma)
    return found


class Words:
    """Tells parts of speech and lemmas; remembers them."""

    def __init__(self, pipeline: Language) -> None:
        """Take the rules of a pipeline."""
        self._vocab = pipeline.vocab
        ruler: Any = pipeline.get_pipe("attribute_ruler")
        lemmatizer: Any = pipeline.get_pipe("lemmatizer")
        self._ruler, self._lemmatizer = ruler, lemmatizer
        index = lemmatizer.lookups.get_table("lemma_index")
        for part, lemmas in index.items():
            index[part] = frozenset(lemmas)  # spaCy looks for a word in a list of thousands
        self._first = Matcher(self._vocab)
        self._lemmas = [lemmatizer.lookups.get_table(name) for name in ("lemma_index", "lemma_exc", "lemma_rules")]
        of_two = [p[:1] for rule in ruler.patterns for p in rule["patterns"] if len(p) > 1]
        self._first.add("first", of_two)
        steps = [step for rule in ruler.patterns for pattern in rule["patterns"] for step in pattern]
        self._of_relations = [step for step in steps if "DEP" in step]
        self._related: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
        """By tag and relation: the rules about relations that may hold."""
        asked = [step["LOWER"] for step in steps if "LOWER" in step]
        self._of_words = {w for a in asked for w in ([a] if isinstance(a, str) else a.get("IN", ()))}
        """Words that a rule names."""
        self._of_forms = [a for a in asked if not isinstance(a, str) and "IN" not in a]
        self._mended = groups("lemmas")
        self._hyphenated = hyphenated()
        self._known: dict[tuple[int, int, int], Word] = {}
        self._anywhere: dict[tuple[int, int], Word] = {}
        """Words of which no rule cares how they relate to their head, each with the relation it was first met in."""
        self._tags: dict[int, str | None] = {}
        """By tag the part of speech of words that have no rule of their own; None where their lemmas differ from them."""

    def of(self, doc: Doc) -> list[Word]:
        """The words of a parsed text."""
        if len(self._known) > KEPT:
            self._known.clear()
        if len(self._anywhere) > KEPT:
            self._anywhere.clear()
            self._lemmatizer.cache.clear()  # grows with every word, too
        known = self._known
        keys = list(map(tuple, doc.to_array(["ORTH", "TAG", "DEP"]).tolist()))
        try:
            words = [known[key] for key in keys]
        except KeyError:
            for key in keys:
                if key not in known:
                    known[key] = self._alone(*key)
            words = [known[key] for key in keys]
        if any(word.opens for word in words):
            self._lemmatizer(self._ruler(doc))
            words = [self.word(token) for token in doc]
        return words

    def _alone(self, text: int, tag: int, dep: int) -> Word:
        """A word by itself; it is given by the keys of spaCy's strings."""
        word, kind, relation = (self._vocab.strings[key] for key in (text, tag, dep))
        if any(_holds(step, word) for step in self._rules_of(kind, relation)):
            return self._ruled(word, kind, relation)
        if (text, tag) not in self._anywhere:
            lower = word.lower()
            own = lower in self._of_words or any(_may_be(lower, asked) for asked in self._of_forms)
            part = None if own else self._part(tag, relation)
            self._anywhere[text, tag] = (
                self._word(word, lower, part, kind, relation) if part else self._ruled(word, kind, relation)
            )
        return self._anywhere[text, tag]._replace(dep=relation)

    def _rules_of(self, tag: str, dep: str) -> list[Mapping[str, Any]]:
        """The rules about relations that may hold of some word of a tag in a relation."""
        if (tag, dep) not in self._related:
            self._related[tag, dep] = [
                step
                for step in self._of_relations
                if _may_be(dep, step["DEP"]) and ("TAG" not in step or _may_be(tag, step["TAG"]))
            ]
        return self._related[tag, dep]

    def _part(self, tag: int, dep: str) -> str | None:
        """The part of speech that a tag stands for, None where words of this tag have lemmas other than themselves.

        The relation is one that no rule cares about.
        """
        if tag not in self._tags:
            doc = self._ruler(Doc(self._vocab, words=["x"], tags=[self._vocab.strings[tag]], deps=[dep]))
            part = doc[0].pos_
            listed = any(table.get(part.lower()) for table in self._lemmas)
            self._tags[tag] = None if listed and not self._lemmatizer.is_base_form(doc[0]) else part
        return self._tags[tag]

    def _ruled(self, word: str, tag: str, dep: str) -> Word:
        """A word as the rules have it."""
        doc = Doc(self._vocab, words=[word], tags=[tag], deps=[dep])
        opens = bool(self._first(doc))
        self._lemmatizer(self._ruler(doc))
        return self.word(doc[0], opens=opens)

    def word(self, token: Token, *, opens: bool = False) -> Word:
        """The word of a token that the rules have been applied to."""
        return self._word(token.text, token.lemma_.lower(), token.pos_, token.tag_, token.dep_, opens=opens)

    def _word(self, text: str, lemma: str, pos: str, tag: str, dep: str, *, opens: bool = False) -> Word:
        """A word; a form that the rules give to another verb is mended ("staged": stag), and "cease-fire" is a ceasefire."""
        lower = text.lower()
        mended = self._mended.get(lower) if pos == "VERB" else None
        if lower in self._hyphenated:
            mended = self._hyphenated[lower]
            if tag == "NNP" and text == lower:
                pos, tag = "NOUN", "NN"
        return Word(text, lower, mended or lemma, pos, tag, dep, text.isspace(), opens)


def _holds(step: Mapping[str, Any], word: str) -> bool:
    """Whether a word may be one that a rule about tags and relations asks for."""
    return ("LOWER" not in step or _may_be(word.lower(), step["LOWER"])) and step.get("IS_SPACE") in (
        None,
        word.isspace(),
    )


def _may_be(value: str, asked: Any) -> bool:
    """Whether a word, tag or relation may be what a rule asks for; True where that is not known here."""
    if not isinstance(asked, dict):
        return bool(value == asked)
    return all(_HOW[how](value, given) if how in _HOW else True for how, given in asked.items())
