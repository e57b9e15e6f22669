r"""The records: what flows through panj, and what it writes.

    Document -> ParsedDocument (Sentence, Token) -> Mentions -> Claim
                                                            \\-> Annotation, Relation

Offsets are Unicode code points into the document's text, end exclusive. A value that is not known is None or
an empty tuple. Countries are ISO 3166-1 alpha-3 (Kosovo XKX). Dates are ISO 8601 strings.
All in one file, however long: it is the first that a newcomer reads. The first part holds what users read and
write; the second what passes between the stages.
"""

from __future__ import annotations

from typing import Literal

import msgspec

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status = Literal["past", "ongoing", "planned", "hypothetical"]
Polarity = Literal["affirmed", "negated"]
Stance = Literal["asserts", "denies", "doubts", "expects", "promises", "threatens", "accuses"]
Basis = Literal["stated", "inherited", "publication"]
DatePrecision = Literal["hour", "day", "week", "month", "season", "year", "decade", "open"]
PlacePrecision = Literal["point", "locality", "admin2", "admin1", "country", "region"]
ActorKind = Literal["country", "person", "organization", "group", "role"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]

TYPES: tuple[str, ...] = EventType.__args__  # type: ignore[attr-defined]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """The base of all records: immutable, compared by value, built by field names."""


# ---------------------------------------------------------------- what goes in


class Document(Record, frozen=True, kw_only=True):
    """A text to code, and what is known about where it came from."""

    text: str
    """The text as it is stored: every offset of every record counts in it."""
    id: str = ""
    """Unique in a run, e.g. "a1"; empty means the SHA-256 of the text."""
    title: str | None = None
    """The headline, where it is not part of the text."""
    publisher: str | None = None
    """The outlet, e.g. "Reuters"."""
    author: str | None = None
    """The byline, e.g. "Clara Weiss"."""
    url: str | None = None
    """Where it was published."""
    published_at: str | None = None
    """The date of publication, e.g. "2021-08-01": what relative dates count from."""
    language: str | None = None
    """A BCP 47 tag, e.g. "en"."""
    copy_of: str | None = None
    """The id of the document read before that this one repeats (a near-duplicate or wire copy), e.g. "a1"."""


# ---------------------------------------------------------------- what comes out


class Span(Record, frozen=True, kw_only=True):
    """A piece of the text."""

    start: int
    """The first code point, e.g. 455."""
    end: int
    """One past the last code point, e.g. 461."""
    text: str
    """Exactly `document.text[start:end]`, e.g. "drills"."""


class Party(Record, frozen=True, kw_only=True):
    """An actor or recipient of a claim, as written and as resolved."""

    text: str
    """As written, e.g. "Russia"."""
    start: int
    """Where it stands."""
    end: int
    """Where it ends."""
    name: str | None = None
    """The usual name, e.g. "Russia"."""
    id: str | None = None
    """The id in panj's tables, e.g. "RUS"; None for whom no table knows."""
    country: str | None = None
    """Alpha-3 of the country it belongs to, e.g. "RUS"."""
    sectors: tuple[str, ...] = ()
    """PLOVER sectors, e.g. ("GOV",)."""
    wikidata: str | None = None
    """The Wikidata item, e.g. "Q159"."""
    basis: Basis = "stated"
    """`stated` in the clause or `inherited` from elsewhere in the document."""
    origin: Span | None = msgspec.field(default=None, name="from")
    """For `inherited`: the words that name it."""


class Speaker(Record, frozen=True, kw_only=True):
    """Who says it in the text, innermost."""

    text: str
    """As written, e.g. "Russian Defense Minister Sergei Shoigu"."""
    start: int
    """Where it stands."""
    end: int
    """Where it ends."""
    cue: Span
    """The word of saying, e.g. "said"."""
    name: str | None = None
    """The usual name, e.g. "Sergei Shoigu"."""
    id: str | None = None
    """The id in panj's tables, e.g. "RUS-shoigu"."""
    country: str | None = None
    """Alpha-3 of the speaker's country."""
    sectors: tuple[str, ...] = ()
    """PLOVER sectors of the speaker."""
    stance: Stance = "asserts"
    """How the speaker stands to what is said."""
    chain: tuple[str, ...] = ()
    """Who passed it on, outermost first, e.g. ("TASS",)."""


