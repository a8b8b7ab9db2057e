"""The whole line: ingest, ask, cite; and what the command line says when it is used wrongly."""

import json
import re
import sys
from pathlib import Path

import pytest

from app import command
from corpus.report import Facts, Report
from ingest.passages import cut_passages
from ingest.read import read_file
from ingest.sections import find_sections
from retrieval.answer import STATUSES, to_json

REPORTS = Path(__file__).parents[2] / "shared" / "reports"
QUESTIONS = (
    "How many cases did each CRC officer hold?",
    "In what share of cases did the NPS visit homes?",
    "What were the barriers to finding work?",
    "What was recommended to the NPS?",
    "How many people did the CRC supervise in Northmoor?",
    "How do the CRC and the NPS compare on home visits in Northmoor?",
    "What does RAR stand for?",
    "Give an example of good practice",
    "What was the rating for leadership in Southvale?",
    "Who won the cup?",
    "How many helicopters does the NPS have in Eastmere?",
    "What should I do with my client?",
    "Tell me a joke",
)
# The contract of design.md; an answer may say more, never less.
KEYS = {"question", "status", "text", "claims", "citations", "evidence", "coverage", "model", "seconds"}
CLAIM = {"text", "citations"}
CITATION = {"marker", "report_id", "title", "path", "headings", "page", "start", "end", "quote", "url"}
EVIDENCE = {"rank", "report_id", "path", "headings", "start", "end", "text", "score"}


@pytest.fixture(scope="module", params=QUESTIONS)
def answer(request, assistant):
    return assistant.converse([request.param])[0]


def test_every_quote_stands_at_its_offsets(answer, report_texts):
    for citation in answer.citations:
        told = to_json(answer)["citations"][citation.marker - 1]
        assert citation.report.text[told["start"] : told["end"]] == told["quote"] == citation.quote != ""
        if citation.report.path.endswith(".txt"):  # a text file's own characters
            assert report_texts[Path(citation.report.path).name][told["start"] : told["end"]] == told["quote"]


def test_marks_in_the_text_are_those_of_the_claims_and_the_citations(answer):
    told = to_json(answer)
    marks = [c["marker"] for c in told["citations"]]
    assert marks == list(range(1, len(marks) + 1))
    assert (
        {m for claim in told["claims"] for m in claim["citations"]}
        == set(marks)
        == {int(m) for m in re.findall(r"\[(\d+)\]", told["text"])}
    )
    assert all(claim["citations"] for claim in told["claims"])


def test_only_an_answer_that_rests_on_something_is_called_one(answer):
    assert answer.status in STATUSES and answer.text
    assert bool(answer.claims) == (answer.status in ("answered", "partial", "sources_disagree"))


def test_the_contract(answer):
    told = json.loads(json.dumps(to_json(answer)))
    assert set(told) >= KEYS
    assert all(set(claim) >= CLAIM for claim in told["claims"])
    assert all(set(citation) >= CITATION for citation in told["citations"])
    assert all(set(evidence) >= EVIDENCE for evidence in told["evidence"])
    assert set(told["coverage"]) >= {"reports_searched", "reports_total", "filters"}
    assert set(told["seconds"]) >= {"search", "rerank", "compose", "total"}
    assert told["model"] == "extractive"
    assert len(told["evidence"]) >= 10, "the ten best passages at least, whatever the status"
    assert [e["rank"] for e in told["evidence"]] == list(range(1, len(told["evidence"]) + 1))


def test_the_same_question_gets_the_same_answer(answer, assistant):
    again, before = to_json(assistant.converse([answer.question.text])[0]), to_json(answer)
    assert {**again, "seconds": None} == {**before, "seconds": None}


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (QUESTIONS[0], "62 cases"),
        (QUESTIONS[1], "58 per cent"),
        (QUESTIONS[2], "there were few buses before eight in the morning"),
        (QUESTIONS[3], "every 16 weeks"),
        (QUESTIONS[4], "2,140"),
        (QUESTIONS[6], "Rehabilitation Activity Requirement"),
        (QUESTIONS[8], "Good"),
    ],
)
def test_what_the_reports_say_is_answered(assistant, question, words):
    answer = assistant.converse([question])[0]
    assert answer.status == "answered" and words in answer.text
    assert any(words in " ".join(c.quote.split()) for c in answer.citations)


@pytest.mark.parametrize(
    ("question", "status"),
    [(QUESTIONS[9], "not_in_reports"), (QUESTIONS[10], "not_in_reports"), (QUESTIONS[11], "out_of_scope"), (QUESTIONS[12], "out_of_scope")],
)
def test_what_they_do_not_say_is_not(assistant, question, status):
    answer = assistant.converse([question])[0]
    assert (answer.status, answer.claims, answer.citations) == (status, (), ())


def test_both_sides_of_a_comparison_are_shown(assistant):
    answer = assistant.converse([QUESTIONS[5]])[0]
    assert answer.status == "answered" and "31 per cent" in answer.text and "58 per cent" in answer.text


def test_an_answer_about_one_body_never_cites_the_others_section(assistant):
    for body, other in (("CRC", "NPS"), ("NPS", "CRC")):
        answer = assistant.converse([f"In what share of cases did the {body} visit homes in Northmoor?"])[0]
        assert answer.citations and not [c for c in answer.citations if c.passage.headings[-1].startswith(other)]


