"""Reads files, folders, archives and URLs as Documents; what cannot be read is refused and the rest goes on."""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, Self, cast
from urllib.parse import unquote, urlsplit

import msgspec

from panj.errors import DocumentError, EmptyDocument, MissingExtra, NotFetched, SourceError, TooMuch, spelled
from panj.records import Document
from panj.sources import bounds, exports, feeds, kinds, language, warc
from panj.sources.bounds import Budget, Seen
from panj.sources.check import built, checked, dated
from panj.sources.decode import decode
from panj.sources.fence import Fence
from panj.sources.fetch import Answer, Fetcher, is_url
from panj.sources.folders import files
from panj.sources.lines import Found, Note, lines, values
from panj.sources.options import Options
from panj.sources.state import Feed, State
from panj.sources.tables import rows
from panj.sources.unpack import Piece, unpack

_PAGES = frozenset({"text/html", "application/xhtml+xml"})

Report = Callable[[DocumentError], None]


def read(
    path: Path | str,
    *,
    published_at: str | None = None,
    publisher: str | None = None,
    columns: Mapping[str, str] | None = None,
    any_language: bool = False,
    allow_local: bool = False,
    on_refused: Report | None = None,
    on_note: Note | None = None,
) -> Iterator[Document]:
    """The documents of a path or URL, one by one, each checked and with an id.

    Plain text and an HTML page are one document; JSON Lines, CSV, TSV and Parquet hold one a line or row; RSS and Atom
    one an entry; WARC one a page; a folder or .zip holds any mix, read in the order of names, .gz, .zst and .bz2 may
    be around any of them; "-" is standard input.

    Args:
        path: The file or folder, a URL, or "-".
        published_at: The date of publication of documents that have none.
        publisher: The outlet of documents that have none.
        columns: The column or key of a field, where it is not its name, e.g. {"text": "body"}.
        any_language: Whether documents in other languages than English are read too.
        allow_local: Whether URLs at private, loopback and link-local addresses may be fetched.
        on_refused: Called for each document that is refused; without it the first one is raised.
        on_note: Called for things worth knowing that refuse nothing (an encoding, unknown fields).

    Raises:
        SourceError: The path cannot be read at all.
        DocumentError: A document is refused, and nobody asked to be told.
        SourceError: `published_at` is no date.
    """
    options = Options(
        published_at=published_at, publisher=publisher, columns=columns or {}, any_language=any_language,
        allow_local=allow_local,
    )  # fmt: skip
    options.check()
    with Reader(options, on_note) as reader:
        for found in reader.found(path):
            try:
                yield reader.document(found)[1]
            except DocumentError as error:
                if on_refused is None:
                    raise
                on_refused(error)


def objects(path: Path) -> Iterator[Found]:
    """(where, object) of each line of a JSON Lines file, or the error that refuses it.

    Raises:
        SourceError: The file cannot be read.
    """
    try:
        with path.open("rb") as file:
            yield from lines(file, str(path), {}, None)
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); give a file that exists") from None


