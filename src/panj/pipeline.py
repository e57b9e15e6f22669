"""The order of the stages: the only file that knows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import get_args

from panj.claims import assemble, attach, relate, speakers, triggers
from panj.claims.acts import How, Typer
from panj.claims.encoder import Encoder
from panj.claims.relate import Question, Words
from panj.claims.scene import Scene
from panj.errors import UnknownName
from panj.knowledge.actors import ActorTables
from panj.knowledge.codebook import Codebook
from panj.knowledge.places.gazetteer import Gazetteer
from panj.mentions import actors, counts, places, times
from panj.mentions.home import at_home
from panj.records import (
    Actor,
    Annotation,
    Attribution,
    Claim,
    Document,
    Mentions,
    ParsedDocument,
    Relation,
    Time,
)
from panj.sentences import Parser
from panj.sources import check


class Coder:
    """Codes documents: knowledge and the English pipeline are loaded once, when it is made.

    >>> import panj
    >>> coder = panj.Coder()
    >>> claims = coder.code(panj.Document(text="Peru expelled two Chilean diplomats on Monday.", published_at="2021-03-10"))
    >>> [(c.type, c.actors[0].id, c.when.earliest) for c in claims]
    [('SANCTION', 'PER', '2021-03-08')]
    """

    def __init__(
        self,
        *,
        codebook: Path | str | None = None,
        actor_files: Sequence[Path | str] | Path | str = (),
        threshold: float = 0.0,
        typing: How = "both",
    ) -> None:
        """Load everything.

        Args:
            codebook: A folder of codebook tables to use instead of panj's own.
            actor_files: CSV files of further actors, in the columns of the actor tables.
            threshold: Claims with a lower score are not written.
            typing: What types an act: the phrase table and the model together ("both"), "table" or "model" alone.

        Raises:
            KnowledgeError: A table has problems; all of them are listed.
            UnknownName: Acts are not typed so.
        """
        if typing not in get_args(How):
            raise UnknownName("typing", typing, get_args(How))
        if isinstance(actor_files, Path | str):
            actor_files = (actor_files,)
        self.codebook = Codebook(Path(codebook) if codebook else None)
        self.actor_tables = ActorTables.load(overlays=tuple(map(Path, actor_files)))
        self.gazetteer = Gazetteer.open()
        self.threshold = threshold
        self._typer = Typer(self.codebook, None if typing == "table" else Encoder(), typing)
        self._parser = Parser()

    def code(self, document: Document) -> tuple[Claim, ...]:
        """The claims of a document, in the order of its text.

        Raises:
            DocumentError: The document cannot be coded (empty, an impossible date ...).
        """
        return next(self.code_stream([document]))[1]

    def annotate(self, document: Document) -> Annotation:
        """The layers under the claims of a document.

        Raises:
            DocumentError: The document cannot be read.
        """
        return next(self.annotate_stream([document]))[1]

    def relate(self, text: str, actor: Words, recipient: Words, *, id: str = "") -> Relation:
        """The action between two named parties of a text.

        Args:
            text: The text, usually a sentence.
            actor: The acting party as written, or its (start, end), or None.
            recipient: The party acted upon, likewise.
            id: What the answer shall be called.
        """
        return next(self.relate_stream([Question(id=id, text=text, actor=actor, recipient=recipient)]))

    def code_stream(self, documents: Iterable[Document]) -> Iterator[tuple[Document, tuple[Claim, ...]]]:
        """(document, its claims) for each document, in order; the parser reads ahead in batches."""
        for parsed, claims in self.parsed_stream(documents):
            yield parsed.document, claims

    def parsed_stream(self, documents: Iterable[Document]) -> Iterator[tuple[ParsedDocument, tuple[Claim, ...]]]:
        """(document with its parse, its claims) for each document, in order."""
        for scene in self.scenes(documents):
            yield scene.parsed, assemble.claims(scene, self._typer, threshold=self.threshold)

    def annotate_stream(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Annotation]]:
        """(document, its annotation) for each document, in order; the parser reads ahead in batches."""
        for scene in self.scenes(documents):
            yield scene.parsed.document, self._annotation(scene)

    def relate_stream(self, questions: Iterable[Question]) -> Iterator[Relation]:
        """The answer to each question, in order; the parser reads ahead in batches."""
        waiting: list[Question] = []

        def documents() -> Iterator[Document]:
            for question in questions:
                waiting.append(question)
                yield question.document()

        for scene in self.scenes(documents()):
            yield relate.answer(scene, self._typer, waiting.pop(0))

    def scenes(self, documents: Iterable[Document]) -> Iterator[Scene]:
        """Each document with its mentions, triggers and attributions, in order: what claims are made from."""
        return map(self._scene, self._parser.stream(map(check.checked, documents)))

    def _scene(self, parsed: ParsedDocument) -> Scene:
        """A parsed document with its mentions, triggers and attributions."""
        found_times = times.find(parsed)
        named = actors.find(parsed, self.actor_tables)
        found_places = places.find(parsed, self.gazetteer, named)
        found_actors = at_home(parsed, actors.with_places(parsed, named, found_places), found_places)
        mentions = Mentions(
            actors=found_actors,
            places=found_places,
            times=found_times,
            counts=counts.find(parsed, found_times),
        )
        sayings = speakers.find(parsed, found_actors)
        return Scene(parsed, mentions, triggers.find(parsed), sayings, self.actor_tables.country_name)

    def _annotation(self, scene: Scene) -> Annotation:
        """The layers under the claims of a document."""
        parsed, mentions = scene.parsed, scene.mentions
        return Annotation(
            document_id=parsed.document.id,
            sentences=tuple((s.start, s.end) for s in parsed.sentences),
            actors=tuple(
                Actor(
                    text=m.text, start=m.start, end=m.end, kind=m.kind, name=m.name, id=m.id, country=m.country,
                    sectors=m.sectors, wikidata=m.wikidata,
                )
                for m in mentions.actors
            ),
            places=tuple(map(attach.where, mentions.places)),
            times=tuple(
                Time(
                    start=m.start, end=m.end, text=m.text, type=m.type, timex=m.timex, earliest=m.earliest,
                    latest=m.latest, precision=m.precision,
                )
                for m in mentions.times
            ),
            counts=tuple(map(attach.count, mentions.counts)),
            attributions=tuple(Attribution(source=s.source, cue=s.cue, content=s.content) for s in scene.sayings),
            events=tuple(assemble.events(scene, self._typer)),
        )  # fmt: skip
