"""What looks like a time and is none: "may" the verb, "March" in a name, a number that counts, "spring" the verb."""

from __future__ import annotations

from panj.knowledge.english.calendar import calendar_words
from panj.knowledge.english.eventuality import eventuality
from panj.records import Sentence, Token

_NAMES = frozenset({"PERSON", "ORG", "FAC", "WORK_OF_ART", "PRODUCT"})
_BEFORE_YEAR = frozenset(
    {
        "in",
        "since",
        "by",
        "of",
        "until",
        "till",
        "from",
        "before",
        "after",
        "during",
        "to",
        "through",
        "and",
        "or",
        "for",
        "around",
        "about",
        "late",
        "early",
        "mid",
        "year",
        "(",
        ",",
        "-",
        "–",
        "between",
        "circa",
    }
)
_BEFORE_SHORT_YEAR = frozenset(
    {"in", "since", "by", "of", "until", "from", "before", "after", "during", "to", "and", "between"}
)
_AFTER_NUMBER = frozenset({"percent", "%", "people", "miles", "km", "points", "hours", "m", "million"})
_BEFORE_SEASON = frozenset(
    {
        "in",
        "the",
        "last",
        "next",
        "this",
        "of",
        "by",
        "since",
        "until",
        "during",
        "early",
        "late",
        "mid",
        "-",
        "past",
        "coming",
        "every",
    }
)


def is_doubtful(sentence: Sentence, first: int, last: int, name: str) -> bool:
    """Whether an expression of tokens [first, last], of the shape `name`, is no time after all."""
    if first < last and sentence.tokens[first].lower == "that" and sentence.tokens[first].dep == "mark":
        return True  # "said that Monday would be"
    check = _CHECKS.get(name)
    return check is not None and check(sentence.tokens, first, last)


