"""A URL -> its bytes, politely and safely.

Polite: robots.txt is asked first, requests to one host have a pause between them, and panj says who it is. Safe: only
http and https; every address that a name resolves to is checked, and the connection is made to the very address that
was checked, so that a name cannot point elsewhere a moment later (DNS rebinding); redirects are followed here, each
checked anew; size and time are bounded. Proxies of the environment are not used: they would resolve names themselves.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from panj.__about__ import __version__
from panj.errors import DocumentError, NotFetched, spelled
from panj.sources import bounds, robots, warc
from panj.sources.kinds import ACCEPT

AGENT = "panj"
_AGENT_LINE = f"{AGENT}/{__version__} (reads news; obeys robots.txt)"
_REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Answer(NamedTuple):
    """What a server said."""

    url: str
    """The address after all redirects."""
    status: int
    """200, or 304 where nothing is new."""
    headers: dict[str, str]
    """By their names in small letters."""
    body: bytes
    """Unpacked."""


class Fetcher:
    """Fetches URLs; remembers each site's robots.txt and when it was last asked."""

    def __init__(
        self, *, allow_local: bool = False, timeout: float = 15.0, total: float = 60.0, pause: float = 1.0
    ) -> None:
        """Nothing is fetched yet.

        Args:
            allow_local: Whether private, loopback and link-local addresses may be asked.
            timeout: Seconds to wait for a connection, or for the next bytes.
            total: Seconds that one request may take altogether.
            pause: Seconds between two requests to a host.
        """
        self.allow_local = allow_local
        self.timeout = timeout
        self.total = total
        self.pause = pause
        self._rules: dict[str, robots.Rules | str] = {}
        self._asked: dict[str, float] = {}

    def get(self, url: str, *, limit: int = bounds.FEED, headers: dict[str, str] | None = None) -> Answer:
        """What stands at a URL.

        Args:
            url: An http or https address.
            limit: The most bytes to take.
            headers: Further request headers (for conditional requests).

        Raises:
            NotFetched: It may not be fetched, or could not be.
        """
        at = _clean(url)
        for _ in range(_REDIRECTS + 1):
            site = _site(at)
            rules = self._rules_of(site, url)
            if not rules.allow(at):
                raise NotFetched(url, f"the robots.txt of {site} does not allow it")
            self._wait(site, max(self.pause, rules.delay))
            answer = self._ask(at, url, limit, headers or {})
            if answer.status not in _MOVED:
                break
            at = self._next(answer, at, url)
        else:
            raise NotFetched(url, f"redirected more than {_REDIRECTS} times")
        if answer.status in (200, 304):
            return answer
        raise NotFetched(url, f"the server answered {answer.status}", again=answer.status in _AGAIN)

    def _next(self, answer: Answer, at: str, url: str) -> str:
        """Where a redirect leads.

        Raises:
            NotFetched: Nowhere, or from https to http.
        """
        place = answer.headers.get("location")
        if not place:
            raise NotFetched(url, f"the server answered {answer.status} without a place to go to")
        try:
            target = _clean(urljoin(at, place))
        except (NotFetched, ValueError) as error:
            what = error.what if isinstance(error, NotFetched) else str(error)
            raise NotFetched(url, f"redirected to {spelled(place):.200}: {what}") from None
        if at.startswith("https:") and not target.startswith("https:"):
            raise NotFetched(url, f"redirected from https to {target[:200]}")
        return target

    def _rules_of(self, site: str, url: str) -> robots.Rules:
        """The rules of a site's robots.txt; a site without one (4xx) allows all.

        Raises:
            NotFetched: It cannot be had for now (5xx, no answer): the site is left alone; or the site may not be asked.
        """
        known = self._rules.get(site)
        if known is None:
            try:
                known = self._asked_rules(site)
            except NotFetched as error:
                if not error.again:
                    raise NotFetched(url, error.what) from None
                known = f"the robots.txt of {site} cannot be had ({error.what}), so nothing is fetched there"
            self._rules[site] = known
        if isinstance(known, str):
            raise NotFetched(url, known, again=True)
        return known

    def _asked_rules(self, site: str) -> robots.Rules:
        """The rules of a site's robots.txt, asked for now.

        Raises:
            NotFetched: They cannot be had.
        """
        at = f"{site}/robots.txt"
        for _ in range(_REDIRECTS + 1):
            answer = self._ask(at, at, robots.LONGEST, {}, cut=True)
            if answer.status not in _MOVED:
                break
            at = self._next(answer, at, at)
        if answer.status >= 500 or answer.status == 429:
            raise NotFetched(at, f"the server answered {answer.status}", again=True)
        return robots.parse(answer.body.decode("utf-8", "replace"), AGENT) if answer.status == 200 else robots.Rules()

    def _wait(self, site: str, pause: float) -> None:
        """Wait until a site may be asked again."""
        since = time.monotonic() - self._asked.get(site, float("-inf"))
        if since < pause:
            time.sleep(pause - since)
        self._asked[site] = time.monotonic()

    def _ask(self, at: str, url: str, limit: int, headers: dict[str, str], *, cut: bool = False) -> Answer:
        """One request, without following where it leads.

        Raises:
            NotFetched: It could not be made, took too long, or its answer is too large.
        """
        parts = urlsplit(at)
        assert parts.hostname is not None
        connection = self._connection(parts.scheme, parts.hostname, parts.port, url)
        timer = threading.Timer(self.total, connection.abort)
        timer.daemon = True
        timer.start()
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            connection.request(
                "GET", path, headers={"User-Agent": _AGENT_LINE, "Accept": ACCEPT, "Accept-Encoding": "gzip", **headers}
            )
            response = connection.getresponse()
            told = {name.lower(): value for name, value in response.getheaders()}
            body = _body(response, limit, url, cut=cut)
        except (OSError, http.client.HTTPException, ValueError) as error:
            if connection.aborted:
                raise NotFetched(url, f"took more than {self.total:g} seconds", again=True) from None
            reason = "no answer in time" if isinstance(error, TimeoutError) else str(error) or type(error).__name__
            raise NotFetched(url, f"could not be fetched ({spelled(reason):.200})", again=True) from None
        finally:
            timer.cancel()
            connection.close()
        if connection.aborted:
            raise NotFetched(url, f"took more than {self.total:g} seconds", again=True)
        try:
            body = warc.inflated(body, told.get("content-encoding", ""), limit, url)
        except DocumentError as error:
            raise NotFetched(url, error.what) from None
        return Answer(at, response.status, told, body)

    def _connection(self, scheme: str, host: str, port: int | None, url: str) -> _Pinned:
        """A connection to the checked address of a host, not yet made.

        Raises:
            NotFetched: The host is unknown, or has an address that may not be asked.
        """
        port = port or (443 if scheme == "https" else 80)
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise NotFetched(url, f"the host {host} is not known ({error})", again=True) from None
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self.allow_local:
            for address in addresses:
                if not public(address):
                    raise NotFetched(
                        url, f"{host} is at {address}, a private or local address; allow it with --allow-local"
                    )
        return _Pinned(host, port, addresses[:4], scheme == "https", self.timeout)


