"""One person on the page without a browser: a websocket that speaks to it as a browser does."""

import time
from collections.abc import Callable
from contextlib import ExitStack

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

ANSWERED = 'class="status'
LONGEST = 120.0  # seconds that a person waits


class Visitor:
    """One person on the page, who speaks to it as a browser does."""

    def __init__(self, port: int):
        here = f"127.0.0.1:{port}"
        opening = connect(f"ws://{here}/_stcore/stream", origin=f"http://{here}", subprotocols=["streamlit"], max_size=None)
        self.leaving = ExitStack()
        self.socket = self.leaving.enter_context(opening)
        self.box, self.script, self.address, self.asked = "", "", "", 0
        self._run(BackMsg(), lambda _: False)
        if not self.box:
            raise RuntimeError("the page shows no box for questions")

    def ask(self, question: str) -> float:
        """Seconds until the status of the answer is sent."""
        message = BackMsg()
        message.rerun_script.page_script_hash = self.script
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self.box
        state.chat_input_value.data = question
        shown = iter(range(self.asked))  # the answers before are shown again, and are not what is waited for
        self.asked += 1
        begun = time.perf_counter()
        answered = self._run(message, lambda sent: ANSWERED in sent.delta.new_element.html.body and next(shown, None) is None)
        if answered is None:
            raise RuntimeError("no answer was shown")
        return answered - begun

    def close(self) -> None:
        """Leave."""
        self.leaving.close()

    def _run(self, message: BackMsg, awaited: Callable[[ForwardMsg], bool]) -> float | None:
        """Have the script run to its end; when what was awaited came, on the clock."""
        message.rerun_script.query_string = self.address
        self.socket.send(message.SerializeToString())
        until, came = time.monotonic() + LONGEST, None
        while True:
            sent = ForwardMsg()
            sent.ParseFromString(self.socket.recv(timeout=max(0.1, until - time.monotonic())))
            kind = sent.WhichOneof("type")
            if kind == "new_session":
                self.script = sent.new_session.page_script_hash
            if kind == "page_info_changed":  # the conversation's own address
                self.address = sent.page_info_changed.query_string
            element = sent.delta.new_element
            if element.WhichOneof("type") == "chat_input":
                self.box = element.chat_input.id
            if element.WhichOneof("type") == "exception":
                raise RuntimeError(element.exception.message)
            if came is None and awaited(sent):
                came = time.perf_counter()
            if kind == "script_finished":
                return came
