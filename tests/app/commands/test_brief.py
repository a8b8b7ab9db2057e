"""The commands brief and compare over two invented reports."""

import json
import sys

import pytest
from tiny import BagOfWords

from app import command
from corpus.library import Library
from ingest.build import ingest
from retrieval.assistant import Assistant

NORTH = """An inspection of Northmoor

HM Inspectorate of Probation, May 2018

Home visits

The NPS visited homes in 58 per cent of the cases that needed a visit. The CRC visited homes in 31 per cent of them.
"""
SOUTH = """# An inspection of Southvale

## Home visits

In Southvale, 72 per cent of the CRC cases that needed a home visit had one.

## Staffing

Sickness cost the CRC in Southvale 15 days for each officer.
"""


@pytest.fixture(scope="module")
def two_reports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("two")
    for name, text, area, year in (("north.md", NORTH, "Northmoor", "2018"), ("south.md", SOUTH, "Southvale", "2019")):
        (folder / name).write_text(text, encoding="utf-8")
        facts = {"area": [area], "published_on": year, "bodies": ["CRC", "NPS"], "report_id": name[:5]}
        ingest([folder / name], Library(folder / "library"), BagOfWords(), facts)
    return Assistant.open(Library(folder / "library"), BagOfWords())


@pytest.fixture
def run(two_reports, monkeypatch, capsys):
    """Runs a command over the two reports; gives its exit code, output and complaint."""
    monkeypatch.setattr("app.opening.open_assistant", lambda *_: two_reports)

    def start(*words):
        monkeypatch.setattr(sys, "argv", ["probation-qa", *words])
        try:
            command.main()
            code = 0
        except SystemExit as ended:
            code = ended.code or 0
        told = capsys.readouterr()
        return code, told.out, told.err

    return start


def test_a_briefing_is_printed_with_its_chapters_and_its_quotes(run):
    code, out, _ = run("brief", "home visits")
    assert code == 0
    assert "FIGURES" in out and "- 58 per cent: The NPS visited homes in 58 per cent" in out
    assert "WHAT THE REPORTS DO NOT COVER" in out and "“The NPS visited homes in 58 per cent of the cases that needed a visit." in out


def test_limits_are_taken_in_whatever_case_they_are_typed(run):
    _, out, _ = run("brief", "home visits", "--area", "southvale", "--body", "crc", "--year", "2019", "--json")
    told = json.loads(out)
    assert told["coverage"]["filters"] == {"areas": ["Southvale"], "bodies": ["CRC"], "years": [2019]}
    assert told["topic"] == "home visits" and told["citations"]


def test_a_topic_that_nothing_covers_is_said_so_and_is_no_fault(run):
    code, out, _ = run("brief", "school meals")
    assert code == 0 and "do not cover school meals" in out


def test_sides_are_printed_one_after_the_other_with_what_is_not_found(run):
    code, out, _ = run("compare", "How do Northmoor and Southvale compare on sickness among officers?", "--across", "area")
    assert code == 0
    assert "NORTHMOOR\n  Not found in this report." in out and "15 days" in out


def test_a_comparison_as_json_keeps_to_its_limits(run):
    _, out, _ = run("compare", "home visits", "--across", "report", "--json", "--area", "Southvale")
    assert [cell["side"] for cell in json.loads(out)["cells"]] == ["An inspection of Southvale"]


@pytest.mark.parametrize(("words", "code"), [(("brief", "?!"), 1), (("compare", "visits", "--across", "weather"), 2), (("brief",), 2)])
def test_what_cannot_be_asked_is_refused(run, words, code):
    assert run(*words)[0] == code


def test_an_unknown_report_is_named(run):
    code, _, err = run("brief", "home visits", "--report", "none")
    assert code == 1 and "holds no report none" in err and "Traceback" not in err


@pytest.mark.parametrize("name", ["briefing.odt", "nowhere/briefing.md", "briefing"])
def test_a_file_that_cannot_be_written_is_refused_before_the_work(run, monkeypatch, tmp_path, name):
    pytest.importorskip("app.export.file")
    monkeypatch.setattr("app.opening.open_assistant", lambda *_: pytest.fail("the work was begun"))
    code, out, err = run("brief", "home visits", "--out", str(tmp_path / name))
    assert code == 1 and not out and len(err.strip().splitlines()) == 1


@pytest.mark.parametrize("words", [("brief", "home visits"), ("compare", "home visits", "--across", "body")])
def test_a_file_is_written(run, tmp_path, words):
    pytest.importorskip("app.export.file")
    code, out, _ = run(*words, "--out", str(tmp_path / "pack.md"))
    assert code == 0 and "Written" in out and "58 per cent" in (tmp_path / "pack.md").read_text(encoding="utf-8")
