import pytest

from corpus.report import Facts, Report
from ingest.passages import Passage
from retrieval.evidence import Evidence
from retrieval.lookup.owning import asks_owner, tell_owner

TEXT = "Programmes are run by the CRC itself. Wolden runs a hostel. {} Its offices are new."
QUESTION = "Who owns the Northmoor CRC?"


@pytest.fixture
def told(lexicon):
    def tell(question, *sentences, areas=("Northmoor",), kind="prose"):
        evidence = []
        for n, (sentence, area) in enumerate(zip(sentences, areas, strict=False)):
            text = TEXT.format(sentence)
            report = Report(str(n), "r.txt", "", Facts(area, area=(area,)), text)
            evidence.append(Evidence(Passage(str(n), (), kind, 0, len(text), text), report, 1.0))
        draft = tell_owner(lexicon.understand(question), evidence, [e.passage for e in evidence])
        return draft.text if draft else None

    return tell


@pytest.mark.parametrize(
    "sentence",
    [
        "The CRC is owned by Harbour Futures.",
        "The firm is one of a pair run by Harbour.",
        "The CRC’s parent company is Harbour Group.",
        "Staff of the CRC provider, Harbour, were ready.",
        "Harbour Futures, the CRC provider, cut its offices.",
        "Harbour Futures owns this CRC and no other.",
    ],
)
def test_who_owns_a_company_is_told_in_the_sentence_that_names_them(told, sentence):
    assert told(QUESTION, sentence) == sentence


@pytest.mark.parametrize("question", ["Which company runs the Northmoor CRC?", "Who was the CRC provider?", "who is behind the CRC"])
def test_it_is_asked_in_many_ways(told, question):
    assert told(question, "The CRC was run by Harbour.") == "The CRC was run by Harbour."


@pytest.mark.parametrize("question", ["Who runs the CRC’s hostels?", "Who owns the vans?", "When was the CRC set up?", "Who runs the NPS?"])
def test_who_runs_anything_else_is_not_looked_up(lexicon, question):
    assert not asks_owner(lexicon.understand(question))


def test_nobody_is_named_where_no_sentence_does_or_several_areas_are_meant(told):
    assert told(QUESTION, "The CRC had been owned by a bank.") is None
    owned = "The CRC is owned by Harbour."
    assert told("Who owns the CRC?", owned, owned, areas=("Northmoor", "Southmoor")) is None
