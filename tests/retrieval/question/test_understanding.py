import pytest

from corpus.report import Facts, Report
from ingest.passages import Passage
from ingest.vocabulary import Vocabulary
from ingest.words import stems
from retrieval.question.lexicon import Lexicon
from retrieval.question.understanding import find_bodies


def lexicon_of(*areas, texts=(), kind="prose"):
    reports = [Report(f"r{n}", "", "", Facts("T", area=(area,)), "") for n, area in enumerate(areas)]
    return Lexicon(Vocabulary.gather(reports, [Passage("r0", (), kind, 0, len(text), text) for text in texts]))


@pytest.mark.parametrize(
    ("question", "areas"),
    [
        ("home visits in Northmoor", ("Northmoor",)),
        ("HOME VISITS IN NORTHMOOR?", ("Northmoor",)),
        ("Northmoor's harbour and Southvale", ("Northmoor", "Southvale")),
        ("home visits in Eastmere", ()),
        ("the moor", ()),
    ],
)
def test_areas_are_those_the_library_holds(lexicon, question, areas):
    assert lexicon.understand(question).areas == areas


@pytest.mark.parametrize(
    ("question", "areas"),
    [
        ("West Mercia", ("West Mercia",)),
        ("Mercia", ("Mercia",)),
        ("Warwickshire & West Mercia", ("Warwickshire and West Mercia",)),
        ("in Northants", ("Northamptonshire",)),
        ("in W Mercia", ("West Mercia",)),
    ],
)
def test_the_longest_name_that_fits_is_meant(question, areas):
    assert lexicon_of("Mercia", "West Mercia", "Warwickshire and West Mercia", "Northamptonshire").understand(question).areas == areas


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("the CRC", ("CRC",)),
        ("both CRCs", ("CRC",)),
        ("the Community Rehabilitation Company", ("CRC",)),
        ("the private company", ("CRC",)),
        ("the National Probation Service", ("NPS",)),
        ("public sector probation", ("NPS",)),
        ("the NPS and the CRC", ("CRC", "NPS")),
        ("probation delivery units", ("PDU",)),
        ("youth offending teams", ("youth",)),
        ("probation", ()),
        ("the acronym scrc", ()),
    ],
)
def test_bodies_by_any_of_their_names(text, bodies):
    assert find_bodies(text) == bodies


@pytest.mark.parametrize(
    ("question", "years"),
    [("in 2018", (2018,)), ("2017 or 2019, not 2017", (2017, 2019)), ("2,018 cases in room 20190", ()), ("case 1850", ())],
)
def test_years(lexicon, question, years):
    assert lexicon.understand(question).years == years


def test_an_abbreviation_brings_its_long_form_and_the_long_form_its_abbreviation(lexicon):
    short, long = lexicon.understand("What is a RAR?"), lexicon.understand("What is a rehabilitation activity requirement?")
    assert ("RAR", "Rehabilitation Activity Requirement") in short.expansions
    assert set(stems("rehabilitation activity requirement")) <= {*short.stems, *short.added}
    assert set(stems("RAR")) <= {*long.stems, *long.added}


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("the National Probation Service (NPS) manages", "NPS", "National Probation Service"),
        ("a Rehabilitation Activity Requirement (RAR).", "RAR", "Rehabilitation Activity Requirement"),
        ("Her Majesty’s Inspectorate of Probation (HMIP)", "HMIP", "Her Majesty’s Inspectorate of Probation"),
        ("under Multi-Agency Public Protection Arrangements (MAPPA), the", "MAPPA", "Multi-Agency Public Protection Arrangements"),
        ("several Community Rehabilitation Companies (CRCs)", "CRC", "Community Rehabilitation Companies"),
    ],
)
def test_abbreviations_are_learnt_from_the_reports_own_words(text, short, long):
    expansions = lexicon_of("Northmoor", texts=[text]).understand(f"What is said about {short}?").expansions
    assert expansions == ((short, long),)


def test_words_in_brackets_that_are_no_abbreviation_teach_nothing():
    assert lexicon_of("Northmoor", texts=["The Report of the Inspectors (May) and Others (XYZ)"]).understand("XYZ in May").expansions == ()


@pytest.mark.parametrize(("slip", "word"), [("safegarding", "safeguarding"), ("apointments", "appointments"), ("harbuor", "harbour")])
def test_a_slip_of_spelling_is_taken_for_the_word_the_library_uses(lexicon, slip, word):
    understood = lexicon.understand(f"What about {slip} in Northmoor?")
    assert (slip, word) in understood.expansions
    assert set(stems(word)) <= set(understood.stems) and not set(stems(slip)) & set(understood.stems), (
        "what counts is the word that was meant"
    )


