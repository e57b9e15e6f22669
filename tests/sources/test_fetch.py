"""URLs: a server of our own on the loopback address, and addresses that must not be asked."""

from __future__ import annotations

import gzip
import http.server
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.sources.test_formats import PAGE, TEXT

from panj.errors import NotFetched, SourceError
from panj.sources import Options, Read, Refusal, fetch, robots, stream
from panj.sources.fetch import Fetcher, public
from panj.sources.state import State

Answers = dict[str, Callable[[http.server.BaseHTTPRequestHandler], None]]


def say(body: str | bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> Any:
    data = body.encode() if isinstance(body, str) else body

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


@pytest.fixture
def site() -> Iterator[tuple[str, Answers, list[str]]]:
    answers: Answers = {}
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            try:
                answers.get(self.path, say("none", status=404))(self)
            except OSError:
                return

        def log_message(self, *_: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", answers, asked
    server.shutdown()
    server.server_close()
    thread.join()


def local(**more: Any) -> Fetcher:
    return Fetcher(allow_local=True, pause=0.0, **more)


def reading(*urls: str, state: State | None = None, **options: Any) -> tuple[list[Read], list[Refusal], list[str]]:
    notes: list[str] = []
    found = list(stream(urls, Options(allow_local=True, pause=0.0, **options), state=state, on_note=notes.append))
    return [f for f in found if isinstance(f, Read)], [f for f in found if isinstance(f, Refusal)], notes


def test_page_text_and_lines(site: tuple[str, Answers, list[str]]) -> None:
    pytest.importorskip("trafilatura")
    base, answers, _ = site
    answers["/a"] = say(PAGE)
    answers["/b"] = say(TEXT + " Again.", "text/plain")
    answers["/c.jsonl.gz"] = say(
        gzip.compress(json.dumps({"id": "x", "text": TEXT}).encode()), "application/octet-stream"
    )
    answers["/d"] = say(b"\x89PNG", "image/png")
    found, refused, _ = reading(*(f"{base}/{name}" for name in ("a", "b", "c.jsonl.gz", "d", "e")))
    assert [f.document.title for f in found] == ["Envoys expelled", None, None] and found[2].id == "x"
    assert found[1].document.url == f"{base}/b"
    assert "image/png is no text" in refused[0].reason and "404" in refused[1].reason


def test_robots(site: tuple[str, Answers, list[str]]) -> None:
    base, answers, asked = site
    answers["/robots.txt"] = say("User-agent: *\nDisallow: /private\n\nUser-agent: other\nDisallow: /", "text/plain")
    answers["/open"] = answers["/private/a"] = say("x", "text/plain")
    fetcher = local()
    assert fetcher.get(f"{base}/open").body == b"x"
    with pytest.raises(NotFetched, match="does not allow"):
        fetcher.get(f"{base}/private/a")
    assert asked == ["/robots.txt", "/open"]
    answers["/robots.txt"] = say("", status=503)
    with pytest.raises(NotFetched, match=r"cannot be had .the server answered 503") as told:
        local().get(f"{base}/open")
    assert told.value.again and told.value.where == f"{base}/open"
    with pytest.raises(NotFetched, match=r"cannot be had .the host none.invalid is not known") as told:
        local().get("http://none.invalid/a")
    assert told.value.where == "http://none.invalid/a"
    answers["/robots.txt"] = say("", status=404)
    assert local().get(f"{base}/open").status == 200


def test_robots_rules() -> None:
    text = "User-agent: panj\nUser-agent: b\nDisallow: /*.pdf$\nDisallow: /a\nAllow: /a/b\nCrawl-delay: 3\nUser-agent: *\nDisallow: /"
    rules = robots.parse(text, "panj")
    allowed = {
        path: rules.allow(f"https://x.org{path}") for path in ("/", "/a", "/a/b/c", "/x.pdf", "/x.pdf?y", "/%61")
    }
    assert allowed == {"/": True, "/a": False, "/a/b/c": True, "/x.pdf": False, "/x.pdf?y": True, "/%61": False}
    assert rules.delay == 3.0 and not robots.parse(text, "other").allow("https://x.org/z")
    begin = time.monotonic()
    assert robots.parse(f"User-agent: *\nDisallow: {'*a' * 5000}$", "x").allow("https://x.org/" + "a" * 4000)
    assert time.monotonic() - begin < 2


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254",
     "64:ff9b::7f00:1", "2002:7f00:1::", "::7f00:1", "nonsense"],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not public(address)


def test_local_addresses_are_asked_only_where_allowed(site: tuple[str, Answers, list[str]]) -> None:
    base, answers, asked = site
    answers["/"] = say("x", "text/plain")
    port = base.rsplit(":", 1)[1]
    for url in (
        base,
        f"http://localhost:{port}/",
        f"http://2130706433:{port}/",
        f"http://0x7f.1:{port}/",
        f"http://[::ffff:127.0.0.1]:{port}/",
    ):
        with pytest.raises(NotFetched, match=r"private or local|not known"):
            Fetcher().get(url)
    assert not asked


def test_a_name_that_points_elsewhere_a_moment_later(
    site: tuple[str, Answers, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    base, answers, asked = site
    answers["/"] = say("secret", "text/plain")
    connected: list[str] = []
    times: list[str] = []

    def resolve(host: str, port: int, *_: object, **__: object) -> list[Any]:
        times.append(host)
        address = "93.184.215.14" if len(times) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        connected.append(address[0])
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr(fetch.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(fetch.socket, "create_connection", connect)
    with pytest.raises(NotFetched):
        Fetcher(pause=0.0).get(f"http://rebind.example:{base.rsplit(':', 1)[1]}/")
    assert connected == ["93.184.215.14"] and not asked
    with pytest.raises(NotFetched, match="private or local"):
        Fetcher(pause=0.0).get("http://rebind.example/")


def test_redirects(site: tuple[str, Answers, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    base, answers, asked = site
    answers["/end"] = say("x", "text/plain")
    answers["/a"] = say("", status=302, Location="/end")
    answers["/loop"] = say("", status=301, Location="/loop")
    answers["/file"] = say("", status=302, Location="file:///etc/passwd")
    answers["/nowhere"] = say("", status=302)
    answers["/inside"] = say("", status=302, Location="http://169.254.169.254/latest")
    assert local().get(f"{base}/a").url == f"{base}/end"
    for path, told in (("/loop", "redirected more than"), ("/file", "not an http"), ("/nowhere", "without a place")):
        with pytest.raises(NotFetched, match=told):
            local().get(base + path)
    monkeypatch.setattr(fetch, "public", lambda address: address == "127.0.0.1")  # as if the server were public
    with pytest.raises(NotFetched, match=r"169\.254\.169\.254, a private"):
        Fetcher(pause=0.0).get(f"{base}/inside")
    assert asked[-1] == "/inside"


def test_size_and_time(site: tuple[str, Answers, list[str]]) -> None:
    base, answers, _ = site
    answers["/big"] = say(b"x" * 5000, "text/plain")

    def endless(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 1000)

    def slow(handler: http.server.BaseHTTPRequestHandler) -> None:
        for letter in b"HTTP/1.1 200 OK\r\n" * 100:
            handler.wfile.write(bytes([letter]))
            time.sleep(0.05)

    def dripping(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b"x")
            time.sleep(0.05)

    def silent(handler: http.server.BaseHTTPRequestHandler) -> None:
        time.sleep(2)

    def short(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"x")

    answers |= {"/endless": endless, "/dripping": dripping, "/slow": slow, "/silent": silent, "/short": short}
    answers["/bomb"] = say(gzip.compress(b"x" * 10_000_000), "text/plain", Content_Encoding="gzip")
    for path, told in (
        ("/big", "the limit is"), ("/endless", "more than 4,000 bytes"), ("/slow", "took more than 1 second"), ("/dripping", "took more than 1 second"),
        ("/silent", "no answer in time"), ("/short", "ended after"), ("/bomb", "the limit"),
    ):  # fmt: skip
        begin = time.monotonic()
        with pytest.raises(NotFetched, match=told):
            local(timeout=0.5, total=1.0).get(base + path, limit=40_000 if path == "/bomb" else 4_000)
        assert time.monotonic() - begin < 5


@pytest.mark.parametrize(
    "url",
    ["ftp://x.org/", "http://", "http://a:b@x.org/", "http://x.org:99999/", "http://[::1/", "https://\ud800.org/"],
)
def test_what_is_no_address_of_a_page(url: str) -> None:
    with pytest.raises(NotFetched):
        Fetcher().get(url)


def feed(*numbers: int, full: bool = True) -> str:
    items = "".join(
        f"<item><title>Note {n}</title><link>{{base}}/note{n}</link><guid>g{n}</guid>"
        f"<pubDate>Wed, 10 Mar 2021 08:00:0{n} GMT</pubDate><description>A summary of note {n}.</description>"
        + (f"<content:encoded><![CDATA[<p>{TEXT}</p><p>It was note {n}.</p>]]></content:encoded>" if full else "")
        + "</item>"
        for n in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Paper</title>{items}</channel></rss>'


def test_feed_is_read_on_without_repeats(site: tuple[str, Answers, list[str]], tmp_path: Path) -> None:
    pytest.importorskip("feedparser")
    base, answers, _ = site
    got: list[str | None] = []

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        got.append(handler.headers.get("If-None-Match"))
        if got[-1] == '"v1"':
            return say("", status=304)(handler)
        return say(feed(1, 2).format(base=base), "application/rss+xml", ETag='"v1"')(handler)

    answers["/feed"] = answer
    path = tmp_path / "state.json"
    state = State(path)
    found, refused, _ = reading(f"{base}/feed", state=state)
    assert not refused and [f.document.title for f in found] == ["Note 1", "Note 2"]
    first = found[0].document
    assert first.text == f"{TEXT}\n\nIt was note 1." and first.publisher == "The Paper"
    assert (first.published_at, first.url) == ("2021-03-10", f"{base}/note1")
    assert found[1].document.copy_of == first.id
    assert not path.exists()
    state.save()
    found, refused, notes = reading(f"{base}/feed", state=State(path))
    assert not found and not refused and "nothing new" in notes[0] and got == [None, '"v1"']
    answers["/feed"] = say(feed(3, 2, 1).format(base=base), "text/xml")
    assert [f.document.title for f in reading(f"{base}/feed", state=State(path))[0]] == ["Note 3"]
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(SourceError, match="not a state file"):
        State(path)


def test_feed_with_its_pages(site: tuple[str, Answers, list[str]]) -> None:
    pytest.importorskip("trafilatura")
    base, answers, _ = site
    answers["/feed"] = say(feed(1, 2, 3, full=False).format(base=base), "application/xml", ETag='"v1"')
    answers["/note1"] = say(PAGE)
    answers["/note2"] = say("", status=503)
    state = State()
    found, refused, _ = reading(f"{base}/feed", state=state, follow=True)
    assert [f.document.title for f in found] == ["Note 1"] and "Peru" in found[0].document.text
    assert ["503" in r.reason for r in refused] == [True, False]
    assert [key[-2:] for key in state.feeds[f"{base}/feed"].seen] == ["g1", "g3"]  # the second may be had later
    assert state.feeds[f"{base}/feed"].etag is None  # even if the feed has nothing new
    answers["/note2"] = say(PAGE)
    assert len(reading(f"{base}/feed", state=state, follow=True)[0]) == 1
    assert state.feeds[f"{base}/feed"].etag == '"v1"'
    _, _, notes = reading(f"{base}/feed")
    assert any("--follow" in note for note in notes)


def test_atom_file(tmp_path: Path) -> None:
    pytest.importorskip("feedparser")
    path = tmp_path / "a.atom"
    path.write_text(
        f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>T &amp; U</title><id>1</id>
<author><name>Ana Soto</name></author><updated>2021-03-10T08:00:00Z</updated><link href="https://w.example/1"/>
<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;&lt;script&gt;no()&lt;/script&gt;</content></entry><entry><id>2</id></entry></feed>""",
        encoding="utf-8",
    )
    found, refused, _ = reading(str(path))
    document = found[0].document
    assert (document.text, document.title, document.author, document.publisher) == (TEXT, "T & U", "Ana Soto", "Wire")
    assert "without text" in refused[0].reason
    path.write_text("<?xml version='1.0'?><invoice><a>5</a></invoice>", encoding="utf-8")
    assert "neither RSS nor Atom" in reading(str(path))[1][0].reason
