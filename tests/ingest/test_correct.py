"""Facts set by a person: nothing needless is embedded, and they outlive the next ingest."""

import numpy as np
import pytest

from corpus.errors import AssistantError
from corpus.library import Library
from ingest.build import correct, ingest, remove
from ingest.check import check
from ingest.pieces import Pieces
from ingest.truth import Truth
from retrieval.assistant import Assistant
from retrieval.evidence import Filters, Question
from retrieval.search.shelf import Shelf

pytestmark = pytest.mark.usefixtures("looked_through_here")


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "library")


def facts(library, report_id="a"):
    return Truth(library.truth_path).report(report_id).facts


def test_a_fact_is_set_without_embedding_and_filters_follow_it(library, folder, embedder):
    ingest([folder], library, embedder)
    embedder.texts.clear()
    correct("a", {"published_on": "2019-03", "area": ["The Moor"]}, library, embedder)
    assert embedder.texts == []
    assert (facts(library).published_on, facts(library).area) == ("2019-03", ("The Moor",))
    assert check(library) == []
    assistant = Assistant.open(library, embedder)
    found = assistant.searcher.search(Question("Who was trained?", Filters(areas=frozenset({"The Moor"}))))
    assert {e.report.report_id for e in found} == {"a"}


def test_another_title_embeds_that_report_alone(library, folder, embedder):
    ingest([folder], library, embedder)
    embedder.texts.clear()
    correct("a", {"title": "Knots of the north"}, library, embedder)
    assert embedder.texts and all(text.startswith("Knots of the north") for text in embedder.texts)
    assert check(library) == []


def test_corrections_outlive_a_second_ingest_and_a_changed_file(library, folder, embedder):
    ingest([folder], library, embedder)
    correct("a", {"published_on": "2019-03", "bodies": []}, library, embedder)
    embedder.texts.clear()
    assert [o.outcome for o in ingest([folder], library, embedder)] == ["unchanged", "unchanged"]
    assert embedder.texts == [] and facts(library).published_on == "2019-03"
    (folder / "a.txt").write_text((folder / "a.txt").read_text(encoding="utf-8").replace("knots", "sails"), encoding="utf-8")
    assert [o.outcome for o in ingest([folder], library, embedder)] == ["replaced", "unchanged"]
    assert (facts(library).published_on, facts(library).bodies) == ("2019-03", ())


def test_what_is_said_at_ingest_stays_said(library, folder, embedder):
    ingest([folder / "a.txt"], library, embedder, {"kind": "press release"})
    ingest([folder / "a.txt"], library, embedder)
    assert facts(library).kind == "press release"


def test_a_person_is_believed_over_a_manifest_and_a_manifest_over_a_rule(library, folder, embedder):
    line = '{"file": "a.txt", "report_id": "a", "kind": "commentary", "area": ["Eastmere"]}\n'
    (folder / "manifest.jsonl").write_text(line, encoding="utf-8")
    ingest([folder], library, embedder)
    correct("a", {"kind": "press release"}, library, embedder)
    ingest([folder], library, embedder)
    origin = Shelf.open(library).origins["a"]
    assert (facts(library).kind, facts(library).area) == ("press release", ("Eastmere",))
    assert [origin.of_fact(key) for key in ("kind", "area", "title")] == ["set by a person", "from the manifest", "found by rule"]


def test_an_unknown_stays_unknown(library, folder, embedder):
    ingest([folder / "a.txt"], library, embedder)
    assert (facts(library).published_on, facts(library).licence, facts(library).kind) == (None, None, None)
    correct("a", {"area": [], "kind": None}, library, embedder)
    ingest([folder / "a.txt"], library, embedder)
    assert (facts(library).area, facts(library).kind) == ((), None)


def test_a_removed_report_comes_back_as_it_is_read(library, folder, embedder):
    ingest([folder], library, embedder)
    correct("a", {"kind": "press release"}, library, embedder)
    remove("a", library)
    ingest([folder], library, embedder)
    assert facts(library).kind is None


def test_correcting_what_is_not_there_is_told_in_a_sentence(library, folder, embedder):
    ingest([folder], library, embedder)
    with pytest.raises(AssistantError, match=r"^The library holds no report z\. See what it holds: probation-qa reports$"):
        correct("z", {"kind": "x"}, library, embedder)


def test_only_the_passages_that_changed_are_embedded(library, tmp_path, embedder):
    parts = [f"## Part {n}\n\nThe ferry of part {n} left on time.\n" for n in range(9)]
    (tmp_path / "a.md").write_text("# Ferries\n\n" + "\n".join(parts), encoding="utf-8")
    ingest([tmp_path / "a.md"], library, embedder)
    embedder.texts.clear()
    (tmp_path / "a.md").write_text("# Ferries\n\n" + "\n".join(parts).replace("part 4 left", "part 4 sank"), encoding="utf-8")
    ingest([tmp_path / "a.md"], library, embedder)
    assert len(embedder.texts) == 1 and "sank" in embedder.texts[0]
    assert check(library) == []


def test_files_are_read_again_when_the_readers_have_changed(library, folder, embedder, monkeypatch):
    ingest([folder], library, embedder)
    monkeypatch.setattr("ingest.intake.READERS_VERSION", "next")
    real = __import__("ingest.child", fromlist=["Child"]).Child.read
    read = []
    monkeypatch.setattr("ingest.child.Child.read", lambda self, path, data: read.append(path.name) or real(self, path, data))
    assert [o.outcome for o in ingest([folder], library, embedder)] == ["unchanged", "unchanged"]
    assert read == ["a.txt", "b.md"]
    assert [o.outcome for o in ingest([folder], library, embedder)] == ["unchanged", "unchanged"]
    assert read == ["a.txt", "b.md"]


def test_word_pieces_stay_with_their_passages_when_only_some_are_embedded(library, tmp_path, make_embedder):
    class WithPieces(make_embedder):
        def embed_pieces(self, texts, progress=None):
            vectors = self.embed(texts)
            return vectors, [Pieces(vector[None, :4], np.ones(1, dtype=np.float32)) for vector in vectors]

    embedder = WithPieces()
    path = tmp_path / "a.md"
    path.write_text("# Ferries\n\n## One\n\nThe ferry left.\n\n## Two\n\nThe harbour closed.\n", encoding="utf-8")
    ingest([path], library, embedder)
    path.write_text("# Ferries\n\n## One\n\nThe ferry sank.\n\n## Two\n\nThe harbour closed.\n", encoding="utf-8")
    embedder.texts.clear()
    ingest([path], library, embedder)
    assert len(embedder.texts) == 1
    truth = Truth(library.truth_path)
    passages, vectors = truth.passages(truth.reports())
    assert len(passages) == 2
    assert truth.packed_pieces() == truth.packed_pieces("a") == [Pieces(v[None, :4], np.ones(1)).pack() for v in vectors]
