"""The commands as a user runs them: in a process of their own, output and exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from panj.__about__ import __version__
from panj.store import read_claims

TEXT = "Peru expelled two Chilean diplomats on Monday. Chile condemned the move.\n"


def panj(*words: str, stdin: bytes | None = None, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-c", "from panj.cli import main; main()", *words]
    done = subprocess.run(call, input=stdin, capture_output=True, cwd=cwd, check=False, timeout=120)
    result = subprocess.CompletedProcess(call, done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in result.stderr + result.stdout
    return result


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_demo_prints_cards() -> None:
    done = panj("demo")
    assert done.returncode == 0
    assert "COOPERATE" in done.stdout and "What to try next" in done.stdout


def test_version() -> None:
    done = panj("--version")
    assert done.returncode == 0 and done.stdout == f"panj {__version__}, codebook plover@1\n"


def test_code_writes_lines_and_explain_reads_them(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "claims.jsonl"
    done = panj("code", str(article), "--published", "2021-03-10", "--publisher", "Paper", "--out", str(out))
    assert (done.returncode, done.stdout) == (0, "")
    claims = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert claims[0]["type"] == "SANCTION" and claims[0]["when"]["earliest"] == "2021-03-08"
    told = panj("explain", claims[0]["id"], "--in", str(out))
    assert told.returncode == 0
    assert "phrase table's row" in told.stdout and "score" in told.stdout and "the outlet itself" in told.stdout
    missing = panj("explain", "0" * 16, "--in", str(out))
    assert missing.returncode == 2 and "no claim" in missing.stderr


def test_cards_on_demand_and_lines_in_a_pipe(article: Path) -> None:
    cards = panj("code", str(article), "--format", "cards", "--published", "2021-03-10")
    assert "SANCTION" in cards.stdout and "2021-03-08" in cards.stdout
    lines = panj("code", "-", "--published", "2021-03-10", stdin=TEXT.encode())
    assert json.loads(lines.stdout.splitlines()[0])["quote"].startswith("Peru expelled")


def test_annotate_and_relate(article: Path, tmp_path: Path) -> None:
    done = panj("annotate", str(article))
    layers = json.loads(done.stdout)
    assert {"sentences", "actors", "places", "times", "counts", "attributions", "events"} <= set(layers)
    pairs = tmp_path / "pairs.jsonl"
    rows = [
        {"id": "1", "text": TEXT.strip(), "actor": "Peru", "recipient": "two Chilean diplomats"},
        {"id": "2", "text": TEXT.strip(), "actor": "Bolivia", "recipient": None},
        {"id": "3", "text": TEXT.strip(), "actor": {"start": 47, "end": 52}, "recipient": None},
    ]
    pairs.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = panj("relate", str(pairs))
    answers = {row["id"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert done.returncode == 1 and "'Bolivia' does not stand in the text" in done.stderr
    assert (answers["1"]["type"], answers["3"]["type"]) == ("SANCTION", "ACCUSE")
    assert set(answers) == {"1", "3"}


@pytest.mark.parametrize(
    ("name", "words"),
    [("COOPERATE", "Near misses"), ("visit", "CONSULT"), ("military", "Signalled by"), ("057", "PLOVER: SUPPORT")],
)
def test_explain_the_codebook(name: str, words: str) -> None:
    done = panj("explain", name)
    assert done.returncode == 0 and words in done.stdout


def test_explain_unknown_name() -> None:
    done = panj("explain", "COPERATE")
    assert done.returncode == 2 and "nearest: 'COOPERATE'" in done.stderr


def test_codebook_show_and_check() -> None:
    assert "37" not in panj("codebook", "show").stderr
    done = panj("codebook", "check")
    assert done.returncode == 0 and "all tables load" in done.stdout and "RETREAT" in done.stdout


def test_bad_documents_are_refused_and_the_rest_is_coded(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text("  \n", encoding="utf-8")
    (folder / "c.txt").write_bytes(b"%PDF-1.4")
    (folder / "d.jsonl").write_text(
        '{"id": "x", "text": "A."}\n{"id": "x", "text": "B."}\n{"text": 3}\n', encoding="utf-8"
    )
    out = tmp_path / "out.csv"
    done = panj("code", str(folder), "--out", str(out), "--published", "2021-03-10")
    assert done.returncode == 1
    assert "2 documents" in done.stderr and "4 refused" in done.stderr
    for reason in ("only white space", "a PDF file", "already given", "not a string"):
        assert reason in done.stderr
    assert out.exists()


def test_copies_are_marked_and_other_languages_refused_as_in_a_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "c.txt").write_text(
        "Le ministre des Affaires étrangères a déclaré lundi que les négociations avec ses voisins reprendraient bientôt. "
        "Le président a ajouté que la paix était possible, mais que les troupes resteraient dans la région.",
        encoding="utf-8",
    )
    done = panj("code", "a.txt", "b.txt", "c.txt", "--out", "x.jsonl", "--log", "log.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert "1 marked as copies" in done.stderr and "French, not English" in done.stderr
    claims = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()]
    first = claims[0]["document_id"]
    assert {(c["document_id"], c["copy_of"]) for c in claims} == {(first, None), (f"{first}-2", first)}
    assert json.loads((tmp_path / "log.jsonl").read_text(encoding="utf-8"))["kind"] == "OtherLanguage"


def test_standard_input_into_a_folder(tmp_path: Path) -> None:
    done = panj("code", "-", "--out", "run", "--published", "2021-03-10", cwd=tmp_path, stdin=TEXT.encode())
    assert done.returncode == 0, done.stderr
    again = panj("code", "-", "--out", "run", "--published", "2021-03-10", cwd=tmp_path)
    assert again.returncode == 0 and again.stderr == done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["none.txt"], "cannot be read"),
        (["a.txt", "--published", "2021-02-31"], "--published"),
        (["a.txt", "--format", "xml"], "no format 'xml'"),
        (["a.txt", "--out", "no/such/folder/x.jsonl"], "cannot be written"),
        (["a.txt", "--codebook", "nowhere"], "no such folder"),
        (["a.txt", "--colour"], "No such option"),
    ],
)
def test_nothing_can_be_done(tmp_path: Path, words: list[str], told: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = panj("code", *words, cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr


def heed_interrupts() -> None:
    """Undo that a shell has its background jobs ignore SIGINT, which children inherit."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_an_interrupt_leaves_no_half_file(tmp_path: Path) -> None:
    corpus = tmp_path / "big.jsonl"
    corpus.write_text(
        "".join(json.dumps({"id": str(n), "text": TEXT * 20}) + "\n" for n in range(3000)), encoding="utf-8"
    )
    out = tmp_path / "out.jsonl"
    call = [sys.executable, "-c", "from panj.cli import main; main()", "code", str(corpus), "--out", str(out)]
    process = subprocess.Popen(call, stderr=subprocess.PIPE, cwd=tmp_path, preexec_fn=heed_interrupts)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not any(p.stat().st_size for p in tmp_path.glob(".out.jsonl.*.part")):
        time.sleep(0.2)
    os.kill(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=240)
    assert process.returncode == 2
    assert b"interrupted" in told and b"Traceback" not in told
    assert sorted(p.name for p in tmp_path.iterdir()) == ["big.jsonl"]


