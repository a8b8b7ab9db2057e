import pytest

from retrieval.evidence import Question
from retrieval.words.polarity import tell_polarity


@pytest.mark.parametrize(
    ("question", "words", "said"),
    [
        ("Did the CRC routinely monitor its partners?", "The CRC routinely monitored its partners.", "Yes"),
        ("Did the CRC routinely monitor its partners?", "There was no routine monitoring of partners.", "No"),
        ("Did the CRC routinely monitor its partners?", "The CRC routinely monitored some of its partners.", ""),
        ("Did the CRC routinely monitor its partners?", "The CRC planned to monitor its partners routinely.", ""),
        ("Did the CRC routinely monitor its partners?", "It monitored partners, but not routinely.", ""),
        ("Did the CRC routinely monitor its partners?", "The CRC was routinely to monitor its partners, but this was not done.", ""),
        ("Did the CRC monitor all its partners?", "The CRC monitored its partners.", ""),
        ("Was the monitoring of partners good enough?", "The CRC monitored its partners.", ""),
        ("Did the CRC routinely monitor its partners?", "Buses ran late.", ""),
        ("Did partners monitor?", "It had to monitor its partners.", ""),
        ("Did partners monitor?", "Its partners had to monitor.", "Yes"),
        ("Can the NPS use the CRC's routine monitoring?", "It can use routine monitoring by the CRC.", ""),
        ("Can the NPS use the CRC's routine monitoring?", "The NPS can use routine monitoring by the CRC.", "Yes"),
    ],
)
def test_yes_or_no_is_said_only_where_it_is_plain(assistant, question, words, said):
    searcher = assistant.searcher
    assert tell_polarity(searcher, searcher.understand(Question(question)), words) == said
