"""Charts and differences, told in words."""

from seen import Seen

from app.workbench.charts import calibration_curve, chart_by_kind, chart_over_runs, confusion_table
from app.workbench.exhibit import LABELS
from app.workbench.figures import difference_words
from evals.calibration import calibrate
from evals.compare import Comparison
from evals.summary import MEASURE_BY_NAME


def test_a_difference_says_its_unit_and_which_way_it_is_certain():
    share, lower, seconds = (MEASURE_BY_NAME[name] for name in ("right", "wrongly_declined", "seconds"))

    def told(measure, difference, low, high, n=9):
        return difference_words(Comparison(measure.name, "overall", n, 0, 0, difference, low, high, (), ()), measure)

    assert told(share, 0.1, 0.05, 0.15) == "+10 points (+5 to +15), better"
    assert told(lower, 0.1, 0.05, 0.15) == "+10 points (+5 to +15), worse"
    assert told(share, -0.01, -0.1, 0.004) == "−1 points (−10 to 0)"
    assert told(seconds, -0.5, -0.75, -0.25) == "−0.50 s (−0.75 s to −0.25 s), better"
    assert told(share, 0, 0, 0) == "none" and told(share, 0, 0, 0, n=0) == "–"


def test_charts_can_be_read_without_seeing_them(dossier):
    run = dossier.runs[0]
    by_kind = Seen(chart_by_kind(dossier.runs, MEASURE_BY_NAME["right"]))
    assert "Overall" in by_kind.text and "67%" in by_kind.text and "Figure" in by_kind.text
    assert "Answered" in Seen(confusion_table(run, LABELS)).text
    assert "first" in Seen(chart_over_runs(dossier.runs, [MEASURE_BY_NAME["right"]])).text
    (told,) = [a["aria-label"] for name, a in Seen(calibration_curve(calibrate(run.cases))).tags if name == "svg"]
    assert told.startswith("Reliability of the probability")