@pytest.mark.parametrize("word", ["safeguarding", "helicopters", "Eastmere", "visiting", "which"])
def test_known_words_names_and_words_like_nothing_are_left_alone(lexicon, word):
    assert lexicon.understand(f"What about {word}?").expansions == ()


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many cases did the CRC hold?", "figure"),
        ("What proportion of homes was visited?", "figure"),
        ("What does RAR stand for?", "definition"),
        ("What is meant by a RAR?", "definition"),
        ("What is MAPPA?", "definition"),
        ("what is a RAR?", "definition"),
        ("Define RAR", "definition"),
        ("What were the barriers to finding work?", "list"),
        ("List the recommendations to the NPS", "list"),
        ("What should the NPS in Northmoor do?", "list"),
        ("What has the CRC been told to improve?", "list"),
        ("What should the CRC do about home visits?", "fact"),
        ("What should officers do when somebody misses a visit?", "fact"),
        ("What happens when somebody misses a visit?", "fact"),
        ("When was the hub opened?", "figure"),
        ("And when did it close?", "figure"),
        ("How does the NPS compare with the CRC?", "comparison"),
        ("What is the difference between the bodies?", "comparison"),
        ("Did the CRC visit homes?", "yes or no"),
        ("Were staff trained?", "yes or no"),
        ("Give an example of good practice", "example"),
        ("Has sickness risen since 2017?", "change"),
        ("Tell me about the harbour", "fact"),
    ],
)
def test_the_kind_of_answer_asked_for(lexicon, question, kind):
    assert lexicon.understand(question).answer_kind == kind


@pytest.mark.parametrize("question", ["How many cases did each officer hold?", "What share of each month was lost?"])
def test_a_figure_for_each_of_many_is_no_comparison(lexicon, question):
    assert lexicon.understand(question).answer_kind == "figure"


def test_the_sides_of_a_comparison(lexicon):
    assert [s.bodies for s in lexicon.understand("Compare home visits by the CRC and the NPS").sides()] == [("CRC",), ("NPS",)]
    assert [s.areas for s in lexicon.understand("Compare home visits in Northmoor and Southvale").sides()] == [
        ("Northmoor",),
        ("Southvale",),
    ]
    assert lexicon.understand("Compare home visits").sides() == ()


@pytest.mark.parametrize("question", ["", "?", "   ", "🙂", "a" * 5000, "the of and", "\n\t", "[] () \\ * + ."])
def test_nothing_a_person_types_is_too_odd(lexicon, assistant, question):
    assert lexicon.understand(question).areas == ()
    assert assistant.converse([question])[0].status in ("not_in_reports", "needs_clarification", "out_of_scope")


@pytest.mark.parametrize(
    "question",
    [
        "According to the 2018 press release, how many homes were visited?",
        "How many homes were visited in the Northmoor inspection?",
        "What does the commentary say about homes that were visited?",
    ],
)
def test_where_to_look_is_not_what_is_asked(lexicon, question):
    assert {"home", "visit"} <= set(lexicon.understand(question).own) <= {"home", "visit", "say"}


@pytest.mark.parametrize(
    ("chip", "left"),
    [
        ("area: Northmoor", {"areas": ()}),
        ("body: NPS", {"bodies": ()}),
        ("year: 2018", {"years": ()}),
        ("asks for: figure", {"answer_kind": "fact"}),
        ("NPS = National Probation Service", {}),
        ("apointments read as appointments", {}),
    ],
)
def test_what_is_not_to_be_read_into_a_question_is_not(lexicon, chip, left):
    question = "How many apointments did the NPS make in Northmoor in 2018?"
    whole, less = lexicon.understand(question), lexicon.understand(question, {chip})
    assert chip in whole.chips() and set(less.chips()) == set(whole.chips()) - {chip}
    for part, value in left.items():
        assert getattr(less, part) == value
    assert less.stems == (tuple(stems(question)) if "read as" in chip else whole.stems) and set(less.added) <= set(whole.added)


@pytest.mark.parametrize("word", ["prosecution", "country", "condition", "trainee"])
def test_a_word_of_english_is_no_slip_though_the_library_lacks_it(lexicon, word):
    assert not any(slip == word for slip, _ in lexicon.understand(f"What about {word} in Northmoor?").expansions)


def test_a_slip_that_is_left_alone_is_searched_as_it_was_written(lexicon):
    question = "What about apointments in Northmoor?"
    assert lexicon.understand(question).text == "What about appointments in Northmoor?"
    assert lexicon.understand(question, {"apointments read as appointments"}).text == question
