from retrieval.answering.contrast import find_contrast
from retrieval.evidence import Filters, Question


def contrast(assistant, text):
    question = Question(text)
    return find_contrast(assistant.searcher, question, assistant.searcher.understand(question))


def test_each_body_speaks_from_its_own_sections(assistant):
    sides = contrast(assistant, "Were more homes visited by the CRC or the NPS in Northmoor?")
    assert [side.name for side in sides] == ["CRC", "NPS"]
    assert ["31 per cent" in sides[0].choice.words, "58 per cent" in sides[1].choice.words] == [True, True]


def test_which_body_means_those_that_supervise_beside_each_other(assistant):
    sides = contrast(assistant, "Which body visited more homes in Northmoor?")
    assert [(side.name, "per cent" in side.choice.words) for side in sides] == [("CRC", True), ("NPS", True)]


def test_each_area_speaks_from_its_own_report(assistant):
    sides = contrast(assistant, "How do home visits in Northmoor compare with those in Southvale?")
    assert [side.choice.evidence.report.facts.area[0] for side in sides] == ["Northmoor", "Southvale"]


def test_words_that_only_name_another_area_are_of_that_one(assistant):
    for side in contrast(assistant, "Compare probation in Northmoor and Southvale"):
        other = {"Northmoor": "Southvale", "Southvale": "Northmoor"}[side.name]
        assert side.choice is None or other not in side.choice.words or side.name in side.choice.words


def test_a_side_that_no_report_within_the_limits_tells_of_is_named_as_missing(assistant):
    limits = Filters(areas=frozenset({"Southvale"}))
    answer = assistant.ask(Question("How do home visits in Northmoor compare with those in Southvale?", limits))
    assert answer.status == "partial" and "Northmoor: not found in these reports." in answer.text and "72 per cent" in answer.text


def test_bodies_that_act_together_are_not_set_side_by_side(assistant):
    assert contrast(assistant, "What do the CRC and the NPS do jointly?") == []
