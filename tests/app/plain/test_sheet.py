from dataclasses import replace

from app.plain.sheet import sheet_text
from retrieval.answer import NOT_IN_REPORTS, OUT_OF_SCOPE
from retrieval.assistant import Assistant

QUESTION = "How many people did the CRC supervise in Arden?"
SHEET = f"""Question: {QUESTION}

Answered.

The CRC supervised 3,454 people in Arden. [1]

Sources
[1] Inspection of Arden. HM Inspectorate of Probation, digest of: inspection report, November 2017.
    CRC effectiveness
    “The CRC supervised 3,454 people in Arden.”
    https://reports.example/arden

Searched 3 of 3 reports, 1 used, newest 17 July 2019."""


def test_an_answer_is_copied_with_the_words_it_rests_on(assistant: Assistant) -> None:
    assert sheet_text(QUESTION, assistant.converse([QUESTION])[0]) == SHEET


def test_an_answer_that_is_not_there_is_copied_with_what_came_nearest(assistant: Assistant) -> None:
    answer = replace(assistant.converse([QUESTION])[0], status=NOT_IN_REPORTS, text="The reports do not say.", claims=(), citations=())
    sheet = sheet_text("And there?", answer)
    assert f"Searched for: {QUESTION}" in sheet
    assert "Not in the reports.\n\nThe reports do not say.\n\nNearest passages\n- Inspection of Arden › CRC effectiveness" in sheet


def test_outside_the_reports_nothing_is_said_of_the_search(assistant: Assistant) -> None:
    answer = replace(assistant.converse([QUESTION])[0], status=OUT_OF_SCOPE, text="No.", claims=(), citations=())
    assert sheet_text(QUESTION, answer) == f"Question: {QUESTION}\n\nOutside what reports can answer.\n\nNo."
