"""Figures of use for Prometheus."""

import urllib.request
from collections.abc import Iterator

import pytest
from serving_press import free_port

from app.service.journal import LISTENERS, request
from app.service.meters import meters_address, serve_meters
from corpus.errors import AssistantError


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    port = free_port()
    monkeypatch.setenv("PROBATION_QA_METRICS", f"127.0.0.1:{port}")
    pytest.importorskip("prometheus_client")
    served = serve_meters()
    assert served is not None
    yield f"http://127.0.0.1:{port}/metrics"
    served[0].shutdown()
    served[0].server_close()
    LISTENERS.pop()


def test_requests_are_counted_by_kind_and_ending_and_timed(address: str) -> None:
    with request("ask") as entry:
        entry.told |= {"status": "answered", "dropped": 2}
    with pytest.raises(AssistantError), request("ask", "a question about Arden"):
        raise AssistantError("No. Try again.")
    told = urllib.request.urlopen(address, timeout=5).read().decode()
    assert 'probation_qa_requests_total{kind="ask",status="answered"} 1.0' in told
    assert 'probation_qa_requests_total{kind="ask",status="refused"} 1.0' in told
    assert 'probation_qa_seconds_count{kind="ask"} 2.0' in told and "probation_qa_dropped_claims_total 2.0" in told
    assert "Arden" not in told


def test_a_port_in_use_is_told_in_a_sentence(address: str) -> None:
    with pytest.raises(AssistantError, match="Choose another PROBATION_QA_METRICS"):
        serve_meters()


def test_nothing_is_served_unless_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PROBATION_QA_METRICS", raising=False)
    assert serve_meters() is None


@pytest.mark.parametrize("named", ["9464", ":9464", "127.0.0.1:", "127.0.0.1:http", "127.0.0.1:99999", "127.0.0.1:٣"])
def test_an_address_that_is_none_is_told_in_a_sentence(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROBATION_QA_METRICS", named)
    with pytest.raises(AssistantError, match="Set it to HOST:PORT"):
        meters_address()
