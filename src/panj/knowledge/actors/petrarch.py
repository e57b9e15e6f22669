"""Reads a user's PETRARCH actor and agent dictionaries: their lines, comments, dates, plurals and macros.

    MOHAMMAD_NAJIBULLAH_            # a primary name
    +NAJIBULLAH                     a synonym of it
        [AFGGOV 870930-920416]      a code with the days it holds: 870930-920416, <920416 or >920416
    !PERSON! = MAN, WOMAN           a macro of an agent file
    CHAIR!PERSON! [~LEG]            an agent under each form of it
    POLICE {} [~COP]                {}: no plural; {ATTORNEYS_GENERAL}: that one; nothing: the regular one

Days are YYMMDD (years up to 30 are 20YY), YYYYMMDD, or Julian: YYDDD, YYYYDDD. What follows # or ; is a comment, and so is
what stands between <!-- and -->. Actors of all files become rows in `petrarch_rows`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import NamedTuple

from panj.errors import Problem, SourceError

_BRACKET = re.compile(r"\[([^\[\]]*)\]")
_BRACE = re.compile(r"\{([^{}]*)\}")
_MACRO = re.compile(r"!([A-Z][A-Z0-9_ -]*)!", re.IGNORECASE)
_SET = re.compile(r"\s*!([^!]+)!\s*=(.*)")
_CODE = re.compile(r"(~?)((?:[A-Z]{3})*)(~?)\s*((?:[<>].*|\d.*)?)")
_RANGE = re.compile(r"(\d+)\s*-\s*(\d+)")
_NAME = re.compile(r"[^\W\d_][\w.'’&/-]*(?: [\w.'’&/-]+)*|\d[\w.'’&/-]*(?: [\w.'’&/-]+)+")
_CENTURY = 30
"""Two-digit years up to this one are 20YY."""


class Code(NamedTuple):
    """A code with the days it holds, both included; None: open."""

    code: str
    since: date | None
    until: date | None
    line: int


class Block(NamedTuple):
    """An actor with all its names, or an agent with its plurals; `plurals` is None where the regular one is meant."""

    file: str
    line: int
    names: tuple[str, ...]
    codes: tuple[Code, ...]
    agent: bool
    plurals: tuple[str, ...] | None


class Dictionaries(NamedTuple):
    """What a folder holds: actors and agents, the lines that could not be read, the files that were and were not."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]
    files: tuple[str, ...]
    others: tuple[str, ...]


def read_folder(folder: Path) -> Dictionaries:
    """The actors and agents of the dictionaries in a folder: files with "actor" or "agent" in their name.

    Raises:
        SourceError: It is no folder, or holds no such file, or not one actor or agent.
    """
    if not folder.is_dir():
        raise SourceError(
            f"{folder}: no such folder; give the folder that holds your *.actors.txt and *.agents.txt files"
        )
    files: list[Path] = []
    others: list[Path] = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")):
        (files if _is_dictionary(path) else others).append(path)
    if not files:
        seen = f"; it holds {', '.join(p.name for p in others[:5])}" if others else "; it is empty"
        raise SourceError(f"{folder}: no file with 'actor' or 'agent' in its name{seen}")
    blocks: list[Block] = []
    problems: list[Problem] = []
    for path in files:
        name = path.relative_to(folder).as_posix()
        blocks.extend(_Reader(name, "agent" in path.name.lower(), problems).read(path))
    if not blocks:
        first = f"; {problems[0]}" if problems else ""
        raise SourceError(f"{folder}: not one actor or agent in {', '.join(p.name for p in files)}{first}")
    told = (tuple(p.relative_to(folder).as_posix() for p in group) for group in (files, others))
    return Dictionaries(tuple(blocks), tuple(sorted(problems)), *told)


def _is_dictionary(path: Path) -> bool:
    """Whether a file is one of actors or agents, by its name; a table that panj wrote there is not."""
    name = path.name.lower()
    return ("actor" in name or "agent" in name) and path.suffix.lower() not in (".csv", ".tsv", ".py", ".md", ".json")


