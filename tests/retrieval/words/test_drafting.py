import pytest

from ingest.units import split_units
from retrieval.checks.citations import Draft, Quote, find_fault
from retrieval.question.understanding import Understanding
from retrieval.words.choice import Choice, Signs
from retrieval.words.drafting import draft_sentence, join_drafts


def drafted(evidence, asked="", side=""):
    """The draft of the first sentence of a passage."""
    choice = Choice(evidence, split_units(evidence.passage)[0], 0.0, Signs(0, 0, 0, 0, 0, 0))
    return draft_sentence(choice, Understanding(text=asked, side=side)).text


def test_what_a_sentence_announces_comes_with_it(evidence_of):
    counted = "The report raises two issues. The first is pay. It has fallen. The second is training."
    assert drafted(evidence_of(f"{counted} Buses ran late.")) == counted


def test_the_next_sentence_of_the_paragraph_comes_with_a_short_one(evidence_of):
    both = "The range is wide. It includes two courses."
    assert drafted(evidence_of(f"{both} Buses ran late.")) == both
    assert drafted(evidence_of("The range is wide.\n\nIt includes two courses.")) == "The range is wide."
    assert drafted(evidence_of(f"The range is wide. It includes {'many ' * 90}courses.")) == "The range is wide."


def test_what_leans_on_the_words_of_a_side_comes_with_them(evidence_of):
    both = "The sample held 12 cases. This was twice the average."
    assert drafted(evidence_of(f"{both} Buses ran late."), side="CRC") == both
    assert drafted(evidence_of("The sample held 12 cases. Buses ran late."), side="CRC") == "The sample held 12 cases."
    assert drafted(evidence_of(both), asked="How many cases were held?", side="CRC") == "The sample held 12 cases."


def test_words_that_tell_a_change_stand_alone(evidence_of):
    words = "Reports on the day had risen from 41% to 66%. Buses ran late."
    assert drafted(evidence_of(words), asked="How did reports on the day change?") == "Reports on the day had risen from 41% to 66%."


def test_an_item_without_a_full_stop_does_not_run_on_into_the_next(evidence_of):
    assert drafted(evidence_of("- 12 tutors\n- 9 drivers\n- 4 cooks", kind="list")) == "12 tutors"


def test_a_sentence_that_holds_what_is_needed_stands_alone(evidence_of):
    words = "The course took 12 people. Buses ran late."
    assert drafted(evidence_of(words), asked="How many people did the course take?") == "The course took 12 people."
    assert drafted(evidence_of(words), asked="What did the course do?") == words


def test_a_side_told_in_words_takes_the_figures_that_follow_along(evidence_of):
    words = "Sickness was fairly low. Monthly rates ran from 3.8% to 6.2%."
    assert drafted(evidence_of(words), side="CRC") == words


def test_a_side_told_in_figures_takes_no_other_figures_along(evidence_of):
    assert drafted(evidence_of("A third of plans were good. The average elsewhere was 52%."), side="CRC") == "A third of plans were good."


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("But the CRC trained nobody.", "The CRC trained nobody."),
        ("However, plans were thin.", "Plans were thin."),
        ("Still waters ran there.", "Still waters ran there."),
    ],
)
def test_a_word_that_only_joins_is_left_off_and_the_quote_begins_after_it(evidence_of, words, told):
    evidence = evidence_of(f"Buses ran late. {words}")
    draft = draft_sentence(Choice(evidence, split_units(evidence.passage)[1], 0.0, Signs(0, 0, 0, 0, 0, 0)))
    assert (draft.text, draft.quotes[0].words.lower()) == (told, told.lower())


@pytest.mark.parametrize("words", ["However, it trained nobody.", "In practice, it trained nobody.", "They trained nobody."])
def test_a_sentence_that_leans_on_the_one_before_brings_it_along(evidence_of, words):
    evidence = evidence_of(f"The CRC grew. {words}")
    draft = draft_sentence(Choice(evidence, split_units(evidence.passage)[1], 0.0, Signs(0, 0, 0, 0, 0, 0)))
    assert draft.text == f"The CRC grew. {words}"


def test_a_figure_is_told_and_cited_without_the_one_beside_it(evidence_of):
    evidence = evidence_of("The CRC saw 40 people, against a target of 50. Buses ran late.")
    choice = Choice(evidence, split_units(evidence.passage)[0], 0.0, Signs(0, 0, 0, 0, 0, 0))
    draft = draft_sentence(choice, Understanding(text="How many people did the CRC see?", stems=("peopl", "crc")))
    assert (draft.text, draft.quotes[0].words) == ("The CRC saw 40 people.", "The CRC saw 40 people")
    assert find_fault(draft, (), {}) is None


def test_somebodys_words_that_are_cut_short_are_closed(evidence_of):
    words = "Ms Lee said: “Two of six were good. But the other four were late.”"
    assert drafted(evidence_of(words), asked="How many were good?") == "Ms Lee said: “Two of six were good.”"


def test_a_draft_that_joins_two_others_leaves_one(evidence_of):
    evidence = evidence_of("One is good. Two is better. Three is best. Four is late.")
    spans = [(unit.start, unit.end) for unit in split_units(evidence.passage)]
    drafts = [Draft(str(n), (Quote(evidence, *spans[n]),)) for n in (0, 3, 2)]
    longer = Draft("1", (Quote(evidence, spans[1][0], spans[2][1]),))
    assert [d.text for d in join_drafts(drafts)] == ["0", "Three is best. Four is late."]
    assert [d.text for d in join_drafts([*drafts, longer])] == ["One is good. Two is better. Three is best. Four is late."]
