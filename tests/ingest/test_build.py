"""The story of ingest, over a library of its own each time; only the fake embedder is given in."""

from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import AssistantError
from corpus.library import Library, LibraryError
from corpus.manifest import ManifestError
from ingest.build import ingest, remove
from ingest.generation import mark_of
from ingest.passages import text_to_embed
from ingest.truth import Truth
from retrieval.assistant import Assistant
from retrieval.evidence import Question

ROOT = Path(__file__).parents[2]


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "library")


def outcomes(told):
    return [(Path(o.path).name, o.outcome) for o in told]


def held_words(library):
    return {r.report_id: r.text for r in Truth(library.truth_path).reports()}


def best_words(library, embedder, question):
    return Assistant.open(library, embedder).searcher.search(Question(question), 1)[0].passage.text


# What becomes of each file


def test_the_same_reports_in_any_order_and_any_number_of_steps_make_the_same_library(tmp_path, report_folder, embedder):
    made = []
    for n, order in enumerate([*permutations(sorted(report_folder.iterdir()))][::2]):
        library = Library(tmp_path / str(n))
        for step in (order,) if n % 2 else ([order[0]], order[1:]):
            ingest(step, library, embedder)
        truth, searcher = Truth(library.truth_path), Assistant.open(library, embedder).searcher
        passages, vectors = truth.passages(truth.reports())
        found = [searcher.search(Question(question), 10) for question in ("Who visited homes?", "How many cases did officers hold?")]
        told = [(e.passage.report_id, e.passage.start, e.score) for evidence in found for e in evidence]
        made.append((passages, vectors.tobytes(), truth.seals(), mark_of(library.generation), told))
    assert len(made) == 3 and all(each == made[0] for each in made)


def test_new_reports_are_added_and_can_be_asked_at_once(library, folder, embedder):
    told = ingest([folder], library, embedder)
    assert [(o.report_id, o.outcome, o.passages) for o in told] == [("a", "added", 1), ("b", "added", 1)]
    assert best_words(library, embedder, "Who lent bicycles?") == "The NPS in Southvale lent bicycles to its officers."


def test_unchanged_reports_are_left_alone_and_nothing_is_embedded(library, folder, embedder):
    ingest([folder], library, embedder)
    embedder.texts.clear()
    generation = library.generation
    assert outcomes(ingest([folder], library, embedder)) == [("a.txt", "unchanged"), ("b.md", "unchanged")]
    assert embedder.texts == [] and library.generation == generation


def test_a_changed_report_is_replaced_whole_and_alone(library, folder, embedder):
    ingest([folder], library, embedder)
    embedder.texts.clear()
    (folder / "a.txt").write_text("Probation in Northmoor\n\nStaff were trained in sails.\n", encoding="utf-8")
    assert outcomes(ingest([folder], library, embedder)) == [("a.txt", "replaced"), ("b.md", "unchanged")]
    assert len(embedder.texts) == 1 and "sails" in embedder.texts[0]
    assistant = Assistant.open(library, embedder)
    assert not any("knots" in p.text for p in assistant.searcher.shelf.passages)
    assert best_words(library, embedder, "Staff trained in sails") == "Staff were trained in sails."


def test_another_fact_replaces_the_report_too(library, folder, embedder):
    ingest([folder / "a.txt"], library, embedder)
    assert outcomes(ingest([folder / "a.txt"], library, embedder, {"area": ["Eastmere"]})) == [("a.txt", "replaced")]
    assert [r.facts.area for r in Truth(library.truth_path).reports()] == [("Eastmere",)]


def test_the_same_words_under_another_name_are_named_and_not_added(library, folder, embedder):
    (folder / "c.txt").write_bytes((folder / "a.txt").read_bytes())
    told = ingest([folder], library, embedder)
    assert outcomes(told) == [("a.txt", "added"), ("b.md", "added"), ("c.txt", "duplicate")]
    assert told[2].report_id == "a" and told[2].why == "c.txt is word for word the report a; it was not added again."
    assert set(held_words(library)) == {"a", "b"}


def test_two_reports_of_the_same_file_name_in_two_folders_are_both_kept(library, folder, embedder):
    (folder / "2019").mkdir()
    (folder / "2019" / "a.txt").write_text("Probation in Northmoor\n\nIn 2019 staff were trained in sails.\n", encoding="utf-8")
    ingest([folder], library, embedder)
    assert len(held_words(library)) == 3


def test_a_file_that_fails_is_told_and_the_others_go_on(library, folder, embedder):
    (folder / "a2.txt").write_bytes(b"\x00\x01\x02" * 99)
    (folder / "a3.txt").write_bytes(b"")
    told = ingest([folder], library, embedder)
    assert outcomes(told) == [("a.txt", "added"), ("a2.txt", "failed"), ("a3.txt", "failed"), ("b.md", "added")]
    assert [o.why for o in told[1:3]] == [
        "a2.txt is not text but some other kind of file; save it as text, PDF, Word or HTML first.",
        "a3.txt is empty; give a file with the report's words in it.",
    ]
    assert set(held_words(library)) == {"a", "b"}


