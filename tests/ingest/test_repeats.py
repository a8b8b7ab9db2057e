"""Words that come more than once: the same report under another name, and boilerplate that stands in many reports."""

import pytest

from corpus.library import Library
from ingest.build import ingest
from ingest.truth import Truth
from retrieval.assistant import Assistant
from retrieval.evidence import Filters, Question

BOILERPLATE = "Every inspection looks at leadership, at staffing and at the work with each person on probation."


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "library")


@pytest.fixture
def folder(tmp_path):
    """Six reports that share one passage word for word, and its headings and title."""
    folder = tmp_path / "files"
    folder.mkdir()
    for n, place in enumerate(("Northmoor", "Southvale", "Eastmere", "Westhaven", "Midfold", "Overbeck")):
        findings = f"## Findings in {place}\n\nThe ferry of {place} left {n} times.\n"
        words = f"# Probation inspected\n\n## How we inspect\n\n{BOILERPLATE}\n\n{findings}"
        (folder / f"{place.lower()}.md").write_text(words, encoding="utf-8")
    return folder


def search(library, embedder, question, *report_ids):
    return Assistant.open(library, embedder).searcher.search(Question(question, Filters(report_ids=frozenset(report_ids))), 20)


def test_boilerplate_takes_one_place_in_the_ranking(library, folder, embedder):
    ingest([folder], library, embedder)
    found = [e.passage.text for e in search(library, embedder, "What does every inspection look at?")]
    assert found.count(BOILERPLATE) == 1
    assert len(found) == 7


@pytest.mark.parametrize("report_id", ["northmoor", "southvale", "overbeck"])
def test_boilerplate_is_found_in_each_report_that_search_is_limited_to(report_id, library, folder, embedder):
    ingest([folder], library, embedder)
    found = search(library, embedder, "What does every inspection look at?", report_id)
    assert found[0].passage.text == BOILERPLATE and {e.report.report_id for e in found} == {report_id}


def test_the_same_words_in_another_file_and_format_are_a_duplicate(library, folder, embedder):
    ingest([folder], library, embedder)
    (folder / "copy.md").write_bytes((folder / "northmoor.md").read_bytes().replace(b"\n", b"\r\n") + b"\r\n")
    told = {o.path.rsplit("/", 1)[-1]: o for o in ingest([folder], library, embedder)}
    assert (told["copy.md"].outcome, told["copy.md"].report_id) == ("duplicate", "northmoor")
    assert "is word for word the report northmoor" in told["copy.md"].why
    assert len(Truth(library.truth_path).reports()) == 6


def test_a_changed_file_keeps_its_id_and_none_of_its_old_passages(library, folder, embedder):
    ingest([folder], library, embedder)
    (folder / "northmoor.md").write_text("# Probation inspected\n\n## Findings\n\nThe harbour of Northmoor was closed.\n", encoding="utf-8")
    told = {o.report_id: o.outcome for o in ingest([folder], library, embedder)}
    assert told["northmoor"] == "replaced" and set(told.values()) == {"replaced", "unchanged"}
    shelf = Assistant.open(library, embedder).searcher.shelf
    assert [p.text for p in shelf.passages if p.report_id == "northmoor"] == ["The harbour of Northmoor was closed."]
    assert len(shelf.vectors) == len(shelf.passages)


def test_a_second_ingest_embeds_nothing_and_reads_nothing(library, folder, embedder, monkeypatch):
    ingest([folder], library, embedder)
    embedder.texts.clear()
    monkeypatch.setattr("ingest.child.Child.read", lambda *_: pytest.fail("a file was read though nothing changed"))
    assert {o.outcome for o in ingest([folder], library, embedder)} == {"unchanged"}
    assert embedder.texts == []