class _Pinned(http.client.HTTPConnection):
    """A connection to addresses that were checked, whatever the name of the host resolves to by now."""

    def __init__(self, host: str, port: int, addresses: list[str], secure: bool, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self._addresses = addresses
        self._secure = secure
        self.aborted = False
        self._held: socket.socket | None = None  # http.client forgets its own while an answer without a length is read
        if secure:
            self.default_port = 443

    def connect(self) -> None:
        """Connect to the first address that answers."""
        for number, address in enumerate(self._addresses, 1):
            try:
                raw = socket.create_connection((address, self.port), self.timeout)
                break
            except OSError:
                if number == len(self._addresses) or self.aborted:
                    raise
        self.sock = self._held = raw
        if self._secure:
            self.sock = self._held = ssl.create_default_context().wrap_socket(raw, server_hostname=self.host)
        if self.aborted:
            raise TimeoutError

    def abort(self) -> None:
        """End the request from another thread: its time is over."""
        self.aborted = True
        if self._held is not None:
            try:
                self._held.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def _body(response: http.client.HTTPResponse, limit: int, url: str, *, cut: bool) -> bytes:
    """The body of an answer; cut off at the limit, or refused there.

    Raises:
        NotFetched: It is larger than the limit.
    """
    if response.status not in (200, 304):
        return b""
    told = response.getheader("content-length", "")
    if not cut and told.isdigit() and int(told) > limit:
        raise NotFetched(url, f"{int(told):,} bytes, the limit is {limit:,}; save it to a file first")
    parts: list[bytes] = []
    left = limit + 1
    while left > 0 and (data := response.read1(min(left, 65536))):
        parts.append(data)
        left -= len(data)
    if left <= 0 and not cut:
        raise NotFetched(url, f"more than {limit:,} bytes, the limit; save it to a file first")
    body = b"".join(parts)
    if not cut and told.isdigit() and len(body) < int(told):
        raise NotFetched(url, f"the connection ended after {len(body):,} of {int(told):,} bytes", again=True)
    return body[:limit]


def public(address: str) -> bool:
    """Whether an address is one of the open internet, also where it is wrapped in another.

    >>> [public(a) for a in ("93.184.215.14", "10.0.0.1", "127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "::1")]
    [True, False, False, False, False, False]
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo and found.teredo[1])
        if found in _NAT64 or int(found) >> 32 == 0:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner:
            return public(str(inner))
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def is_url(source: str) -> bool:
    """Whether a source is an address rather than a path."""
    return "://" in source[:12] and not source.startswith("/")


def _site(url: str) -> str:
    """Scheme, host and port."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _clean(url: str) -> str:
    """A URL as it is sent: without fragment, name and password, what is not ASCII quoted.

    Raises:
        NotFetched: It is not http or https, or no URL.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise NotFetched(url[:300], f"not a URL ({error})") from None
    if parts.scheme not in ("http", "https") or not host:
        raise NotFetched(url[:300], "not an http or https address")
    if parts.username is not None or parts.password is not None:
        raise NotFetched(url[:300], "holds a name or password; panj logs in nowhere")
    if any(ord(c) < 33 or ord(c) == 127 for c in url.strip()):
        url = "".join(c for c in url.strip() if ord(c) >= 32)
        parts = urlsplit(url)
    try:
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise NotFetched(url[:300], "its host is no name of the internet") from None
    netloc = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return urlunsplit((parts.scheme, netloc, path or "/", query, ""))
