"""Claims as cards for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from panj.records import Claim, Count, Party, When, Where

STYLES = {
    "trigger": "bold reverse",
    "actor": "bold cyan",
    "recipient": "bold magenta",
    "when": "green",
    "where": "yellow",
    "count": "blue",
    "speaker": "bold",
    "cue": "italic",
}
_STATUS = {"past": "bold green", "ongoing": "bold blue", "planned": "bold yellow", "hypothetical": "bold red"}


class Card:
    """One claim, a few lines."""

    def __init__(self, claim: Claim) -> None:
        """The card of a claim."""
        self.claim = claim

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines of the card."""
        claim = self.claim
        yield self._head()
        rows = [("who", _parties(claim))]
        if claim.when:
            rows.append(("when", Text(when_text(claim.when))))
        if claim.where:
            rows.append(("where", Text("; ".join(map(where_text, claim.where)))))
        if claim.counts:
            rows.append(("how many", Text("; ".join(map(count_text, claim.counts)))))
        rows.append(("says who", Text(speaker_text(claim))))
        for name, value in rows:
            for number, line in enumerate(value.wrap(console, max(30, options.max_width - 11))):
                yield Text(f"  {'' if number else name:<9}", "dim") + line
        for line in marked(claim).wrap(console, max(30, options.max_width - 4)):
            yield Text("  │ ", "dim") + line
        yield Text()

    def _head(self) -> Text:
        """Type, mode, contexts, status and id."""
        claim = self.claim
        head = Text(claim.type, "bold")
        if claim.mode:
            head.append(f" · {claim.mode}")
        if claim.contexts:
            head.append(f" · {', '.join(claim.contexts)}", "dim")
        head.append("   ").append(claim.status, _STATUS[claim.status])
        if claim.polarity == "negated":
            head.append(" not so", "bold red")
        if claim.background:
            head.append(" background", "dim")
        return head.append(f"   {claim.id}", "dim")


def _parties(claim: Claim) -> Text:
    """Actors, arrow, recipients."""
    line = Text()
    _names(line, claim.actors, STYLES["actor"])
    if claim.recipients:
        line.append("  →  ")
        _names(line, claim.recipients, STYLES["recipient"])
    elif len(claim.actors) > 1:
        line.append("  (together)", "dim")
    return line


def _names(line: Text, parties: Iterable[Party], style: str) -> None:
    """Add the names of parties to a line."""
    found = list(parties)
    if not found:
        line.append("nobody named", "dim italic")
    for number, party in enumerate(found):
        if number:
            line.append(", ")
        line.append(party.name or party.text, style)
        tags = [tag for tag in (party.country, *party.sectors) if tag and tag != party.name]
        if tags:
            line.append(f" [{' '.join(tags)}]", "dim")


def when_text(when: When) -> str:
    """A When in words, e.g. "2021-08-09 to 2021-08-14 ("From August 9-14")"."""
    if when.earliest and when.latest:
        days = when.earliest if when.earliest == when.latest else f"{when.earliest} to {when.latest}"
    elif when.earliest:
        days = f"from {when.earliest} on"
    elif when.latest:
        days = f"by {when.latest}"
    else:
        days = f"unresolved: {when.reason}" if when.reason else "unknown"
    if when.basis == "publication":
        return f"{days} (the date of the report)"
    quoted = f' ("{" ".join(when.text.split())}")' if when.text else ""
    return days + quoted + (" (from the same act told before)" if when.basis == "inherited" else "")


def where_text(where: Where) -> str:
    """A Where in words, e.g. "Ningxia, CHN"."""
    parts = [where.name or where.text]
    if where.admin1 and where.admin1 not in parts:
        parts.append(where.admin1)
    if where.country and where.precision != "country":
        parts.append(where.country)
    text = ", ".join(parts)
    if where.lat is not None and where.lon is not None and where.precision not in ("country", "region"):
        text += f" ({where.lat:.2f}, {where.lon:.2f})"
    return text + (" (inherited)" if where.basis == "inherited" else "")


def count_text(count: Count) -> str:
    """A Count in words, e.g. "some 10,000 troops = 10000"."""
    words = " ".join(count.text.split())
    if count.value is not None:
        return f"{words} (= {count.value:,}{', about' if count.approximate else ''})"
    low = f"{count.low:,}" if count.low is not None else ""
    high = f"{count.high:,}" if count.high is not None else ""
    return f"{words} ({low}..{high})" if low or high else words


def speaker_text(claim: Claim) -> str:
    """Who says it, in words."""
    speaker = claim.speaker
    if speaker is None:
        return "the outlet itself"
    name = speaker.name or " ".join(speaker.text.split())
    tags = " ".join(filter(None, (speaker.country,)))
    via = f", as told by {', '.join(speaker.chain)}" if speaker.chain else ""
    return f'{name}{f" [{tags}]" if tags else ""} {speaker.stance} it ("{" ".join(speaker.cue.text.split())}"){via}'


def marked(claim: Claim) -> Text:
    """The quote with the spans of the claim in colour."""
    quote = Text(claim.quote)
    spans = [(claim.trigger.start, claim.trigger.end, "trigger")]
    spans += [(p.start, p.end, "actor") for p in claim.actors]
    spans += [(p.start, p.end, "recipient") for p in claim.recipients]
    spans += [(w.start, w.end, "where") for w in claim.where]
    spans += [(c.start, c.end, "count") for c in claim.counts]
    if claim.when and claim.when.start is not None and claim.when.end is not None:
        spans.append((claim.when.start, claim.when.end, "when"))
    if claim.speaker:
        spans.append((claim.speaker.start, claim.speaker.end, "speaker"))
        spans.append((claim.speaker.cue.start, claim.speaker.cue.end, "cue"))
    for start, end, name in spans:
        if claim.start <= start and end <= claim.end:
            quote.stylize(STYLES[name], start - claim.start, end - claim.start)
    flat = Text(" ").join(quote.split("\n", allow_blank=True)) if "\n" in claim.quote else quote
    return flat