def test_a_run_into_a_folder_is_shown_and_compared(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    rows = [{"id": str(n), "text": TEXT if n % 3 else " ", "published_at": "2021-03-10"} for n in range(7)]
    corpus.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    call = ["code", str(corpus), "--part-size", "2", "--log", str(tmp_path / "log.jsonl"), "--out"]
    done = panj(*call, str(tmp_path / "one"), "--workers", "2")
    assert done.returncode == 1 and "4 documents" in done.stderr and "3 refused (3 EmptyDocument)" in done.stderr
    assert len((tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()) == 3
    shown = panj("runs", "show", str(tmp_path / "one"))
    for words in ("finished", "7 documents: 4 coded, 3 refused", "SANCTION 4", "plover@1", "corpus.jsonl (1 files"):
        assert words in shown.stdout
    as_json = json.loads(panj("runs", "show", str(tmp_path / "one"), "--format", "json").stdout)
    assert as_json["counts"]["coded"] == 4 and as_json["sessions"][0]["workers"] == 2
    assert panj(*call, str(tmp_path / "two"), "--threshold", "1.0").returncode == 1
    compared = panj("runs", "diff", str(tmp_path / "one"), str(tmp_path / "two"), "--out", str(tmp_path / "d.jsonl"))
    assert compared.returncode == 0 and "lost: " in compared.stdout and "SANCTION" in compared.stdout
    kinds = {json.loads(line)["kind"] for line in (tmp_path / "d.jsonl").read_text(encoding="utf-8").splitlines()}
    assert kinds == {"lost"}
    claim = next(iter(read_claims(tmp_path / "one")))
    assert panj("explain", claim.id, "--in", str(tmp_path / "one")).returncode == 0


def test_an_interrupted_run_says_that_it_goes_on(tmp_path: Path) -> None:
    corpus = tmp_path / "big.jsonl"
    corpus.write_text(
        "".join(json.dumps({"id": str(n), "text": TEXT * 20}) + "\n" for n in range(3000)), encoding="utf-8"
    )
    out = tmp_path / "run"
    call = [sys.executable, "-m", "panj", "code", str(corpus), "--out", str(out), "--part-size", "5"]
    process = subprocess.Popen(call, stderr=subprocess.PIPE, preexec_fn=heed_interrupts)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not list(out.glob("claims/*.parquet")):
        time.sleep(0.1)
    os.kill(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=240)
    assert process.returncode == 2
    assert b"are finished and safe; the same command goes on" in told and b"Traceback" not in told
    assert "the command that began it goes on" in panj("runs", "show", str(out)).stdout


def test_options_of_runs_need_a_folder(article: Path, tmp_path: Path) -> None:
    done = panj("code", str(article), "--workers", "2", "--out", str(tmp_path / "c.jsonl"))
    assert done.returncode == 2 and "--out DIR" in done.stderr
    done = panj("runs", "show", str(tmp_path))
    assert done.returncode == 2 and "not a run" in done.stderr


def test_petrarch_dictionaries_are_imported_and_used(tmp_path: Path) -> None:
    folder, out, article = tmp_path / "petrarch", tmp_path / "mine.csv", tmp_path / "article.txt"
    folder.mkdir()
    (folder / "My.actors.txt").write_text(
        "ZARBULAK_FRONT [TJKREB]\n+ZARBULAKIS\nBAD_LINE\nOTHER_FRONT [TJKREB]\n", encoding="utf-8"
    )
    done = panj("knowledge", "import-petrarch", str(folder), "--out", str(out))
    assert done.returncode == 1 and "My.actors.txt line 3" in done.stderr
    article.write_text("The Zarbulak Front attacked Tajik troops on Monday.\n", encoding="utf-8")
    coded = panj("code", str(article), "--published", "2021-03-10", "--actors", str(out), "--format", "jsonl")
    (claim,) = [json.loads(line) for line in coded.stdout.splitlines()]
    assert claim["actors"][0]["country"] == "TJK" and claim["actors"][0]["sectors"] == ["REB"]
    empty = panj("knowledge", "import-petrarch", str(tmp_path / "none"))
    assert empty.returncode == 2 and "no such folder" in empty.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--out", "claims.xlsx"), "claims.xlsx: no format has this ending; give .jsonl"),
        (("--out", "claims.jsonl.gz"), "no format has this ending"),
        (("--out", "claims.txt", "--format", "cards"), "--format cards is for the terminal"),
        (("--format", "xml"), "no format 'xml'; known: cards, csv, jsonl, parquet"),
        (("--codebook", "nowhere"), "nowhere: no such folder"),
        (("--codebook", "nowhere", "--out", "run"), "nowhere: no such folder"),
        (("--actors", "nowhere.csv"), "  nowhere.csv: cannot be read"),
        (("--workers", "2", "--out", "run.d"), "a name without an ending"),
        (("--map", "body=text"), "the field comes first; write it as text=body"),
    ],
)
def test_slips_are_told_and_nothing_is_written(article: Path, words: tuple[str, ...], said: str) -> None:
    done = panj("code", "article.txt", *words, cwd=article.parent)
    assert (done.returncode, done.stdout) == (2, "") and said in done.stderr
    assert [p.name for p in article.parent.iterdir()] == ["article.txt"]


