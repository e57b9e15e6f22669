from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from panj.errors import KnowledgeError
from panj.knowledge.codebook import Codebook
from panj.knowledge.codebook.book import FOLDER
from panj.records import TYPES


@pytest.fixture(scope="module")
def book() -> Codebook:
    return Codebook()


def test_it_is_whole(book: Codebook) -> None:
    assert set(book.types) == set(TYPES)
    assert len(book.contexts) == 37
    assert len(book.phrases) >= 1500
    assert {code[:2] for code in book.cameo} == {f"{n:02}" for n in range(1, 21)}


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_has_examples_and_near_misses(book: Codebook, kind: str) -> None:
    own = [e for e in book.examples if e.type == kind]
    assert sum(e.kind == "example" for e in own) >= 10
    assert sum(e.kind == "near-miss" for e in own) >= 5


def test_every_cameo_code_but_comments_maps_to_a_type(book: Codebook) -> None:
    assert all(code.type for code in book.cameo.values() if not code.code.startswith(("01", "02")))


@pytest.mark.parametrize(
    ("kind", "mode", "contexts", "code"),
    [("ASSAULT", "aerial", ("military",), "195"), ("COERCE", "arrest", (), "173"), ("CONSULT", "", (), "04")],
)
def test_best_cameo(book: Codebook, kind: str, mode: str, contexts: tuple[str, ...], code: str) -> None:
    assert book.best_cameo(kind, mode, contexts) == code


def test_future_rule(book: Codebook) -> None:
    assert book.planned("COOPERATE", "planned") == "AGREE"
    assert book.planned("RETREAT", "planned") == "CONCEDE"
    assert book.planned("ASSAULT", "planned") == "ASSAULT"
    assert book.planned("AID", "past") == "AID"


def test_all_problems_are_reported_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    with (folder / "phrases" / "zz.csv").open("w", encoding="utf-8") as file:
        file.write("lemma,pos,frame,type,mode,contexts,cameo,roles,sure\n")
        file.write("go,V,,CONSULT,vist,,,,\n")
        file.write("go,V,objj=x,CONSULT,,,,,\n")
        file.write("go,V,obj=@nothing,CONSULT,,,,,\n")
        file.write("go,X,,CONSULT,,,,,\n")
        file.write("go,V\n")
        file.write("go,V,subj,CONSULT,,militry,,,\n")
        file.write("go,V,prt=x,CONSULT,,,99,,2\n")
    with pytest.raises(KnowledgeError) as caught:
        Codebook(folder)
    told = str(caught.value)
    assert "zz.csv line 2: unknown mode 'vist' for CONSULT; nearest: 'visit'" in told
    assert "line 3: unknown slot 'objj'; nearest: 'obj'" in told
    assert "line 4: unknown class '@nothing'" in told
    assert "line 5: unknown part of speech 'X'" in told
    assert "line 6: 2 cells where the header has 9" in told
    assert "line 7: unknown context 'militry'; nearest: 'military'" in told
    assert "line 8: unknown CAMEO code '99'" in told
    assert len(caught.value.problems) == 7


def test_a_codebook_of_ones_own_is_named_by_its_hash(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    assert Codebook(folder).name.startswith("mine@")
    assert Codebook().name == "plover@1"