# The command line


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command line in this process: its exit code, and what it printed and complained of."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["probation-qa", *map(str, words)])
        try:
            command.main()
            code = 0
        except SystemExit as ended:
            code = ended.code or 0
        return code, *capsys.readouterr()

    return run


@pytest.mark.parametrize(
    "words",
    [
        ["no-such-command"],
        ["ask"],
        ["ask", "A question?", "--no-such-option"],
        ["ask", "A question?", "--batch", "in.jsonl"],
        ["ask", "--batch", "in.jsonl"],
        ["ask", "A question?", "--out", "out.jsonl"],
        ["search"],
        ["search", "words", "-k", "none"],
        ["search", "words", "-k", "0"],
        ["ingest"],
        ["ingest", "file.txt", "--set", "colour=blue"],
        ["app", "--port", "99999"],
    ],
    ids=" ".join,
)
def test_a_command_used_wrongly_exits_2_and_says_how(run, words):
    code, out, err = run(*words)
    assert (code, out) == (2, "") and "Traceback" not in err
    assert "Usage" in err or "Try" in err or "Error" in err


@pytest.mark.parametrize(
    "words",
    [["ask", "How many cases?"], ["search", "cases"], ["reports"], ["check"], ["show", "x"], ["remove", "x"]],
    ids=lambda words: words[0],
)
def test_an_unknown_library_exits_1_with_one_sentence(run, tmp_path, words):
    code, out, err = run(*words, "--library", tmp_path / "gone")
    assert (code, out) == (1, "")
    assert len(err.strip().splitlines()) == 1 and str(tmp_path / "gone") in err and "Traceback" not in err
    assert not (tmp_path / "gone").exists(), "asking makes no library"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["ingest", "gone.txt"], "There is no file or folder gone.txt. Check the name and try again."),
        (["ask", "--batch", "gone.jsonl", "--out", "out.jsonl"], "The batch gone.jsonl cannot be read"),
        (["ask", "--batch", "bad.jsonl", "--out", "out.jsonl"], "Lines 2, 3 of bad.jsonl are not"),
        (["ask", "How many?", "--model", "openai:x"], "openai:x needs a key. Set the variable OPENAI_API_KEY."),
    ],
    ids=["no file", "no batch", "bad batch", "no model"],
)
def test_what_a_person_can_fix_exits_1_with_one_sentence(run, tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    Path("bad.jsonl").write_text('{"id": 1, "question": "Fine?"}\n{"id": 2}\nnot json\n', encoding="utf-8")
    code, out, err = run(*words, "--library", "library")
    assert (code, out) == (1, "") and err.startswith(told) and len(err.strip().splitlines()) == 1


# A real report, where one stands beside the project


@pytest.mark.skipif(not list(REPORTS.glob("002*.txt")), reason="no real reports beside the project in ../shared/reports")
def test_every_entry_of_a_real_contents_page_is_a_heading_in_its_place():
    (path,) = REPORTS.glob("002*.txt")
    reading = read_file(path, path.read_bytes())
    report = Report("real", path.name, "", Facts("T"), reading.text, reading.blocks)
    entries = [line.split("\t")[0].strip() for line in reading.text.split("\nContents\n")[1].lstrip("\n").split("\n\n")[0].split("\n")]
    assert len(entries) > 20
    expected, chapter, part = [], "", ""
    chaptered = False
    for n, entry in enumerate(entries):
        if re.match(r"\d+\.|Appendix", entry) or (not chaptered and not any(re.match(r"\d+\.", e) for e in entries[:n])):
            chaptered, chapter, part = chaptered or bool(re.match(r"\d+\.", entry)), entry, ""
            expected.append((chapter,))
        elif entries.count(entry) > 2:  # said again for each part of the chapter
            expected.append((chapter, part, entry))
        else:
            part = entry
            expected.append((chapter, part))
    paths = [section.headings for section in find_sections(report)]
    at = -1
    for wanted in expected:
        found = next(
            (i for i, headings in enumerate(paths) if i > at and tuple(map(str.lower, headings)) == tuple(map(str.lower, wanted))), None
        )
        assert found is not None, f"{wanted} is not a heading after {paths[at] if at >= 0 else 'the start'}"
        at = found


@pytest.mark.skipif(not list(REPORTS.glob("002*.txt")), reason="no real reports beside the project in ../shared/reports")
def test_every_row_of_a_real_table_stands_with_its_caption_and_whole():
    (path,) = REPORTS.glob("002*.txt")
    reading = read_file(path, path.read_bytes())
    passages = cut_passages(Report("real", path.name, "", Facts("T"), reading.text, reading.blocks))
    caption, rows, captioned = "", 0, 0
    for block in (b for b in reading.blocks if b.kind != "furniture"):
        if block.kind == "caption":
            caption = reading.text[block.start : block.end]
        elif block.kind != "row":
            caption = ""
        else:
            (passage,) = [p for p in passages if p.start <= block.start and block.end <= p.end]
            assert passage.kind in ("table", "glossary")
            assert caption in passage.context + passage.text
            rows, captioned = rows + 1, captioned + bool(caption)
    assert rows > 100 and captioned > 20
