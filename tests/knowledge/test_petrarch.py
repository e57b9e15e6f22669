from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from panj.errors import SourceError
from panj.knowledge.actors import ActorTables
from panj.knowledge.actors.petrarch import Block, read_folder
from panj.knowledge.actors.petrarch_rows import COLUMNS, Overlay, overlay

Blocks = Callable[..., dict[str, Block]]


@pytest.fixture(scope="module")
def tables() -> ActorTables:
    return ActorTables.load()


def write(folder: Path, actors: str = "", agents: str = "") -> Path:
    if actors:
        (folder / "Test.actors.txt").write_text(actors, encoding="utf-8")
    if agents:
        (folder / "Test.agents.txt").write_text(agents, encoding="utf-8")
    return folder


def dates(folder: Path, restriction: str) -> tuple[str, str]:
    read = read_folder(write(folder, f"ZARBULAK_FRONT [TJKREB {restriction}]\n"))
    code = read.blocks[0].codes[0]
    return str(code.since or ""), str(code.until or "")


def made(folder: Path, tables: ActorTables, actors: str = "", agents: str = "") -> Overlay:
    return overlay(read_folder(write(folder, actors, agents)).blocks, tables)


@pytest.mark.parametrize(
    ("restriction", "expected"),
    [
        ("<920101", ("", "1991-12-31")),
        (">920101", ("1992-01-02", "")),
        ("870930-920416", ("1987-09-30", "1992-04-16")),
        ("19870930 - 19920416", ("1987-09-30", "1992-04-16")),
        ("300101-310101", None),
        (">300101", ("2030-01-02", "")),
        (">310101", ("1931-01-02", "")),
        ("2001003-2009003", ("2001-01-03", "2009-01-03")),
        ("01003-09003", ("2001-01-03", "2009-01-03")),
        (">2000365", ("2000-12-31", "")),
    ],
)
def test_dates(tmp_path: Path, restriction: str, expected: tuple[str, str] | None) -> None:
    if expected is None:  # 2030 to 1931
        with pytest.raises(SourceError, match="wrong way round"):
            dates(tmp_path, restriction)
    else:
        assert dates(tmp_path, restriction) == expected


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("ZARBULAK_FRONT [TJKREB 920230-930101]", "no day '920230'"),
        ("ZARBULAK_FRONT [TJKREB <2001366]", "no day '2001366'"),
        ("ZARBULAK_FRONT [TJKREB 920101]", "no restriction"),
        ("ZARBULAK_FRONT [TJKREB", "beside the code"),
        ("ZARBULAK_FRONT [TJKRE]", "groups of three"),
        ("ZARBULAK_FRONT [~REB]", "has a ~"),
        ("ZARBULAK_FRONT", "no code"),
        ("ZARBULAK_!FOO! [TJKREB]", "no macro !FOO!"),
        ("(ZARBULAK) [TJKREB]", "is no name"),
        ("GOOD2_NAME [TJKREB]\n+OTHER_NAME [TJKREB]", "behind a synonym"),
    ],
)
def test_bad_lines_are_told_and_the_others_read(tmp_path: Path, line: str, told: str) -> None:
    read = read_folder(write(tmp_path, f"GOOD_NAME [TJKREB]\n{line}\nLAST_NAME [TJKGOV]\n"))
    assert len(read.problems) == 1, read.problems
    problem = read.problems[0]
    assert told in problem.what
    assert (problem.file, problem.line) == ("Test.actors.txt", 3 if "\n" in line else 2)
    assert {block.names[0] for block in read.blocks} >= {"GOOD NAME", "LAST NAME"}


def test_lines_before_any_name_and_wrong_bytes(tmp_path: Path) -> None:
    (tmp_path / "x.actors").write_bytes(b"+SYNONYM\n\t[TJKREB]\nCAF\xe9 [TJKREB]\nGOOD_NAME [TJKREB]\n")
    read = read_folder(tmp_path)
    assert [p.line for p in read.problems] == [1, 2, 3]
    assert "UTF-8" in read.problems[2].what
    assert len(read.blocks) == 1


def test_comments(tmp_path: Path) -> None:
    text = "<!-- two\nBAD_LINE lines -->\nONE_NAME_ [TJKREB] # of the front\n+OTHER_NAME ; a synonym\n# [TJKGOV]\nTWO_NAME <!-- x --> [TJKGOV]\n"
    read = read_folder(write(tmp_path, text))
    assert not read.problems
    assert [(b.names, [c.code for c in b.codes]) for b in read.blocks] == [
        (("ONE NAME", "OTHER NAME"), ["TJKREB"]),
        (("TWO NAME",), ["TJKGOV"]),
    ]


def test_nobody_is_no_problem(tmp_path: Path) -> None:
    read = read_folder(write(tmp_path, "OLD_NAME [---]\nGOOD_NAME [TJKREB]\n"))
    assert not read.problems and len(read.blocks) == 1


@pytest.mark.parametrize("files", [[], ["verbs.txt"], ["Empty.actors.txt"]])
def test_nothing_to_read(tmp_path: Path, files: list[str]) -> None:
    for name in files:
        (tmp_path / name).write_text("# nothing\n", encoding="utf-8")
    with pytest.raises(SourceError):
        read_folder(tmp_path)
    with pytest.raises(SourceError, match="no such folder"):
        read_folder(tmp_path / "none")