def test_a_hyphen_as_out_is_standard_output(article: Path) -> None:
    for command in ("code", "read", "annotate"):
        done = panj(command, "article.txt", "--out", "-", cwd=article.parent)
        assert done.returncode == 0 and done.stdout.startswith("{")
    assert [p.name for p in article.parent.iterdir()] == ["article.txt"]


def test_explain_says_what_an_id_needs_and_names_the_types() -> None:
    assert "explain 0123456789abcdef --in claims.jsonl" in panj("explain", "0123456789abcdef").stderr
    assert "known: ACCUSE" in panj("explain", "nonsense").stderr


def test_a_file_where_a_folder_is_due(article: Path) -> None:
    assert "not a run" in panj("runs", "show", str(article)).stderr
    assert "a file; give the folder" in panj("knowledge", "import-petrarch", str(article)).stderr


def test_each_refusal_is_told_once_and_a_few_only(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(n), "text": ""}) for n in range(25)]
    (tmp_path / "in.jsonl").write_text("\n".join([*lines, json.dumps({"text": TEXT})]), encoding="utf-8")
    done = panj("code", "in.jsonl", "--out", "claims.jsonl", "--log", "log.jsonl", cwd=tmp_path)
    assert done.stderr.count("empty; give it a text") == 20 and "more are refused; log.jsonl lists all" in done.stderr
    assert "1 document, 2 claims, 25 refused (25 EmptyDocument)" in done.stderr
    assert len((tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()) == 25


def test_a_document_that_panj_fails_on_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from panj.claims import assemble
    from panj.cli import main

    def failing(scene: Any, *rest: Any, **more: Any) -> Any:
        if "Chad" in scene.parsed.document.text:
            raise ZeroDivisionError("no")
        return whole(scene, *rest, **more)

    whole = assemble.claims
    monkeypatch.setattr(assemble, "claims", failing)
    path, log = tmp_path / "a.jsonl", tmp_path / "log.jsonl"
    texts = ["Peru expelled two diplomats.", "Chad expelled two diplomats.", "Chile expelled two diplomats."]
    path.write_text("".join(json.dumps({"id": t[:4], "text": t}) + "\n" for t in texts), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["panj", "code", str(path), "--out", str(tmp_path / "o.jsonl"), "--log", str(log)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    coded = [
        json.loads(line)["document_id"] for line in (tmp_path / "o.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert coded == ["Peru", "Chil"]
    assert json.loads(log.read_text(encoding="utf-8"))["kind"] == "ZeroDivisionError"
