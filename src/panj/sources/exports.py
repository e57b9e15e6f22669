"""Plain-text exports of LexisNexis and Factiva -> the fields of documents.

LexisNexis (the layout that many public parsers read, e.g. LexisNexisTools and tm.plugin.lexisnexis): each document begins
with "3 of 50 DOCUMENTS"; outlet, date and headline follow in blocks of their own, then labels in capitals ("BYLINE:",
"LENGTH:"), the text, and labels again ("LOAD-DATE:"). Factiva: a field begins with its code of two letters at the start
of a line (Factiva's own list: HD headline, PD date, SN source, LP lead, TD text ...), a document ends with its AN.
Lines are broken at a width: those of a paragraph are joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from panj.errors import DocumentError, EmptyDocument
from panj.sources.language import stated
from panj.sources.lines import Found

_LEXIS = re.compile(r"^[ \t]*(?:Document\s+)?\d{1,6} of \d{1,6} (?:DOCUMENTS?|Documents?)[ \t]*$", re.M)
_FACTIVA = re.compile(r"^(?:SE|CLM|HD)(?:[ \t]+\S.*)?$(?:\n.*){0,40}?\n(?:WC|PD)(?:[ \t]|$)", re.M)
_LABEL = re.compile(r"([A-Z][A-Z-]{2,}(?: [A-Z]{2,})?):[ \t]*")
_BEFORE = frozenset(
    {"BYLINE", "SECTION", "LENGTH", "DATELINE", "HEADLINE", "HIGHLIGHT", "SERIES", "COLUMN", "SOURCE", "TYPE", "TEASER"}
)
_AFTER = frozenset(
    {
        "LOAD-DATE", "UPDATE", "LANGUAGE", "GRAPHIC", "SUBJECT", "GEOGRAPHIC", "COUNTRY", "STATE", "CITY", "COMPANY",
        "TICKER", "INDUSTRY", "PERSON", "ORGANIZATION", "PUBLICATION-TYPE", "DOCUMENT-TYPE", "JOURNAL-CODE", "ACC-NO",
        "URL", "DISTRIBUTION", "CORRECTION", "CORRECTION-DATE", "NOTES", "PUB-TYPE", "ENHANCEMENT", "PUB-SUBJECT",
    }
)  # fmt: skip
_DAY = re.compile(r"\b(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})\b")
_RIGHTS = re.compile(r"(?:Copyright|\(c\)|©)\s*(?:\(c\)|©)?\s*\d{4}|All Rights Reserved", re.I)
_CODES = (
    "SE|CLM|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|ART|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|CX|PUBLISHER|NGC|GC|DJIC"
)
_FIELD = re.compile(rf"({_CODES})(?:(?:[ ]{{2,}}|\t)(.*))?$")
"""A code alone, or with its text behind a gap ("IN  Oil", not "IN the capital")."""
_OTHERS = (
    ("ProQuest", re.compile(r"^[ \t]*Document \d{1,6} of \d{1,6}[ \t]*$", re.M)),
    ("Nexis Uni", re.compile(r"^[ \t]*End of Document[ \t]*$", re.M)),
    ("Factiva without field codes", re.compile(r"^Document [A-Z0-9]{6,16}\d{8}[a-z0-9]{8,12}[ \t]*$", re.M)),
)
"""Lines that stand once with each article in exports of other layouts."""


def seen(head: str) -> bool:
    """Whether the first lines of a text are those of an export."""
    head = _plain(head)
    return bool(_LEXIS.search(head) or _FACTIVA.search(head))


def other(text: str) -> str | None:
    r"""What refuses a text that holds several articles in the layout of an export that is not read; None for any other.

    >>> other("One\nDocument 1 of 2\nTwo\nDocument 2 of 2")
    '2 articles in a layout that panj does not read (ProQuest); make it a CSV with a row an article'
    """
    text = _plain(text)
    for name, line in _OTHERS:
        if (count := len(line.findall(text))) > 1:
            return f"{count} articles in a layout that panj does not read ({name}); make it a CSV with a row an article"
    return None


def _plain(text: str) -> str:
    """A text with line ends of one kind, without form feeds and the mark of its encoding."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\f", "\n")