class _Reader:
    """Reads one file, line by line."""

    def __init__(self, file: str, agents: bool, problems: list[Problem]) -> None:
        self.file = file
        self.agents = agents
        self.problems = problems
        self.macros: dict[str, tuple[str, ...]] = {}

    def read(self, path: Path) -> list[Block]:
        """The actors or agents of the file."""
        blocks: list[Block] = []
        open_: _Open | None = None
        for number, line in self._lines(path):
            if found := _SET.fullmatch(line):
                self._macro(number, found.group(1), found.group(2))
            elif line.lstrip().startswith("+"):
                if open_ is None:
                    self._bad(number, "a synonym, but no name before it")
                elif "[" in line or "{" in line:
                    self._bad(
                        number,
                        "a code or plural behind a synonym; they go on the line of the name or on one of their own",
                    )
                else:
                    open_.names.extend(self._names(number, line.lstrip()[1:]))
            elif line.lstrip().startswith("["):
                if open_ is None:
                    self._bad(number, "a code, but no name before it")
                else:
                    self._codes(number, line, open_)
            else:
                blocks.extend(self._close(open_))
                open_ = self._open(number, line)
        blocks.extend(self._close(open_))
        return blocks

    def _lines(self, path: Path) -> Iterator[tuple[int, str]]:
        """The lines with their numbers, comments and empty ones left out."""
        try:
            raw = path.read_bytes()
        except OSError as error:
            self._bad(0, f"cannot be read ({error.strerror})")
            return
        comment = False
        for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError:
                self._bad(number, "not UTF-8; save the file as UTF-8")
                continue
            text, comment = _without_comments(text, comment)
            if text.strip():
                yield number, text.rstrip()
        if comment:
            self._bad(number, "the comment that <!-- opens is never closed by -->")

    def _bad(self, line: int, what: str) -> None:
        self.problems.append(Problem(self.file, line, what))

    def _macro(self, number: int, name: str, items: str) -> None:
        """Keep a macro."""
        forms = tuple(_tidy(item) for item in items.split(",") if _tidy(item))
        if not forms:
            self._bad(number, f"the macro !{name}! has no forms; write !{name}! = FIRST, SECOND")
        self.macros[name.strip().upper()] = forms

    def _open(self, number: int, line: str) -> _Open | None:
        """A name with whatever stands behind it on its line."""
        opened = _Open(number)
        brace = _BRACE.search(line)
        if brace:
            opened.plurals = tuple(_tidy(p) for p in brace.group(1).split(",") if _tidy(p))
        name = _BRACE.sub(" ", line.partition("[")[0] if "[" in line else line)
        opened.names.extend(self._names(number, name))
        opened.macro = "!" in name
        if "[" in line:
            self._codes(number, line[line.index("[") :], opened)
        return opened

    def _names(self, number: int, text: str) -> list[str]:
        """The names that a text stands for, macros spelled out; a bad one is told."""
        unknown = [m for m in _MACRO.findall(text) if m.strip().upper() not in self.macros]
        if unknown:
            known = ", ".join(f"!{m}!" for m in sorted(self.macros)) or "none"
            self._bad(number, f"no macro !{unknown[0]}! above this line; known: {known}")
            return []
        parts = _MACRO.split(text)
        choices = [self.macros[p.strip().upper()] if i % 2 else (p,) for i, p in enumerate(parts)]
        names = [_tidy("".join(chosen)) for chosen in product(*choices)]
        bad = [name for name in names if not _NAME.fullmatch(name)]
        if bad:
            self._bad(number, f"{bad[0]!r} is no name; write words joined by _, then the code in [ ]")
        return [name for name in names if name not in bad]

    def _codes(self, number: int, line: str, into: _Open) -> None:
        """Add the codes of a line to an actor; a bad one is told."""
        into.told = True
        rest = _BRACE.sub(" ", _BRACKET.sub(" ", line)).strip(" \t_")
        if rest:
            self._bad(
                number, f"{rest!r} beside the code; a code is [CODE], [CODE <date], [CODE >date] or [CODE date-date]"
            )
            if not _BRACKET.search(line):
                return
        for text in _BRACKET.findall(line):
            try:
                code = _code(text.strip(), number, self.agents)
            except ValueError as error:
                self._bad(number, str(error))
                continue
            if code is not None:
                into.codes.append(code)

    def _close(self, opened: _Open | None) -> Iterator[Block]:
        """The actor whose lines have ended; one without a code is told."""
        if opened is None or not opened.names:
            return
        if not opened.told:
            self._bad(
                opened.line,
                f"no code for {opened.names[0]!r}; write it as [CODE] behind the name or on a line of its own",
            )
        if not opened.codes:
            return
        plurals = () if opened.macro and opened.plurals is None else opened.plurals
        yield Block(
            self.file, opened.line, tuple(dict.fromkeys(opened.names)), tuple(opened.codes), self.agents, plurals
        )  # fmt: skip