class Reader:
    """Reads sources; holds what they share: the process behind the fence, the fetcher, the state of feeds."""

    def __init__(self, options: Options, on_note: Note | None = None, state: State | None = None) -> None:
        """Nothing is read yet."""
        self.options = options
        self.state = state or State()
        self._note = on_note
        self._fence = Fence()
        self._fetcher = Fetcher(allow_local=options.allow_local, pause=options.pause)

    def __enter__(self) -> Self:
        """The reader itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process behind the fence."""
        self._fence.close()

    def document(self, found: Found) -> tuple[str, Document]:
        """Where a document stands, and the document: checked, with an id and its language.

        Raises:
            DocumentError: It is refused.
        """
        if isinstance(found, DocumentError):
            raise found
        where, fields = found
        defaults = {"published_at": self.options.published_at, "publisher": self.options.publisher}
        missing = {k: v for k, v in defaults.items() if v is not None and fields.get(k) is None}
        document = checked(dated(built({**fields, **missing}, where, self._note), where, self._note), where)
        if self.options.any_language:
            return where, document
        found_language = language.english(document, where)
        if document.language is None and found_language is not None:
            document = msgspec.structs.replace(document, language=found_language)
        return where, document

    def found(self, source: Path | str) -> Iterator[Found]:
        """(where, fields) of each document of a source, or the error that refuses it.

        Raises:
            SourceError: The path cannot be read at all.
            MissingExtra: It needs a library that is not installed.
        """
        name = str(source)
        if name == "-":
            budget = Budget()
            stream = cast(io.BufferedReader, io.BufferedReader(Seen(sys.stdin.buffer, budget), 1 << 17))
            yield from self._piece(Piece("standard input", "", stream, budget=budget))
        elif is_url(name):
            yield from self._url(name)
        elif Path(source).is_dir():
            yield from self._folder(Path(source))
        else:
            yield from self._file(Path(source))

    def _file(self, path: Path) -> Iterator[Found]:
        """The documents of a file."""
        name = spelled(str(path))
        try:
            with path.open("rb", buffering=1 << 17) as file:
                size = os.fstat(file.fileno()).st_size if path.is_file() else None
                yield from self._piece(Piece(name, path.name, file, budget=Budget(size), path=str(path)))
        except OSError as error:
            raise SourceError(f"{name}: cannot be read ({error.strerror}); give a file or folder that exists") from None

    def _folder(self, folder: Path) -> Iterator[Found]:
        """The documents of every file below a folder, hidden ones left out."""
        seen = False
        for path in files(folder):
            if isinstance(path, DocumentError):
                yield path
                continue
            seen = True
            try:
                yield from self._file(path)
            except (SourceError, MissingExtra) as error:
                name = spelled(str(path))
                yield DocumentError(name, str(error).removeprefix(f"{name}: "))
        if not seen:
            raise SourceError(
                f"{spelled(str(folder))}: a folder without any file; give one with .txt, .jsonl, .html ... files"
            )

    def _piece(self, piece: Piece) -> Iterator[Found]:
        """The documents of a file, and of all that is packed in it."""
        inner: Piece | DocumentError | None = None
        try:
            for inner in unpack(piece):
                if isinstance(inner, DocumentError):
                    yield inner
                    continue
                found: Found | None = None
                try:
                    for found in self._one(inner):
                        yield found
                    if found is None:
                        yield EmptyDocument(inner.where, "holds no document")
                except MissingExtra as error:
                    if inner.where == piece.where:
                        raise
                    yield DocumentError(inner.where, str(error))
                except DocumentError as error:
                    yield error
            if inner is None:
                yield EmptyDocument(piece.where, "an archive without any file")
        except DocumentError as error:
            yield error

    def _one(self, piece: Piece) -> Iterator[Found]:
        """The documents of a file that is not packed."""
        if not piece.head(1):
            raise EmptyDocument(piece.where, "empty; give it a text")
        kind = kinds.kind_of(piece)
        columns, name = self.options.columns, piece.where
        if kind == "lines":
            yield from lines(piece.file, name, columns, self._note)
        elif kind == "json":
            yield from values(piece.file, name, columns, self._note)
        elif kind in ("csv", "tsv"):
            yield from rows(piece.file, name, "\t" if kind == "tsv" else ",", columns, self._note)
        elif kind == "parquet":
            yield from self._parquet(piece)
        elif kind == "page":
            data = bounds.whole(piece.file, bounds.PAGE, name, "page")
            yield from self._page(data, piece.url, piece.charset, name)
        elif kind == "feed":
            yield from self._feed(bounds.whole(piece.file, bounds.FEED, name, "feed"), piece.url, name, [])
        elif kind == "warc":
            yield from self._warc(piece)
        elif kind == "export":
            yield from exports.documents(decode(bounds.whole(piece.file, bounds.EXPORT, name), name, self._note), name)
        else:
            text = decode(bounds.whole(piece.file, bounds.TEXT, name, "text"), name, self._note)
            if reason := exports.other(text):
                raise TooMuch(name, reason)
            yield name, {"text": text} | ({"url": piece.url} if piece.url else {})

    def _parquet(self, piece: Piece) -> Iterator[Found]:
        """The documents of a Parquet file, copied to the disk first where it lies inside another."""
        columns = dict(self.options.columns)
        with tempfile.NamedTemporaryFile(suffix=".parquet") as copy:
            path = piece.path
            if path is None or piece.layers:
                shutil.copyfileobj(_Capped(piece.file, bounds.SPOOLED, piece.where), copy, 1 << 20)
                copy.flush()
                path = copy.name
            for number, row in enumerate(self._fence.read("parquet", piece.where, path, columns), 1):
                yield f"{piece.where} row {number}", row

    def _page(self, data: bytes, url: str | None, charset: str | None, where: str) -> Iterator[Found]:
        """The article of a page."""
        for fields in self._fence.read("page", where, data, url, charset):
            yield where, fields

    def _feed(self, data: bytes, url: str | None, where: str, read_now: list[str]) -> Generator[Found, None, bool]:
        """The documents of a feed whose entries are not known; their ids are added to a list. Gives back if pages failed."""
        failed = False
        known = frozenset(self.state.feeds.get(url or where, Feed()).seen)
        entries = list(self._fence.read("feed", where, data, url))  # all of it: pages are read behind the same fence
        for number, fields in enumerate(entries, 1):
            key = fields.pop(feeds.KEY)
            summary = fields.pop(feeds.SUMMARY)
            if key in known:
                continue
            if self.options.follow and fields.get("url") and is_url(fields["url"]):
                again = yield from self._followed(fields)
                failed |= again
                if not again:
                    read_now.append(key)
                continue
            read_now.append(key)
            if not fields["text"]:
                yield DocumentError(f"{where} entry {number}", "an entry without text; read its page with --follow")
                continue
            if summary and self._note is not None and number == 1:
                self._note(f"{where}: the feed has summaries only; --follow fetches the pages")
            yield f"{where} entry {number}", fields
        return failed

    def _followed(self, fields: dict[str, Any]) -> Generator[Found, None, bool]:
        """The page that an entry links to; what the page does not say of itself, the feed says. Gives back whether to try again."""
        url = str(fields["url"])
        again = False
        known = {name: value for name, value in fields.items() if name != "text"}
        try:
            answer, kind, charset = self._fetched(url, {})
            if kind not in ("page", "text", None):
                raise NotFetched(url, f"the entry links to a {kind}, not to a page")
            for found in self._page(answer.body, answer.url, charset, url):
                yield found if isinstance(found, DocumentError) else (found[0], found[1] | known)
        except NotFetched as error:
            again = error.again
            yield error
        except DocumentError as error:
            yield error
        return again

    def _fetched(self, url: str, headers: dict[str, str]) -> tuple[Answer, str | None, str | None]:
        """What stands at a URL, its format and its encoding, as the server tells them.

        Raises:
            NotFetched: It may not be or was not fetched, or is nothing that panj reads.
        """
        answer = self._fetcher.get(url, headers=headers)
        told = answer.headers.get("content-type", "")
        try:
            kind = kinds.kind_of_type(told)
        except ValueError as error:
            raise NotFetched(url, str(error)) from None
        found = warc.CHARSET.search(told)
        return answer, kind, found[1] if found else None

    def _url(self, url: str) -> Iterator[Found]:
        """The documents at a URL; of a feed that is known, the new ones."""
        known = self.state.feeds.get(url, Feed())
        headers = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
        try:
            answer, kind, charset = self._fetched(url, {name: value for name, value in headers.items() if value})
        except DocumentError as error:
            yield error
            return
        if answer.status == 304:
            if self._note is not None:
                self._note(f"{url}: nothing new since it was last read")
            return
        name = PurePosixPath(unquote(urlsplit(answer.url).path)).name
        piece = Piece(
            url, name, cast(Any, io.BytesIO(answer.body)), budget=Budget(len(answer.body)), url=answer.url, kind=kind,
            charset=charset,
        )  # fmt: skip
        if kinds.kind_of(piece) != "feed":
            yield from self._piece(piece)
            return
        read_now: list[str] = []
        try:
            failed = yield from self._feed(answer.body, url, url, read_now)
        except DocumentError as error:
            yield error
            return
        told = {} if failed else answer.headers  # a feed without news would not be read for the pages that failed
        self.state.note(url, told.get("etag"), told.get("last-modified"), read_now)

    def _warc(self, piece: Piece) -> Iterator[Found]:
        """The documents of a web archive."""
        for page in warc.pages(piece):
            if isinstance(page, DocumentError):
                yield page
                continue
            try:
                if page.kind in _PAGES:
                    yield from self._page(page.body, page.url, page.charset, page.where)
                elif page.kind == "text/plain":
                    text = decode(page.body, page.where, self._note)
                    yield page.where, {"text": text} | ({"url": page.url} if page.url else {})
            except DocumentError as error:
                yield error


class _Capped:
    """A stream that is refused where it goes on beyond a limit."""

    def __init__(self, file: bounds.Readable, limit: int, where: str) -> None:
        self._file = file
        self._left = limit
        self._where = where

    def read(self, size: int = 1 << 20, /) -> bytes:
        """Up to so many bytes.

        Raises:
            TooMuch: The limit is reached.
        """
        data = self._file.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise TooMuch(self._where, f"more than {bounds.SPOOLED:,} bytes inside another file; unpack it first")
        return data