def test_names_are_cased_and_codes_split(tmp_path: Path, tables: ActorTables) -> None:
    actors = (
        "NATIONAL_LIBERATION_COUNCIL_OF_ZARBULAK [TJKREB]\n+NLCZ\nAL-ZARBULAKI_BRIGADES [SYRINS]\n"
        "JOHN_MCGUFFIN [USAGOVMIL]\nUN_OFFICE_OF_TESTS [IGOUNO]\nOLD_CODES [ROMMED]\nHAMAS [PSEREBHMS]\n"
    )
    done = made(tmp_path, tables, actors)
    rows = {row["name"]: row for row in done.rows}
    assert not done.problems
    front = rows["National Liberation Council of Zarbulak"]
    assert (front["aliases"], front["kind"], front["country"], front["sectors"]) == ("NLCZ", "armed", "TJK", "REB")
    assert rows["Al-Zarbulaki Brigades"]["aliases"] == "al-Zarbulaki Brigades"
    assert (rows["John McGuffin"]["kind"], rows["John McGuffin"]["sectors"]) == ("person", "MIL GOV")
    assert (rows["UN Office of Tests"]["kind"], rows["UN Office of Tests"]["country"]) == ("igo", "")
    assert (rows["Old Codes"]["country"], rows["Old Codes"]["sectors"]) == ("ROU", "JRN")
    assert rows["Hamas"]["id"] == "group-hamas"
    assert done.left_out == {"part HMS of codes, which has no sector": 1}


def test_an_undated_code_holds_when_the_dated_do_not(tmp_path: Path, tables: ActorTables) -> None:
    actors = "ZARIF_ZARBULAKI\n\t[TJKGOV 920101-951231]\n\t[TJKELI 960101-981231]\n\t[TJK]\n"
    done = made(tmp_path, tables, actors)
    assert [(r["sectors"], r["from"], r["until"]) for r in done.rows] == [
        ("GOV", "1992-01-01", "1995-12-31"),
        ("ELI", "1996-01-01", "1998-12-31"),
        ("", "", "1991-12-31"),
        ("", "1999-01-01", ""),
    ]
    assert {r["kind"] for r in done.rows} == {"person"} and len({r["id"] for r in done.rows}) == 1


def test_countries_add_what_is_new_alone(tmp_path: Path, tables: ActorTables) -> None:
    actors = "AFGHANISTAN [AFG]\n+AFGHAN\n+KABUL\n+KANDAHAR\n+AFGHANISTANI\n+ZARBULAK_LAND\n"
    read = read_folder(write(tmp_path, actors))
    (row,) = overlay(read.blocks, tables, lambda name, country: (name, country) == ("KANDAHAR", "AFG")).rows
    assert (row["id"], row["kind"], row["name"], row["demonyms"]) == ("AFG", "country", "Zarbulak Land", "Afghanistani")


def test_codes_without_any_meaning_and_names_with_two_are_told(tmp_path: Path, tables: ActorTables) -> None:
    actors = "ONE_FRONT [QQQ]\nTWO_FRONT [TJKREB]\nTWO_FRONT [TJKGOV]\nTWO_FRONT [TJKREB]\nPOLICE [TJKCOP]\n"
    done = made(tmp_path, tables, actors)
    assert [(p.line, p.what.split(";")[0][:30]) for p in done.problems] == [
        (1, "[QQQ]: no part of the code is "),
        (3, "'TWO FRONT' has other codes th"),
    ]
    assert len(done.rows) == 1
    assert done.left_out == {"names that are role nouns": 1}


def test_agents(tmp_path: Path, tables: ActorTables) -> None:
    agents = (
        "!PERSON! = MAN, MEN, WOMAN, WOMEN\nSWORDS!PERSON! [~MIL]\nZARBULAK_GENDARMERIE {} [~COP]\n"
        "WARDEN_OF_THE_MARCHES {WARDENS_OF_THE_MARCHES} [~MIL]\nPEACENIK [~OPP]\nMINISTER [~GOV]\nENVOY [~MIL]\n"
        "LOST [MIL]\n"
    )
    read = read_folder(write(tmp_path, agents=agents))
    assert [p.line for p in read.problems] == [8]
    done = overlay(read.blocks, tables)
    told = {row["name"]: (row["aliases"], row["sectors"]) for row in done.rows}
    assert told["swordsman"] == ("swordsmen", "MIL") and told["swordswoman"] == ("swordswomen", "MIL")
    assert told["zarbulak gendarmerie"] == ("", "COP")
    assert told["warden of the marches"] == ("wardens of the marches", "MIL")
    assert told["peacenik"] == ("peaceniks", "OPP")
    assert "minister" not in told and "swordsmen" not in told


def test_the_overlay_loads_and_wins(tmp_path: Path, tables: ActorTables) -> None:
    actors = "HAMAS [PSEGOV]\nZARIF_ZARBULAKI [TJKGOV 920101-951231] [TJKELI]\nAFGHANISTAN [AFG]\n+AFGHANISTANI\n"
    done = made(tmp_path, tables, actors, "ENVOY [~MIL]\nPEACENIK [~OPP]\n")
    out = tmp_path / "mine.csv"
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS)
    table.writeheader()
    table.writerows(done.rows)
    out.write_text(text.getvalue(), encoding="utf-8")
    loaded = ActorTables.load(overlays=[out])
    (hamas,) = [n for n in loaded.names["Hamas"] if n.text == "Hamas"]
    assert [e.sectors for e in hamas.entries] == [("GOV",)]
    (people,) = loaded.names["Afghanistani"]
    assert (people.form, people.entries[0].id, people.entries[0].name) == ("demonym", "AFG", "Afghanistan")
    assert {n.form for n in loaded.names["Afghan"]} == {n.form for n in tables.names["Afghan"]}
    assert loaded.roles["envoy"].sectors == ("MIL",) and loaded.roles["envoy"].office == tables.roles["envoy"].office
    assert loaded.roles["peaceniks"].plural
