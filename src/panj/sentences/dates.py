"""The day that a date line or dateline names."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil import parser as calendar

_DATED = re.compile(
    r"[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,?\s+\d{4})?|\d{1,2}\s+[A-Z][a-z]{2,8}\.?(?:,?\s+\d{4})?|\d{4}-\d{2}-\d{2}"
)
_YEAR = re.compile(r"\b\d{4}\b")


def day_of(text: str, published: str | None = None) -> str | None:
    """The ISO day of a written date, or None.

    A date without a year takes the year that brings it nearest to the day of publication; without that day it
    stays unknown.

    >>> day_of("1 August 2021"), day_of("Aug 1", "2021-08-02"), day_of("Dec 31", "2022-01-01"), day_of("Aug 1")
    ('2021-08-01', '2021-08-01', '2021-12-31', None)
    """
    match = _DATED.search(text)
    if match is None:
        return None
    written = match.group()
    near = date.fromisoformat(published[:10]) if published else None
    if not _YEAR.search(written) and near is None:
        return None
    try:
        base = calendar.parse("2000-01-01").replace(year=near.year if near else 2000)
        day = calendar.parse(written, default=base).date()
        if near and not _YEAR.search(written):
            shifted = [day.replace(year=day.year + step) for step in (-1, 0, 1)]
            day = min(shifted, key=lambda d: abs(d - near))
            if abs(day - near) > timedelta(days=190):
                return None
    except (ValueError, OverflowError):
        return None
    return day.isoformat()
