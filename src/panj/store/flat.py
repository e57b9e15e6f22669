"""A claim as one row: the columns of CSV and Parquet. Lists are joined with "; ", in the order of the claim."""

from __future__ import annotations

from collections.abc import Iterable

from panj.records import Claim

COLUMNS: dict[str, type] = {
    "id": str, "document_id": str, "sentence": int, "start": int, "end": int, "quote": str,
    "trigger": str, "trigger_start": int, "trigger_end": int,
    "type": str, "mode": str, "contexts": str, "plover": str, "cameo": str, "quad": int, "goldstein": float,
    "actors": str, "actor_names": str, "actor_ids": str, "actor_countries": str, "actor_sectors": str,
    "recipients": str, "recipient_names": str, "recipient_ids": str, "recipient_countries": str, "recipient_sectors": str,
    "status": str, "polarity": str, "background": bool,
    "speaker": str, "speaker_name": str, "speaker_id": str, "speaker_country": str, "stance": str, "cue": str, "chain": str,
    "earliest": str, "latest": str, "date_precision": str, "date_text": str, "date_basis": str,
    "place": str, "place_country": str, "admin1": str, "lat": float, "lon": float, "geonames_id": int, "place_precision": str,
    "place_basis": str, "places": str,
    "counts": str, "count_values": str, "count_units": str,
    "score": float, "codebook": str, "version": str, "copy_of": str,
}  # fmt: skip
"""Name and type of each column. The place columns hold the first place; `places` names all."""


def flat(claim: Claim) -> dict[str, object]:
    """The row of a claim."""
    row: dict[str, object] = {
        "id": claim.id, "document_id": claim.document_id, "sentence": claim.sentence, "start": claim.start,
        "end": claim.end, "quote": claim.quote, "trigger": claim.trigger.text, "trigger_start": claim.trigger.start,
        "trigger_end": claim.trigger.end, "type": claim.type, "mode": claim.mode,
        "contexts": _joined(claim.contexts), "plover": claim.codes.plover, "cameo": claim.codes.cameo,
        "quad": claim.quad, "goldstein": claim.goldstein, "status": claim.status, "polarity": claim.polarity,
        "background": claim.background, "score": claim.score, "codebook": claim.codebook, "version": claim.version,
        "copy_of": claim.copy_of,
    }  # fmt: skip
    for name, parties in (("actor", claim.actors), ("recipient", claim.recipients)):
        row[f"{name}s"] = _joined(p.text for p in parties)
        row[f"{name}_names"] = _joined(p.name or p.text for p in parties)
        row[f"{name}_ids"] = _joined(p.id or "" for p in parties)
        row[f"{name}_countries"] = _joined(p.country or "" for p in parties)
        row[f"{name}_sectors"] = _joined(" ".join(p.sectors) for p in parties)
    speaker = claim.speaker
    row.update(
        speaker=speaker and speaker.text, speaker_name=speaker and speaker.name, speaker_id=speaker and speaker.id,
        speaker_country=speaker and speaker.country, stance=speaker and speaker.stance,
        cue=speaker and speaker.cue.text, chain=_joined(speaker.chain) if speaker else None,
    )  # fmt: skip
    when = claim.when
    row.update(
        earliest=when and when.earliest, latest=when and when.latest, date_precision=when and when.precision,
        date_text=when and when.text, date_basis=when and when.basis,
    )  # fmt: skip
    place = claim.where[0] if claim.where else None
    row.update(
        place=place and (place.name or place.text), place_country=place and place.country, admin1=place and place.admin1,
        lat=place.lat if place else None, lon=place.lon if place else None,
        geonames_id=place.geonames_id if place else None, place_precision=place and place.precision,
        place_basis=place and place.basis, places=_joined(p.name or p.text for p in claim.where),
        counts=_joined(c.text for c in claim.counts),
        count_values=_joined(_value(c.value, c.low, c.high) for c in claim.counts),
        count_units=_joined(c.unit or "" for c in claim.counts),
    )  # fmt: skip
    return {column: row[column] for column in COLUMNS}


def _joined(items: Iterable[str]) -> str | None:
    """The items joined with "; ", None where there are none; unknown items keep their place."""
    found = list(items)
    return "; ".join(found) if any(found) else None


def _value(value: float | None, low: float | None, high: float | None) -> str:
    """A count as text: "10000", "20..", "..300", "20..30"."""
    if value is not None:
        return str(value)
    if low is None and high is None:
        return ""
    return f"{'' if low is None else low}..{'' if high is None else high}"
