"""States of widgets that no browser would send, spoken to the page over its own wire: no error tells anything, and the page lives on."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from google.protobuf.json_format import MessageToJson
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

HOSTILE = "<img src=https://leak.example/x.png onerror=alert(1)>\x1b[31m ../../etc/passwd"
STATES: dict[str, Any] = {
    "a press": {"trigger_value": True}, "yes": {"bool_value": True}, "a place before the first": {"int_value": -1},
    "a place without end": {"int_value": 2**62}, "hostile words": {"string_value": HOSTILE}, "null": {"string_value": "\x00"},
    "100,000 signs": {"string_value": "x" * 100_000}, "no number": {"double_value": float("nan")},
    "hostile words in a list": {"string_array_value": {"data": [HOSTILE, "", "arden"]}}, "places in a list": {"int_array_value": {"data": [-1, 10**15]}},
    "broken JSON": {"json_value": "[[[["}, "a question in another form": {"chat_input_value": {"data": HOSTILE}},
    "a file that was never given": {"file_uploader_state_value": {"uploaded_file_info": [{"file_id": "../../etc/passwd", "name": "../../x.pdf"}]}},
}  # fmt: skip


class Stranger:
    """Somebody who speaks the page's protocol and has seen all its pages."""

    def __init__(self, socket: Any):
        self.socket, self.pages, self.widgets = socket, set[str](), set[str]()

    def look_around(self) -> None:
        self.say({})
        for page in sorted(self.pages):
            self.say({}, page)

    def say(self, states: dict[str, Any], page: str = "", query: str = "") -> list[str]:
        """Have the script run with these states; the errors that the page then shows."""
        message = BackMsg()
        message.rerun_script.page_script_hash, message.rerun_script.query_string = page, query
        for widget, state in states.items():
            message.rerun_script.widget_states.widgets.add(id=widget, **state)
        self.socket.send(message.SerializeToString())
        errors: list[str] = []
        while True:
            told = ForwardMsg()
            told.ParseFromString(self.socket.recv(timeout=60))
            self.pages |= {page.page_script_hash for page in told.navigation.app_pages}
            self.widgets |= set(re.findall(r'"id": "(\$\$[^"]+)"', MessageToJson(told)))
            shown = told.delta.new_element.exception
            errors += [f"{shown.type} {shown.message} {list(shown.stack_trace)}"] if told.delta.new_element.HasField("exception") else []
            if told.WhichOneof("type") == "script_finished" and told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return errors


def arrive(address: str) -> Any:
    return connect(f"ws{address[4:]}/_stcore/stream", origin=address, subprotocols=["streamlit"], max_size=None)


@pytest.fixture(scope="module")
def stranger(address: str) -> Iterator[Stranger]:
    with arrive(address) as socket:
        stranger = Stranger(socket)
        stranger.look_around()
        yield stranger


def assert_serves_others(address: str) -> None:
    with arrive(address) as socket:
        assert Stranger(socket).say({}) == []


LEAK = re.compile(r"passwd|leak\.example|Traceback|File \"|\.py\b|tiny")


@pytest.mark.parametrize("name", STATES)
def test_a_state_that_no_browser_would_send_tells_nothing_and_ends_nothing(stranger: Stranger, address: str, name: str) -> None:
    assert len(stranger.pages) == 5 and len(stranger.widgets) > 20
    for page in sorted(stranger.pages):
        told = stranger.say(dict.fromkeys(sorted(stranger.widgets), STATES[name]), page)
        assert not [each for each in told if LEAK.search(each)]
    assert_serves_others(address)


@pytest.mark.parametrize(
    "query", ["a=b&" * 20_000, "report=arden&start=-5&end=" + "9" * 5_000, "conversation=%ff%00", f"part=cases&case={HOSTILE}"]
)
def test_an_address_that_no_browser_would_send_tells_nothing(stranger: Stranger, address: str, query: str) -> None:
    assert not [each for page in sorted(stranger.pages) for each in stranger.say({}, page, query) if LEAK.search(each)]
    assert_serves_others(address)
