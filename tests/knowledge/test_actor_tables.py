from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from panj.errors import KnowledgeError
from panj.knowledge.actors import ActorTables
from panj.knowledge.actors.tables import FOLDER

HEADER = "id,name,kind,country,sectors,aliases,from,until,wikidata\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in FOLDER.glob("*.csv"):
        shutil.copy(path, tmp_path)
    return tmp_path


def test_the_tables_load() -> None:
    tables = ActorTables.load()
    assert len(tables.countries) >= 245
    assert tables.country_name("KEN") == "Kenya"


def test_few_names_clash() -> None:
    clashes = ActorTables.load().clashes()
    assert len(clashes) <= 5, clashes


def test_all_problems_are_told_at_once(folder: Path) -> None:
    rows = [
        "x-a,A,armed,XXX,REB,,,,",
        "x-b,B,shop,KEN,REB,,,,",
        "x-c,C,armed,KEN,ZZZ,,,,",
        "x-d,D,armed,KEN,REB,,May,,",
    ]
    (folder / "groups.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    (folder / "demonyms.csv").write_text("id,names,demonyms\nQQQ,,Foo\n", encoding="utf-8")
    with pytest.raises(KnowledgeError) as refused:
        ActorTables.load(folder)
    assert len(refused.value.problems) == 5
    assert {p.line for p in refused.value.problems if "groups" in p.file} == {2, 3, 4, 5}


def test_dates_must_be_in_order(folder: Path) -> None:
    (folder / "groups.csv").write_text(HEADER + "x-a,A,armed,KEN,REB,,2010,2001,\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="2001"):
        ActorTables.load(folder)


def test_an_overlay_adds_actors(tmp_path: Path) -> None:
    overlay = tmp_path / "mine.csv"
    overlay.write_text(HEADER + "my-front,Zarbulak Front,armed,TJK,REB,Zarbulaki,,,\n", encoding="utf-8")
    tables = ActorTables.load(overlays=[overlay])
    assert [named.entries[0].id for named in tables.names["Zarbulaki"]] == ["my-front"]


@pytest.mark.parametrize(
    ("form", "country"),
    [
        ("St. Lucia", "LCA"),
        ("Saint Lucia", "LCA"),
        ("Réunion", "REU"),
        ("Reunion", "REU"),
        ("Manx", "IMN"),
        ("Curaçaoan", "CUW"),
    ],
)
def test_spellings(form: str, country: str) -> None:
    tables = ActorTables.load()
    entries = {
        e.country for found in tables.names.values() for named in found if named.text == form for e in named.entries
    }
    assert entries == {country}
