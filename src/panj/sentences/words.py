"""Parts of speech and lemmas, by the rules of spaCy's pipeline, applied once to a word rather than at each place it stands.

All those rules but eight look at one word, its tag and its relation to its head. What they say of these three is kept;
a sentence in which one of the eight ("let 's", "there is") might hold is given to spaCy's components as a whole.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Token

from panj.knowledge.english import groups

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
        of_two = [p[:1] for rule in ruler.patterns for p in rule["patterns"] if len(p) > 1]
        self._first.add("first", of_two)
        self._mended = groups("lemmas")
        self._known: dict[tuple[int, int, int], Word] = {}

    def of(self, doc: Doc) -> list[Word]:
        """The words of a parsed text."""
        if len(self._known) > KEPT:
            self._known.clear()
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
        strings = self._vocab.strings
        doc = Doc(self._vocab, words=[strings[text]], tags=[strings[tag]], deps=[strings[dep]])
        opens = bool(self._first(doc))
        self._lemmatizer(self._ruler(doc))
        return self.word(doc[0], opens=opens)

    def word(self, token: Token, *, opens: bool = False) -> Word:
        """The word of a token that the rules have been applied to; forms that they give to another verb are mended ("staged": stag)."""
        mended = self._mended.get(token.lower_) if token.pos_ == "VERB" else None
        return Word(
            token.text, token.lower_, mended or token.lemma_.lower(), token.pos_, token.tag_, token.dep_, token.is_space,
            opens,
        )  # fmt: skip