def test_a_file_that_fails_leaves_what_the_library_held_of_it(library, folder, embedder):
    ingest([folder], library, embedder)
    (folder / "a.txt").write_bytes(b"")
    assert outcomes(ingest([folder], library, embedder)) == [("a.txt", "failed"), ("b.md", "unchanged")]
    assert "knots" in held_words(library)["a"]


def test_a_path_that_is_not_there_stops_before_anything_is_written(library, folder, embedder):
    with pytest.raises(LibraryError, match="There is no file or folder"):
        ingest([folder, folder / "gone"], library, embedder)
    assert not library.exists


def test_a_manifest_says_the_facts_and_which_files(library, folder, embedder):
    (folder / "manifest.jsonl").write_text(
        '{"file": "b.md", "report_id": "southvale", "kind": "press release", "area": ["The Vale"], "published_on": "2019-03"}\n',
        encoding="utf-8",
    )
    told = ingest([folder], library, embedder)
    assert [(o.report_id, o.outcome) for o in told] == [("southvale", "added")]
    (report,) = Truth(library.truth_path).reports()
    assert (report.facts.title, report.facts.kind, report.facts.area, report.facts.year) == (
        "Probation in Southvale",
        "press release",
        ("The Vale",),
        2019,
    )


def test_a_manifest_with_faults_stops_before_anything_is_written(library, folder, embedder):
    (folder / "manifest.jsonl").write_text('{"file": "b.md"}\n{"file": "gone.txt", "report_id": "g"}\n', encoding="utf-8")
    with pytest.raises(ManifestError, match=r"line 1 .*line 2: gone\.txt is missing"):
        ingest([folder], library, embedder)
    assert not library.exists


def test_progress_is_told_from_none_to_all(library, folder, embedder):
    told = []
    ingest([folder], library, embedder, progress=lambda *step: told.append(step))
    reading = [(done, total) for what, done, total in told if what == "Reading reports"]
    assert reading == [(0, 2), (1, 2), (2, 2)]


def test_what_was_read_before_it_was_stopped_is_kept_and_the_rest_is_not_read(library, folder, embedder):
    told = []
    made = ingest([folder], library, embedder, progress=lambda *step: told.append(step), stopped=lambda: (told[-1][1]) >= 1)
    assert [each.outcome for each in made] == ["added", "stopped"]
    assert len(Truth(library.generation / "truth.db").reports()) == 1


# Removing


def test_a_removed_report_is_found_no_more(library, folder, embedder):
    ingest([folder], library, embedder)
    remove("b", library)
    assert set(Assistant.open(library, embedder).searcher.shelf.reports) == {"a"}


def test_a_removed_report_leaves_no_word_and_no_vector_in_the_folder(library, folder, embedder):
    def holding():
        return [path.name for path in library.folder.rglob("*") if path.is_file() and any(part in path.read_bytes() for part in parts)]

    ingest([folder], library, embedder)
    truth = Truth(library.truth_path)
    vectors = truth.passages([report for report in truth.reports() if report.report_id == "b"])[1]
    parts = [b"bicycle", b"bicycl", b"Southvale", b"southval", vectors.astype("<f4").tobytes()]
    assert len(holding()) > 3
    remove("b", library)
    assert holding() == []


def test_a_library_can_be_emptied_and_still_answers(library, folder, embedder):
    ingest([folder / "a.txt"], library, embedder)
    remove("a", library)
    answer = Assistant.open(library, embedder).ask(Question("Who was trained in knots?"))
    assert (answer.status, answer.evidence, answer.coverage.reports_total) == ("not_in_reports", (), 0)


def test_removing_what_is_not_there_is_told_in_a_sentence(library, folder, embedder):
    ingest([folder], library, embedder)
    with pytest.raises(AssistantError, match=r"^The library holds no report z\. See what it holds: probation-qa reports$"):
        remove("z", library)


# Models


def test_another_model_embeds_everything_again(library, folder, embedder, make_embedder):
    ingest([folder], library, embedder)
    other = make_embedder("other", 32)
    assert outcomes(ingest([folder], library, other)) == [("a.txt", "unchanged"), ("b.md", "unchanged")]
    assert len(other.texts) == 2
    assert Truth(library.truth_path).card()["model"] == "other@32"
    assert best_words(library, other, "Who lent bicycles?") == "The NPS in Southvale lent bicycles to its officers."


@pytest.mark.parametrize("width", [64, 32])
def test_vectors_of_two_models_never_stand_side_by_side(library, folder, embedder, make_embedder, width):
    """Only one of two reports is given again, with another model set."""
    ingest([folder], library, embedder)
    other = make_embedder("other", width)
    ingest([folder / "a.txt"], library, other)
    truth = Truth(library.truth_path)
    passages, vectors = truth.passages(truth.reports())
    report_by_id = {r.report_id: r for r in truth.reports()}
    expected = make_embedder("other", width).embed([text_to_embed(report_by_id[p.report_id], p) for p in passages])
    assert vectors.shape == expected.shape and np.allclose(vectors, expected)


def test_asking_with_another_model_than_the_index_has_is_told_in_a_sentence(library, folder, embedder, make_embedder):
    ingest([folder], library, embedder)
    with pytest.raises(AssistantError, match=r"was indexed with fake@64 but other@64 is set\. Set the model"):
        Assistant.open(library, make_embedder("other"))