def documents(text: str, name: str) -> Iterator[Found]:
    """(where, fields) of each document of an export, or the error that refuses it."""
    text = _plain(text)
    starts = [m.end() for m in _LEXIS.finditer(text)]
    if starts:
        pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
        found = map(_lexis, pieces)
    else:
        found = map(_factiva, _cut(text))
    for number, fields in enumerate(found, 1):
        where = f"{name} document {number}"
        yield (where, fields) if fields.get("text") else _empty(where)


def _empty(where: str) -> DocumentError:
    """The refusal of a document of which no text is found."""
    return EmptyDocument(where, "no text found in this document of the export; is its layout another?")


def _lexis(piece: str) -> dict[str, Any]:
    """The fields of a document of LexisNexis."""
    fields: dict[str, Any] = {}
    labels: dict[str, str] = {}
    header: list[str] = []
    body: list[str] = []
    state = "header"
    for block in re.split(r"\n[ \t]*\n", piece.rstrip("\n")):
        if not block.strip():
            continue
        found = _LABEL.match(block)
        label = found[1] if found else ""
        if label == "BODY" and found:
            body = body if state == "body" else []  # what stood before it were labels of other names
            state, block = "body", block[found.end() :]
        elif found and label in _AFTER:
            labels.setdefault(label, _joined(block[found.end() :]))
            state = "end" if body else state
            continue
        elif found and label in _BEFORE and not body:
            labels.setdefault(label, _joined(block[found.end() :]))
            state = "labels"
            continue
        if state == "header":
            header.append(block)
        elif state in ("labels", "body") and block.strip() and not _RIGHTS.match(block.strip()):
            body.append(_joined(block))
    header = ["\n".join(li for li in block.split("\n") if not _RIGHTS.match(li.strip())) for block in header]
    header = [block for block in header if block.strip()]
    dated = next((n for n, block in enumerate(header) if _DAY.search(block)), None)
    if header and dated != 0:
        fields["publisher"] = _joined(header[0])
    if dated is not None and (day := _DAY.search(header[dated])):
        fields["published_at"] = day[0]
    titles = [b for b in header[(dated or 0) + 1 :] if not b.startswith(" " * 6)]
    fields["title"] = labels.get("HEADLINE") or (_joined(titles[0]) if titles else None)
    fields["author"] = re.sub(r"^By\s+", "", labels.get("BYLINE", ""), flags=re.I) or None
    fields["language"] = stated(labels.get("LANGUAGE"))
    if body and labels.get("DATELINE"):
        body[0] = f"{labels['DATELINE']} - {body[0]}"
    fields["text"] = "\n\n".join(body)
    return {key: value for key, value in fields.items() if value}


def _cut(text: str) -> Iterator[dict[str, str]]:
    """The fields of each document of Factiva by their codes."""
    fields: dict[str, str] = {}
    code = ""
    for line in text.split("\n"):
        if code == "AN" and fields["AN"].strip() and line.strip():  # whatever comes next belongs to the next document
            if "HD" in fields:
                yield fields
            fields, code = {}, ""
        found = _FIELD.match(line.rstrip())
        if found and found[1] not in fields:
            code = found[1]
            fields[code] = found[2] or ""
        elif code:
            fields[code] += "\n" + line
    if "HD" in fields:
        yield fields


def _factiva(codes: dict[str, str]) -> dict[str, Any]:
    """The fields of a document of Factiva."""
    number = re.search(r"Document\s+(\S+)", codes.get("AN", ""))
    day = _DAY.search(codes.get("PD", ""))
    body = [codes.get(code, "") for code in ("LP", "TD", "ART")]
    blocks = [_joined(b) for part in body for b in re.split(r"\n[ \t]*\n", part) if b.strip()]
    fields = {
        "id": number[1] if number else None, "title": _joined(codes.get("HD", "")), "text": "\n\n".join(blocks),
        "publisher": _joined(codes.get("SN", "")), "published_at": day[0] if day else None,
        "author": re.sub(r"^By\s+", "", _joined(codes.get("BY", "")), flags=re.I), "language": stated(_joined(codes.get("LA", ""))),
    }  # fmt: skip
    return {key: value for key, value in fields.items() if value}


def _joined(block: str) -> str:
    """The lines of a block as one."""
    return " ".join(block.split())