class _Open:
    """An actor while its lines are read."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.names: list[str] = []
        self.codes: list[Code] = []
        self.plurals: tuple[str, ...] | None = None
        self.macro = False
        self.told = False


def _without_comments(text: str, inside: bool) -> tuple[str, bool]:
    """A line without its comments, and whether one is still open at its end."""
    kept = ""
    while text:
        if inside:
            _, closed, text = text.partition("-->")
            inside = not closed
        else:
            before, opened, text = text.partition("<!--")
            kept += before
            inside = bool(opened)
    return re.split("[#;]", kept, maxsplit=1)[0], inside


def _tidy(name: str) -> str:
    """A name with single spaces for underscores, without the quote that opens some transcriptions."""
    return " ".join(name.replace("_", " ").split()).lstrip("'`‘’")


def _code(text: str, line: int, agent: bool) -> Code | None:
    """A code with its days; None for [---], which stands for nobody.

    Raises:
        ValueError: It is no code, or its dates are none.
    """
    if text and not text.strip("-"):
        return None
    found = _CODE.fullmatch(text)
    if not found or not (found.group(2)):
        example = "[~MIL]" if agent else "[AFGGOV 870930-920416]"
        raise ValueError(
            f"[{text}] is no code; codes are groups of three capitals with dates behind them, e.g. {example}"
        )
    if bool(found.group(1) or found.group(3)) != agent:
        where = "of an agent lacks its ~" if agent else "of an actor has a ~"
        raise ValueError(f"the code [{text}] {where}; agents are written [~GOV], actors [AFGGOV]")
    since, until = _days(found.group(4).strip())
    return Code(found.group(2), since, until, line)


def _days(text: str) -> tuple[date | None, date | None]:
    """The first and the last day that a restriction lets through.

    Raises:
        ValueError: It is none.
    """
    if not text:
        return None, None
    if text[0] == "<":
        return None, _day(text[1:].strip()) - timedelta(days=1)
    if text[0] == ">":
        return _day(text[1:].strip()) + timedelta(days=1), None
    span = _RANGE.fullmatch(text)
    if not span:
        raise ValueError(f"the dates {text!r} are no restriction; write <date, >date or date-date")
    since, until = _day(span.group(1)), _day(span.group(2))
    if until < since:
        raise ValueError(f"the dates {text!r} are the wrong way round")
    return since, until


def _day(text: str) -> date:
    """A day written YYMMDD, YYYYMMDD, YYDDD or YYYYDDD.

    Raises:
        ValueError: There is no such day.
    """
    try:
        if not text.isdecimal() or len(text) not in (5, 6, 7, 8):
            raise ValueError
        year, rest = (text[:4], text[4:]) if len(text) > 6 else (text[:2], text[2:])
        full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) <= _CENTURY else 1900)
        if len(rest) == 4:
            return date(full, int(rest[:2]), int(rest[2:]))
        day = date(full, 1, 1) + timedelta(days=int(rest) - 1)
        if int(rest) < 1 or day.year != full:
            raise ValueError
        return day
    except (ValueError, OverflowError):
        raise ValueError(f"there is no day {text!r}; write YYMMDD, YYYYMMDD, or Julian YYYYDDD") from None