class When(Record, frozen=True, kw_only=True):
    """When it happened, happens or will happen."""

    earliest: str | None
    """The first day (or hour), e.g. "2021-08-09"; None where that end is open."""
    latest: str | None
    """The last day (or hour), e.g. "2021-08-14"; None where that end is open."""
    precision: DatePrecision
    """How exact it is, e.g. "day"."""
    text: str | None = None
    """The words, e.g. "From August 9-14"; None where the basis is the publication."""
    start: int | None = None
    """Where the words stand."""
    end: int | None = None
    """Where they end."""
    basis: Basis = "stated"
    """`stated` with the act, `inherited` from nearby, or `publication`: the document's date."""
    origin: Span | None = msgspec.field(default=None, name="from")
    """For `inherited`: the words it was taken from."""
    reason: str | None = None
    """Why a date stayed unresolved, e.g. "relative date in a document without a date"."""


class Where(Record, frozen=True, kw_only=True):
    """A place of the act."""

    text: str
    """As written, e.g. "Ningxia"."""
    start: int
    """Where it stands."""
    end: int
    """Where it ends."""
    name: str | None = None
    """The usual name of the place."""
    geonames_id: int | None = None
    """The GeoNames id, e.g. 1799355; None for a place that only the text names."""
    lat: float | None = None
    """Latitude, WGS 84."""
    lon: float | None = None
    """Longitude, WGS 84."""
    country: str | None = None
    """Alpha-3 of the country it lies in."""
    admin1: str | None = None
    """The first-order division it lies in."""
    kind: str | None = None
    """GeoNames feature code, e.g. "ADM1", or None."""
    precision: PlacePrecision = "locality"
    """How exact the point is."""
    basis: Basis = "stated"
    """`stated` with the act or `inherited` from nearby or the dateline."""
    origin: Span | None = msgspec.field(default=None, name="from")
    """For `inherited`: the words it was taken from."""


class Count(Record, frozen=True, kw_only=True):
    """A number of things, with the things."""

    text: str
    """As written, e.g. "some 10,000 troops"."""
    start: int
    """Where it stands."""
    end: int
    """Where it ends."""
    value: float | int | None = None
    """The number named, e.g. 10000; None for a range or a vague number ("dozens")."""
    low: float | int | None = None
    """The lower bound, e.g. of "at least 20"."""
    high: float | int | None = None
    """The upper bound, e.g. of "up to 300"."""
    unit: str | None = None
    """What is counted, e.g. "troops"."""
    approximate: bool = False
    """Whether the text hedges the number ("some", "around")."""
    conflict: str | None = None
    """Another figure that the sentence gives for the same thing and that disagrees."""


class Codes(Record, frozen=True, kw_only=True):
    """The codes of a claim in the codebooks of the field."""

    plover: str
    """After PLOVER's future rule, e.g. "AGREE" for planned cooperation."""
    cameo: str | None = None
    """The best CAMEO code, as a string, e.g. "0312"."""


