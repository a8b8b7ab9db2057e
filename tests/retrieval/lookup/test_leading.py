import pytest

from corpus.report import Facts, Report
from ingest.passages import Passage
from retrieval.evidence import Evidence
from retrieval.lookup.leading import asks_leader, tell_leader

TEXT = "Plans were thin. The team was led by Ann Lee until June.\n\nThe Northmoor inspection was led by Joan Harker, with four others."


@pytest.fixture
def told(lexicon):
    def tell(question, *texts):
        evidence = []
        for n, text in enumerate(texts):
            report = Report(str(n), "r.txt", "", Facts("Northmoor", area=("Northmoor",)), text)
            evidence.append(Evidence(Passage(str(n), (), "prose", 0, len(text), text), report, 1.0))
        draft = tell_leader(lexicon.understand(question), evidence, [e.passage for e in evidence])
        return draft.text if draft else None

    return tell


@pytest.mark.parametrize(
    "question", ["Who led the inspection?", "Which inspector was in charge of the inspection?", "Who was lead inspector for the report?"]
)
def test_who_led_an_inspection_is_told_in_the_sentence_that_names_them(told, question):
    assert told(question, TEXT) == "The Northmoor inspection was led by Joan Harker, with four others."


@pytest.mark.parametrize(
    "question",
    [
        "Who led the team of tutors?",
        "Who was in charge of the inspectorate?",
        "Who led the inspectors to the vans?",
        "When was the inspection?",
        "Who leads the CRC?",
    ],
)
def test_who_led_anything_else_is_not_looked_up(lexicon, question):
    assert not asks_leader(lexicon.understand(question))


def test_nobody_is_named_where_no_sentence_does_or_several_reports_do(told):
    assert told("Who led the inspection?", "The inspection was led by a team of four.") is None
    assert told("Who led the inspection?", TEXT, TEXT) is None
