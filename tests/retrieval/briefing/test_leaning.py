"""Praise and fault in invented sentences: denial, turn, concession, shares below half, plans, and names that sound like faults."""

import pytest

from retrieval.briefing.leaning import leaning


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ("The CRC delivered unpaid work well.", 1),
        ("The plans were poor.", -1),
        ("The plans were not good enough.", -1),
        ("Too few visits happened.", -1),
        ("Some visiting was effective, but inspectors saw very little of it and plans were poor.", -1),
        ("Staff were short, but the work was good and staff were praised.", 1),
        ("The report covers four counties.", 0),
        ("Neither of the two new tools had been successful.", -1),
        ("The second visit found the plans no better.", -1),
        ("The plans were not only good, they were shared with the police.", 1),
        ("The ferry timetable was inefficient, so officers on the island were under-informed and clearly disadvantaged.", -1),
        ("Nine of 40 cases had a clear plan.", -1),
        ("Nineteen of 20 cases had a clear plan.", 1),
        ("A quarter of officers thought their caseload manageable.", -1),
        ("Plans were reviewed well in 31 per cent of cases.", -1),
        ("Attendance improved by 15% at the harbour office.", 1),
        ("The service planned to post an officer at the harbour so that it would be better known.", 0),
        ("The service ought to be capable of better work.", 0),
        ("The workshop taught people with learning difficulties.", 0),
        ("The office had few vacancies and no complaints.", 0),
        ("The only plans read were those that officers brought; talks about them were limited to one each.", -1),
        ("Officers were committed to the hostel. Still, some were less clear about its rules.", -1),
        ("Plans were slightly better on housing and less well made on debt.", 0),
        ("The hostel was praised, although it was difficult to reach from the moor.", 1),
        ("Although the hostel was difficult to reach, it was praised.", 1),
    ],
)
def test_words_lean_to_praise_or_to_fault(words, way):
    assert leaning(words) == way
