"""An HTML page -> its article: text, title, author, publisher and date, with trafilatura and htmldate."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from panj.errors import EmptyDocument, TooMuch
from panj.sources import bounds

_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})(?:[^<>]*(/)>)?")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w.:-]{1,40})", re.I)
_FLAT = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li td th tr dd dt option "
    b"thead tbody tfoot colgroup rp rt body html head".split()
)
"""Tags that close themselves, or that a parser closes where another begins."""
_BLOCKS = frozenset(["p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "tr", "table"])
_HIDDEN = frozenset({"script", "style", "template", "noscript"})


def depth(data: bytes) -> int:
    """How deep the tags of a page are nested, at most; linear in its length.

    >>> depth(b"<div><p>One<p>Two<br></div><div></div>")
    1
    """
    now = most = 0
    for found in _TAG.finditer(data):
        closing, name, alone = found.groups()
        if alone or name.lower() in _FLAT:
            continue
        now = max(0, now - 1) if closing else now + 1
        most = max(most, now)
    return most


def check(data: bytes, where: str) -> None:
    """Refuse a page that no article has.

    Raises:
        TooMuch: It is too large, or nested too deep.
    """
    if len(data) > bounds.PAGE:
        raise TooMuch(where, f"a page of more than {bounds.PAGE:,} bytes, the limit")
    if (found := depth(data)) > bounds.DEPTH:
        raise TooMuch(where, f"a page with {found:,} tags inside each other, the limit is {bounds.DEPTH:,}")


def extract(where: str, data: bytes, url: str | None, charset: str | None) -> dict[str, Any]:
    """The fields of the article of a page; runs behind the fence.

    Args:
        where: How to call it.
        data: The page.
        url: Its address, if known.
        charset: Its encoding, where a server told.

    Raises:
        ImportError: trafilatura is not installed.
        TooMuch: The page is too large, or nested too deep.
        EmptyDocument: There is no article in it.
    """
    check(data, where)
    import trafilatura

    page: bytes | str = data
    if charset is None and (found := _CHARSET.search(data[:4096])):
        charset = found[1].decode("ascii", "replace")
    if charset is not None:
        try:
            page = data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            page = data
    article: Any = trafilatura.bare_extraction(
        page,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if article is None or not (article.text or "").strip():
        raise EmptyDocument(where, "a page without an article (a list of links, a log-in or an empty page)")
    lines = [line.strip() for line in str(article.text).splitlines() if line.strip()]
    if len(lines) > 1 and " ".join(lines[0].split()) == " ".join((article.title or "").split()):
        del lines[0]  # the headline has a field of its own
    text = "\n\n".join(lines)
    address = article.url or url
    return {
        name: value
        for name, value in {
            "text": text,
            "title": article.title,
            "author": article.author,
            "publisher": article.sitename or _host(address),
            "published_at": article.date,
            "url": address,
        }.items()
        if value
    }


def _host(url: str | None) -> str | None:
    """The host of an address, without "www."."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


class _Words(HTMLParser):
    """Collects the text of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins a new paragraph."""
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        """So does its end."""
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self._hidden:
            self.parts.append(data.replace("\n", " "))


def words(fragment: str) -> str:
    r"""The text of a piece of HTML, as feeds hold it, a blank line between paragraphs.

    >>> words("<p>Envoys <b>met</b>.</p><p>They left.</p>")
    'Envoys met.\n\nThey left.'
    """
    if "<" not in fragment and "&" not in fragment:
        return fragment.strip()
    parser = _Words()
    parser.feed(fragment)
    parser.close()
    paragraphs = (" ".join(part.split()) for part in "".join(parser.parts).split("\n\n"))
    return "\n\n".join(part for part in paragraphs if part)