def _month(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """A month on its own that is a verb, an act, or part of a name."""
    if first + 1 == last and tokens[first].lower == "that":  # "that march"
        first = last
    if first != last:
        return False
    token = tokens[first]
    if not token.text[0].isupper():
        return True
    after = tokens[first + 1] if first + 1 < len(tokens) else None
    name = after is not None and after.pos == "PROPN" and after.text[0].isupper() and after.dep != "nsubj"
    if token.lower in ("may", "march"):
        if token.pos in ("AUX", "VERB"):
            return True
        if token.lower == "may" and _somebody(tokens, token):
            return True
        if (
            token.lower == "march"
            and first
            and tokens[first - 1].pos in ("PROPN", "NUM")
            and tokens[first - 1].head == first
        ):
            return True
    if (
        first
        and tokens[first - 1].pos == "PROPN"
        and (tokens[first - 1].dep, tokens[first - 1].head) == ("compound", first)
    ):
        return True  # "Theresa May"
    if token.entity == "PERSON" or (token.entity in _NAMES and name):
        return True
    if first and tokens[first - 1].entity == "PERSON" and token.dep not in ("pobj", "npadvmod"):
        return True
    return token.lower in ("jan", "mar", "jun", "dec", "sep") and name


def _somebody(tokens: tuple[Token, ...], may: Token) -> bool:
    """Whether "May" is met, talked with or acts: a person."""
    above = tokens[may.head]
    if may.dep == "pobj":
        return above.lower in ("with", "against")
    return may.dep in ("dobj", "nsubj", "nsubjpass") and above.pos == "VERB" and above.lemma not in _OF_TIME


_OF_TIME = frozenset({"spend", "mark", "begin", "end", "start", "see", "bring", "pass", "come", "follow"})
"""Verbs whose subject or object may be a month: "spent May in Rome", "May saw the worst of it"."""


def _year(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """A bare number that counts things or stands for something else."""
    if first != last:
        return False
    token = tokens[first]
    before = tokens[first - 1].lower if first else ""
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if before in ("$", "€", "£", "#", "no.", "number", "than", "us$", "some", "nearly", "resolution", "flight"):
        return True
    if after is not None and after.lower in _AFTER_NUMBER:
        return True
    if after is not None and after.text == "-" and last + 2 < len(tokens) and tokens[last + 2].tag == "NNS":
        return True
    year = int(token.text) if token.text.isdigit() else 2000
    if year < 1400 and (
        before not in ("in", "since", "until", "by", "circa") or (after is not None and after.pos == "NOUN")
    ):
        return True
    if not 1700 <= year <= 2049 and before not in _BEFORE_YEAR:
        return True
    if after is not None and after.pos in ("NOUN", "ADJ") and token.head > last:
        noun = tokens[token.head]
        if noun.tag == "NNS" and token.dep in ("nummod", "amod"):
            return not (1900 <= year <= 2049 and noun.lemma in eventuality().nouns)
    return False


def _season(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """A season that is a verb, a source of water, or part of a name."""
    if first != last:
        return False
    token = tokens[first]
    if token.pos in ("VERB", "AUX") or first == 0:
        return True
    before = tokens[first - 1]
    if before.lower not in _BEFORE_SEASON or (before.pos == "PROPN" and before.head == first):
        return True
    after = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    return token.lower in ("fall", "spring") and (after == "of" or (token.lower == "fall" and before.lower == "the"))


def _length(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """A length that is a rate of change of something else ("a quarter of"), an age, or an ordinal."""
    if _rate(tokens, first, last) or _named(tokens, first, last):
        return True
    unit = tokens[last]
    after = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    if unit.lemma == "quarter" and (after == "of" or tokens[first].lower in ("a", "three", "one")):
        return True
    if after in ("old", "olds", "-old") or (
        after == "-" and last + 2 < len(tokens) and tokens[last + 2].lower in ("old", "olds")
    ):
        return True
    if after == "of" and last + 2 < len(tokens) and tokens[last + 2].lower == "age":
        return True
    if first and tokens[first - 1].lower in ("aged", "age", "$", "€", "£"):
        return True
    if unit.lower in ("weekend", "weekends") and tokens[first].lower in ("a", "an"):
        return True
    return unit.lower in ("second", "minute") and tokens[first].lower in ("a", "an", "some", "many")


def _rate(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """A length that something is counted by: "four flights a week", "$2 million a year"."""
    unit = tokens[last]
    if first == 0 or last != first + 1 or tokens[first].lower not in ("a", "an", "per", "each"):
        return False
    after = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    if after in ("ago", "earlier", "later", "before", "after", "-"):
        return False
    before = tokens[first - 1]
    return unit.dep in ("npadvmod", "pobj", "nmod") and (before.pos in ("NOUN", "NUM", "SYM") or before.text == "%")


def _named(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """A programme or a paper called so: "This Week", "60 Minutes"."""
    unit = tokens[last]
    return unit.text[0].isupper() and first > 0 and (unit.entity in _NAMES or tokens[first - 1].text in "\"'“‘``''")


def _deictic(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """A paper called so: "USA Today"."""
    token = tokens[first]
    return first == last and first > 0 and token.text[0].isupper() and token.entity in _NAMES


def _decade(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """The age of somebody: "in his 30s"."""
    return first > 0 and tokens[first - 1].tag in ("PRP$", "POS")


def _bare(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """A unit in the plural that measures nothing by itself."""
    before = tokens[first - 1].lower if first else ""
    if before in ("for", "in", "within", "over", "after", "lasting", "last", "took", "take", "spent", "many"):
        return False
    after = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    return not (
        tokens[first].lower in ("decades", "years", "months", "weeks", "days", "hours", "centuries")
        and after in ("of", "before", "after", "later")
        and before in ("", ",", "following", "despite")
    )


def _weekday(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """A weekday in the name of a paper, a party or a day known by it."""
    token = tokens[first]
    if first == last and token.entity in ("ORG", "WORK_OF_ART") and token.dep == "compound":
        return True
    if first and tokens[first - 1].lower in calendar_words()["nickname"]:
        return True  # "Super Tuesday", "Bloody Sunday"
    return first == last and token.text[0].islower()


def _the_year(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Said of a year that a clause or an event tells."""
    after = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    before = tokens[first - 1].lower if first else ""
    return after in ("he", "she", "they", "it", "of", "-") or before in ("throughout", "round", "around", "all")


def _holiday(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """A holiday in a name ("Christmas Island"), or in lower case."""
    return not tokens[first].text[0].isupper() or (first == last and tokens[first].entity in ("PERSON", "GPE", "LOC"))


def _reference(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """The future of something: "the future of Europe"."""
    after = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    return tokens[last].lower in ("future", "past") and after in ("of", "for")


def _set(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Words such as "daily" in the name of a paper or as the kind of a thing."""
    token = tokens[first]
    if first != last:
        return False
    return token.pos in ("PROPN", "NOUN") or (
        token.lower in ("monthly", "weekly", "yearly", "hourly") and token.dep == "ROOT"
    )


def _short_year(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Two digits behind an apostrophe that follow no word before which a year stands."""
    return first == 0 or tokens[first - 1].lower not in _BEFORE_SHORT_YEAR


def _day_number(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """An expression behind a currency sign."""
    return first > 0 and tokens[first - 1].text in ("$", "€", "£")


_CHECKS = {
    "month": _month, "year": _year, "short-year": _short_year, "season": _season, "duration": _length,
    "range-duration": _length, "bare-duration": _bare,
    "weekday": _weekday, "the-year": _the_year, "holiday": _holiday, "reference": _reference, "set": _set,
    "shifted-unit": _named, "decade": _decade, "deictic": _deictic, "clock-24": _day_number, "slashed-date": _day_number,
}  # fmt: skip
