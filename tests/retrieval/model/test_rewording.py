"""A briefing by a scripted model: its lines where they hold, the reports' own words where it fails, and what is said of it."""

import json

import pytest
from scripted_model import Spoken, claims, told

from retrieval.briefing.brief import brief
from retrieval.briefing.briefing import to_json

TOPIC = "home visits"
NPS = "The NPS visited homes in 58 per cent of the cases that needed a visit."
SHORT = "The NPS visited homes in 58 per cent of cases."


def lines_of(made):
    return [line for chapter in made.chapters for line in chapter.lines]


def words_of(made):
    return [line.claim.text for line in lines_of(made)]


def copy_all(body):
    """Every piece of evidence as a claim in its own words."""
    return Spoken(claims(*((" ".join(e["text"].split()).lstrip("•- "), e["number"], e["text"].strip()) for e in told(body)["evidence"])))


def write(assistant, **given):
    return brief(assistant.searcher, TOPIC, writer=assistant.writer, **given)


@pytest.fixture
def offline(assistant):
    return brief(assistant.searcher, TOPIC)


def test_the_model_writes_lines_that_rest_on_the_words_chosen_for_their_chapter(with_script, scripted_model, offline):
    def script(body):
        at = next((e["number"] for e in told(body)["evidence"] if NPS in e["text"]), 0)
        return Spoken(claims((SHORT, at, NPS))) if at else copy_all(body)

    scripted_model.script = script
    made = write(with_script())
    (line,) = [line for line in lines_of(made) if line.claim.text.startswith(SHORT[:-1])]
    assert line.claim.text == f"{SHORT} (Northmoor, 2018)" and line.label == "58 per cent"
    assert [c.quote for c in made.citations if c.marker in line.claim.markers] == [NPS]
    assert made.model.startswith("openai:scripted") and to_json(made)["notice"] == made.notice
    assert [chapter.heading for chapter in made.chapters] == [chapter.heading for chapter in offline.chapters]


def test_the_model_is_given_the_chosen_words_of_one_chapter_and_no_more(with_script, scripted_model):
    scripted_model.script = copy_all
    made = write(with_script())
    chapters = [chapter for chapter in made.chapters if chapter.lines]
    assert len(scripted_model.asked) == len(chapters)
    for body, chapter in zip(scripted_model.asked, chapters, strict=True):
        assert f"“{chapter.heading}”" in told(body)["question"] and len(told(body)["evidence"]) <= len(chapter.lines)
    everything = json.dumps([told(body) for body in scripted_model.asked])
    assert "lost their notes" not in everything and "reports.example" not in everything


def test_what_the_model_does_not_write_stands_in_the_reports_own_words(with_script, scripted_model, offline):
    scripted_model.say(claims())
    made = write(with_script())
    assert made.chapters == offline.chapters and made.citations == offline.citations and made.model == "extractive"


@pytest.mark.parametrize(
    ("spoken", "told"),
    [
        (Spoken(status=500, headers={"retry-after": "0"}), "reported a fault of its own"),
        (Spoken(status=401), "refused the key"),
        (Spoken("Certainly!"), "could not be read"),
        (Spoken(""), "replied with nothing"),
        (Spoken(claims(("All visits were made by boat.", 1, "by boat"))), "passed the checks"),
        (Spoken(claims((SHORT, 1, "words that stand nowhere"))), "passed the checks"),
        (Spoken(wait=20.0), "did not answer in time"),
    ],
)
def test_a_model_that_fails_leaves_the_offline_briefing_with_a_notice(with_script, scripted_model, offline, spoken, told):
    scripted_model.say(spoken)
    made = write(with_script(tries=1, seconds=0.6))
    assert (made.chapters, made.citations, made.model) == (offline.chapters, offline.citations, "extractive")
    assert told in made.notice and made.notice.endswith("What it did not write stands in the reports’ own words.")