class TraceStep(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One decision made while coding: what was decided, by which rule or model, on which words."""

    step: str
    """The field, e.g. "type", "when", "actors"."""
    by: str
    """The rule or model, e.g. "phrases/verbs.csv line 12: sign V obj=treaty"."""
    span: tuple[int, int] | None = None
    """The words it rests on."""
    score: float | None = None
    """How sure it was, 0 to 1."""
    runner_up: tuple[str, float] | None = None
    """The next best answer and its score."""


class Claim(Record, frozen=True, kw_only=True):
    """One reported statement that somebody did, does, will or might do something."""

    id: str
    """16 hexadecimal digits made from document, trigger, type and parties."""
    document_id: str
    """The document it stands in."""
    sentence: int
    """The number of its sentence, from 0."""
    start: int
    """Where its sentence starts."""
    end: int
    """Where its sentence ends."""
    quote: str
    """The sentence, `text[start:end]`."""
    trigger: Span
    """The word that names the act."""
    type: EventType
    """The PLOVER type of the act itself, whatever its time."""
    mode: str | None
    """The PLOVER mode of that type, e.g. "visit"."""
    contexts: tuple[str, ...]
    """PLOVER contexts, e.g. ("military",)."""
    codes: Codes
    """The same act in PLOVER's reporting rule and in CAMEO."""
    quad: int
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    goldstein: float | None
    """The Goldstein score of the type or mode, -10 to 10."""
    actors: tuple[Party, ...]
    """Who acts; for a reciprocal act all its parties."""
    recipients: tuple[Party, ...]
    """Whom it is done to."""
    status: Status
    """past, ongoing, planned or hypothetical."""
    polarity: Polarity
    """affirmed, or negated where the text says that it did not happen."""
    background: bool
    """True where the text offers it as history rather than as its news."""
    speaker: Speaker | None
    """Who says it in the text; None where the outlet reports it as fact."""
    when: When | None
    """When it happens."""
    where: tuple[Where, ...]
    """Where it happens."""
    counts: tuple[Count, ...]
    """How many of what."""
    score: float
    """How sure panj is that this claim stands in the text with this type, 0 to 1."""
    trace: tuple[TraceStep, ...]
    """How each field came about."""
    codebook: str
    """The codebook and its version, e.g. "plover@1"."""
    version: str
    """The version of panj."""
    copy_of: str | None = None
    """The id of the document read before that this claim's document repeats: such claims are counted once, e.g. "a1"."""


class Actor(Record, frozen=True, kw_only=True):
    """A mention of an actor, as `panj annotate` lists them: a party with its kind."""

    text: str
    """As written."""
    start: int
    """Where it stands."""
    end: int
    """Where it ends."""
    kind: ActorKind
    """country, person, organization, group or role."""
    name: str | None = None
    """The usual name."""
    id: str | None = None
    """The id in panj's tables."""
    country: str | None = None
    """Alpha-3 of its country."""
    sectors: tuple[str, ...] = ()
    """PLOVER sectors."""
    wikidata: str | None = None
    """The Wikidata item."""


class Time(Record, frozen=True, kw_only=True):
    """A time expression, as `panj annotate` lists them."""

    start: int
    """Where it stands."""
    end: int
    """Where it ends."""
    text: str
    """As written, e.g. "in mid-March 2013"."""
    type: TimeType
    """TIMEX3 type."""
    timex: str | None
    """TIMEX3 value, e.g. "2013-W11"; None where it cannot be told."""
    earliest: str | None
    """First day of the interval, None where open or unknown."""
    latest: str | None
    """Last day of the interval, None where open or unknown."""
    precision: DatePrecision | None
    """How exact the interval is; None where there is none."""


class Attribution(Record, frozen=True, kw_only=True):
    """Something said, and by whom: spans as [start, end]."""

    source: tuple[int, int] | None
    """Who says it; None where nobody is named."""
    cue: tuple[int, int]
    """The words that say that it is said."""
    content: tuple[int, int]
    """What is said."""


class Event(Record, frozen=True, kw_only=True):
    """An event word, typed or not, as `panj annotate` lists them."""

    start: int
    """Where it stands."""
    end: int
    """Where it ends."""
    text: str
    """The word."""
    type: EventType | None
    """Its PLOVER type, None where none fits."""
    status: Status
    """Its status."""
    polarity: Polarity
    """Its polarity."""


class Annotation(Record, frozen=True, kw_only=True):
    """The layers under the claims of one document."""

    document_id: str
    """The document."""
    sentences: tuple[tuple[int, int], ...]
    """[start, end] of each sentence."""
    actors: tuple[Actor, ...]
    """Every mention of an actor."""
    places: tuple[Where, ...]
    """Every place named."""
    times: tuple[Time, ...]
    """Every time expression."""
    counts: tuple[Count, ...]
    """Every number of things."""
    attributions: tuple[Attribution, ...]
    """Everything said by somebody."""
    events: tuple[Event, ...]
    """Every verb and noun that denotes an event."""


class Relation(Record, frozen=True, kw_only=True):
    """The action between two named parties: the answer of `panj relate`."""

    id: str
    """The id of the question."""
    type: EventType | None
    """The type, None where no act joins the two."""
    mode: str | None
    """Its mode."""
    cameo: str | None
    """Its CAMEO code."""
    status: Status | None
    """Its status."""
    polarity: Polarity | None
    """Its polarity."""
    score: float
    """How sure panj is, 0 to 1."""
    scores: dict[str, float]
    """Probability by type, for the types that came into question."""


# ---------------------------------------------------------------- what passes between the stages


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word of a sentence with its place in the dependency tree."""

    i: int
    """Its index in the sentence."""
    start: int
    """Where it stands in the text."""
    end: int
    """Where it ends in the text."""
    text: str
    """As written."""
    lower: str
    """In lower case."""
    lemma: str
    """Its lemma in lower case (proper nouns too)."""
    pos: str
    """Universal part of speech, e.g. "VERB"."""
    tag: str
    """Penn Treebank tag, e.g. "VBD"."""
    dep: str
    """Its relation to its head (ClearNLP labels, as spaCy's English models have them), e.g. "nsubj"."""
    head: int
    """The index of its head; its own for the root."""
    children: tuple[int, ...]
    """The indexes of its dependents, left to right."""
    entity: str
    """The label of the named entity that it is part of, e.g. "GPE", or ""."""


class Entity(msgspec.Struct, frozen=True, gc=False):
    """A named entity that the parser found: tokens [first, last]."""

    first: int
    """Its first token."""
    last: int
    """Its last token, inclusive."""
    label: str
    """OntoNotes label, e.g. "GPE"."""


class Sentence(Record, frozen=True, kw_only=True):
    """A parsed sentence."""

    index: int
    """Its number in the document, from 0."""
    start: int
    """Where it starts."""
    end: int
    """Where it ends."""
    text: str
    """Exactly `document.text[start:end]`."""
    tokens: tuple[Token, ...]
    """Its words."""
    entities: tuple[Entity, ...]
    """The parser's named entities."""
    root: int
    """The index of the root of its tree."""
    paragraph: int
    """The number of its paragraph, from 0."""
    kind: Literal["body", "headline"] = "body"
    """Headlines are annotated; claims are written from the body alone."""


class Quotation(Record, frozen=True, kw_only=True):
    """Words between quotation marks, the marks left out."""

    start: int
    """The first character inside."""
    end: int
    """One past the last character inside."""
    sentences: tuple[int, ...]
    """The sentences it touches, in order: a quotation may run over several."""
    continued: bool = False
    """Whether it goes on from the quotation before (a new paragraph that opens again without a close)."""


class Dateline(Record, frozen=True, kw_only=True):
    """The head of a dispatch, e.g. "DUSHANBE, Aug 1 (Agency) -"."""

    start: int
    """Where it starts."""
    end: int
    """Where the text proper begins."""
    place: Span | None = None
    """The city."""
    date: Span | None = None
    """The date as written."""
    agency: Span | None = None
    """The agency."""


class ParsedDocument(Record, frozen=True, kw_only=True):
    """A document with its sentences parsed."""

    document: Document
    """The document."""
    sentences: tuple[Sentence, ...]
    """Its sentences, in order."""
    quotations: tuple[Quotation, ...] = ()
    """Everything between quotation marks."""
    dateline: Dateline | None = None
    """Its dateline, where it has one."""
    date: str | None = None
    """The day from which relative dates count: of the dateline, else of a date line in the text, else of publication."""
    date_basis: Literal["dateline", "text", "publication"] | None = None
    """Where that day comes from."""


class Mention(Record, frozen=True, kw_only=True):
    """The base of mentions: a span that stands in one sentence, over tokens [first, last] with a head."""

    sentence: int
    """The number of its sentence."""
    first: int
    """Its first token."""
    last: int
    """Its last token, inclusive."""
    head: int
    """The token that heads it in the tree."""
    start: int
    """Where it stands."""
    end: int
    """Where it ends."""
    text: str
    """As written."""
    rule: str
    """Which rule or table row found and resolved it: for the trace."""


class ActorMention(Mention, frozen=True, kw_only=True):
    """A mention of who may act or be acted upon."""

    kind: ActorKind
    """country, person, organization, group or role."""
    name: str | None = None
    """The usual name."""
    id: str | None = None
    """The id in panj's tables, or None."""
    country: str | None = None
    """Alpha-3 of its country."""
    sectors: tuple[str, ...] = ()
    """PLOVER sectors."""
    wikidata: str | None = None
    """The Wikidata item."""
    form: Literal["name", "demonym", "metonym", "role", "pronoun", "definite", "adjective"] = "name"
    """How it refers: by a name, a people's name, a seat, a role noun, a pronoun ("it", "its"), a definite description
    ("the group", "both militaries"), or a demonym adjective on another noun ("Turkish" in "Turkish airstrikes")."""
    antecedent: Span | None = None
    """For pronouns and definite descriptions, and roles whose country comes from elsewhere: the words that name it."""
    members: tuple[Party, ...] = ()
    """For plural references ("both militaries", "the two sides"): the parties meant, each with its origin."""
    dep_subject: bool = False
    """Whether it is the subject of its clause: what a later pronoun most likely takes up."""
    plural: bool = False
    """Whether it is plural in form."""
    collective: bool = False
    """Whether it is one body of many ("government"): what "it" can take up."""
    singular_person: bool = False
    """Whether it is one person by role ("the minister"): what "he" can take up."""
    head_lemma: str = ""
    """The lemma of its head."""
    generic: bool = False
    """True for role nouns that point at nobody in particular ("militants", "a group")."""


class PlaceMention(Mention, frozen=True, kw_only=True):
    """A mention of a place."""

    name: str | None = None
    """The usual name."""
    geonames_id: int | None = None
    """The GeoNames id."""
    lat: float | None = None
    """Latitude."""
    lon: float | None = None
    """Longitude."""
    country: str | None = None
    """Alpha-3 of the country it lies in."""
    admin1: str | None = None
    """The first-order division."""
    kind: str | None = None
    """GeoNames feature code."""
    precision: PlacePrecision = "locality"
    """How exact the point is."""


class TimeMention(Mention, frozen=True, kw_only=True):
    """A time expression, resolved."""

    type: TimeType
    """TIMEX3 type."""
    timex: str | None = None
    """TIMEX3 value."""
    earliest: str | None = None
    """First day (or hour)."""
    latest: str | None = None
    """Last day (or hour)."""
    precision: DatePrecision | None = None
    """How exact the interval is."""
    reason: str | None = None
    """Why it stayed unresolved."""
    bound: Literal["since", "until", "by", "before", "after"] | None = None
    """The preposition that leaves one end of the interval open; `earliest` and `latest` are the expression's own."""
    anchor: Literal["absolute", "document", "text"] = "absolute"
    """What it was resolved against: nothing, the document's date, or another time in the text."""


class CountMention(Mention, frozen=True, kw_only=True):
    """A number of things; `head` is the noun counted."""

    value: float | int | None = None
    """The number."""
    low: float | int | None = None
    """The lower bound."""
    high: float | int | None = None
    """The upper bound."""
    unit: str | None = None
    """What is counted."""
    approximate: bool = False
    """Whether the text hedges it."""
    conflict: str | None = None
    """Another figure for the same thing that disagrees."""


class Mentions(Record, frozen=True, kw_only=True):
    """All mentions of one document, each kind in the order of the text."""

    actors: tuple[ActorMention, ...] = ()
    """Who."""
    places: tuple[PlaceMention, ...] = ()
    """Where."""
    times: tuple[TimeMention, ...] = ()
    """When."""
    counts: tuple[CountMention, ...] = ()
    """How many."""


class Saying(Record, frozen=True, kw_only=True):
    """One attribution with what the claims need of it."""

    sentence: int
    """The sentence of its cue."""
    source: tuple[int, int] | None
    """Who says it: a span of the text, or None."""
    named: tuple[int, int] | None = None
    """For a source that is a relative word ("who"): the words it stands for."""
    words: str | None = None
    """The words of the source, or those that its relative word stands for."""
    cue: tuple[int, int]
    """The words that say that it is said."""
    content: tuple[int, int]
    """What is said: may run over several sentences."""
    stance: Stance = "asserts"
    """How the source stands to the content."""
    trigger: int | None = None
    """The token index of the cue's head in its sentence."""
    speaker: ActorMention | None = None
    """The mention that the source resolves to, where one does (already through pronouns)."""
    chain: tuple[str, ...] = ()
    """Who passed it on, outermost first."""
    kind: Literal["speech", "belief", "attitude"] = "speech"
    """What the cue says: an attitude ("condemned the killing") takes its object as given, so it speaks for no claim."""
    rule: str = ""
    """Which rule found it."""


class Judgement(msgspec.Struct, frozen=True, gc=False):
    """Whether an act is so: status, polarity and background, each with the rule that decided."""

    status: Status
    """past, ongoing, planned or hypothetical."""
    polarity: Polarity
    """affirmed or negated."""
    background: bool
    """Whether the text offers it as history."""
    rule: str
    """The rules that decided, for the trace."""


class Trigger(msgspec.Struct, frozen=True, gc=False):
    """A word that denotes an event: token `i` of its sentence."""

    sentence: int
    """The number of its sentence."""
    i: int
    """The token that names the act (the noun of a light-verb construction)."""
    verb: int
    """The verb that carries its tense and subject: itself for a verb, the light verb or governing verb for a noun, -1 for none."""
    kind: Literal["verb", "noun", "light"]
    """A verb, a noun on its own, or a noun carried by a light verb ("held talks")."""
