import json

import pytest

from evals.case import Conversation
from evals.outcome import Outcome
from evals.sample import SampleError, make_samples, write_samples
from retrieval.answer import to_json

QUOTE = ("north", "The CRC held 1,250 cases in May.")


@pytest.fixture
def curated(make_case):
    return (make_case("c1"), make_case("c2", gold=(), points=())), (Conversation("t", "staff", "tune", (make_case("t/1"),)),)


@pytest.fixture
def outcomes(make_answer):
    return [Outcome("c1", 1, 0.1, None, to_json(make_answer("How many?", QUOTE))), Outcome("t/1", 1, 0.1, "ValueError: x", None)]


def test_a_ragas_sample_has_the_fields_of_a_single_turn(curated, outcomes):
    samples = make_samples("ragas", curated, outcomes)
    assert samples["c1"] == {
        "user_input": "How many cases did the CRC hold (c1)?", "response": QUOTE[1], "retrieved_contexts": [QUOTE[1]],
        "reference": "1,250", "reference_contexts": [QUOTE[1]],
    }  # fmt: skip


def test_no_case_is_left_out_of_the_samples(curated, outcomes):
    samples = make_samples("deepeval", curated, outcomes)
    assert list(samples) == ["c1", "c2", "t/1"]
    assert samples["t/1"]["actual_output"] == samples["c2"]["actual_output"] == ""
    assert samples["c2"]["expected_output"] == "The reports do not say." and samples["c2"]["context"] == []


def test_ragas_gets_lines_and_deepeval_a_list(curated, outcomes, tmp_path):
    for shape in ("ragas", "deepeval"):
        write_samples(shape, make_samples(shape, curated, outcomes), tmp_path / shape)
    assert [json.loads(line)["reference"] for line in (tmp_path / "ragas").read_text(encoding="utf-8").splitlines()] == [
        "1,250", "The reports do not say.", "1,250",
    ]  # fmt: skip
    assert [case["name"] for case in json.loads((tmp_path / "deepeval").read_text(encoding="utf-8"))] == ["c1", "c2", "t/1"]


def test_a_shape_that_nobody_takes_is_told(curated):
    with pytest.raises(SampleError, match="ragas, deepeval"):
        make_samples("trulens", curated, [])