def test_a_model_that_fails_twice_in_a_row_is_asked_no_more(with_script, scripted_model):
    scripted_model.say(Spoken(claims(("All visits were made by boat.", 1, "by boat"))))
    write(with_script())
    assert len(scripted_model.asked) == 2 * 2  # each is asked once to repair


def test_the_budget_of_a_run_ends_the_calls_and_the_rest_is_offline(with_script, scripted_model, offline):
    scripted_model.script = copy_all
    made = write(with_script(budget=700))
    assert 1 <= len(scripted_model.asked) < len([c for c in offline.chapters if c.lines])
    assert "budget of tokens" in made.notice and len(lines_of(made)) == len(lines_of(offline))


def test_a_reader_who_stops_gets_the_offline_briefing(with_script, scripted_model, offline):
    made = write(with_script(), stopped=lambda: True)
    assert made.chapters == offline.chapters and "was stopped" in made.notice and scripted_model.asked == []


def test_a_line_that_blends_two_places_is_left_out(with_script, scripted_model, offline):
    def script(body):
        evidence = told(body)["evidence"]
        quotes = [{"evidence": e["number"], "words": e["text"].strip()} for e in evidence]
        return Spoken(json.dumps({"in_reports": True, "claims": [{"text": " ".join(e["text"] for e in evidence)[:400], "quotes": quotes}]}))

    scripted_model.script = script
    made = write(with_script())
    for line in lines_of(made):
        cited = [c for c in made.citations if c.marker in line.claim.markers]
        assert len({(c.report.facts.area, c.report.facts.year) for c in cited}) == 1
    assert "area" in made.dropped


def test_two_lines_on_the_same_words_are_one(with_script, scripted_model, offline):
    def script(body):
        twice = [(" ".join(e["text"].split()), e["number"], e["text"].strip()) for e in told(body)["evidence"] for _ in range(2)]
        return Spoken(
            claims(
                *((text if n % 2 else f"{text[:-1]}.", number, words) for n, (text, number, words) in enumerate(twice)),
                (SHORT, 1, NPS),
                (NPS, 1, NPS),
            )
        )

    scripted_model.script = script
    made = write(with_script())
    assert len(lines_of(made)) == len(lines_of(offline)) and len(set(words_of(made))) == len(words_of(made))


def test_a_model_that_fails_first_and_writes_later_is_named_once(with_script, scripted_model):
    scripted_model.script = lambda body: (
        Spoken(status=500, headers={"retry-after": "0"}) if len(scripted_model.asked) == 1 else copy_all(body)
    )
    made = write(with_script(tries=1))
    assert made.model == "openai:scripted and extractive" and "reported a fault of its own" in made.notice


def test_a_topic_without_findings_calls_no_model(with_script, scripted_model):
    asking = with_script()
    made = brief(asking.searcher, "school meals", writer=asking.writer)
    assert made.citations == () and scripted_model.asked == []


def test_a_briefing_is_recorded_and_replayed_without_a_call(with_script, scripted_model, tmp_path, assistant):
    from dataclasses import replace

    from retrieval.model.model_writer import open_writer
    from retrieval.model.settings import REPLAY, ModelSettings

    scripted_model.script = copy_all
    made = write(with_script(record=tmp_path))
    asked = len(scripted_model.asked)
    replay = open_writer(ModelSettings(REPLAY, str(tmp_path)), assistant.writer, assistant.searcher.shelf.lexical)
    again = write(replace(assistant, writer=replay))
    assert again.chapters == made.chapters and again.citations == made.citations and len(scripted_model.asked) == asked


def test_no_line_without_a_mark_and_every_quote_stands(with_script, scripted_model):
    scripted_model.script = copy_all
    made = write(with_script())
    assert lines_of(made)
    for line in lines_of(made):
        assert line.claim.markers
        for marker in line.claim.markers:
            citation = made.citations[marker - 1]
            assert citation.report.text[citation.start : citation.end] == citation.quote
