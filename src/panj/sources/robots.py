"""What a site's robots.txt allows (RFC 9309)."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import unquote, urlsplit

LONGEST = 512_000
"""Bytes of robots.txt that are read; RFC 9309 asks for 500 KiB at least."""


class Rule(NamedTuple):
    """A line of a group."""

    allow: bool
    """Whether it allows."""
    path: str
    """The beginning of the paths it is about, with `*` and a final `$`."""


class Rules(NamedTuple):
    """The lines that are for panj."""

    rules: tuple[Rule, ...] = ()
    """In the order of the file."""
    delay: float = 0.0
    """Seconds between two requests (`Crawl-delay`)."""

    def allow(self, url: str) -> bool:
        r"""Whether a URL may be fetched: the longest rule that fits decides, and of two as long the one that allows.

        >>> rules = parse("User-agent: *\nDisallow: /a\nAllow: /a/b$\n", "panj")
        >>> rules.allow("https://x.org/a/c"), rules.allow("https://x.org/a/b"), rules.allow("https://x.org/")
        (False, True, True)
        """
        parts = urlsplit(url)
        path = unquote(parts.path or "/") + (f"?{unquote(parts.query)}" if parts.query else "")
        fitting = [rule for rule in self.rules if rule.path and _fits(rule.path, path)]
        return max(((len(r.path), r.allow) for r in fitting), default=(0, True))[1]


def parse(text: str, agent: str) -> Rules:
    """The rules of a robots.txt for an agent: those of the groups that name it, else those for all."""
    groups: dict[str, list[Rule]] = {}
    delays: dict[str, float] = {}
    names: list[str] = []
    open_ = False
    for line in text.lstrip("\ufeff").splitlines()[:20_000]:
        key, sign, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not sign:
            continue
        if key == "user-agent":
            names = [*names, value.lower()] if open_ else [value.lower()]
            open_ = True
            groups.setdefault(value.lower(), [])
            continue
        open_ = False
        for name in names:
            if key in ("allow", "disallow"):
                groups[name].append(Rule(key == "allow", unquote(value)))
            elif key == "crawl-delay":
                delays[name] = _seconds(value)
    chosen = agent.lower() if agent.lower() in groups else "*"
    return Rules(tuple(groups.get(chosen, ())), delays.get(chosen, 0.0))


def _seconds(value: str) -> float:
    """A delay, a minute at most."""
    try:
        return min(60.0, max(0.0, float(value)))
    except ValueError:
        return 0.0


def _fits(pattern: str, path: str) -> bool:
    """Whether a path begins as a pattern says; linear, whatever the pattern."""
    whole = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, part in enumerate(others, 1):
        if whole and number == len(others):
            return len(path) - len(part) >= at and path.endswith(part)
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return not whole or at == len(path)
