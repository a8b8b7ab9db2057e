"""Meters: figures of use for Prometheus, served on an address of their own; the only file that knows prometheus-client."""

import os
from importlib.util import find_spec
from typing import Any

from app.service.journal import LISTENERS, Entry
from corpus.errors import AssistantError

METRICS_VARIABLE = "PROBATION_QA_METRICS"
SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


def serve_meters() -> tuple[Any, Any] | None:
    """Serve the figures at $PROBATION_QA_METRICS (HOST:PORT); without it nothing is served. Gives the server and its thread."""
    address = meters_address()
    if address is None:
        return None
    from prometheus_client import CollectorRegistry, start_http_server

    registry = CollectorRegistry()
    LISTENERS.append(_listener(registry))
    try:
        server, thread = start_http_server(address[1], addr=address[0], registry=registry)
    except OSError as error:
        LISTENERS.pop()
        told = f"The figures cannot be served at {address[0]}:{address[1]} ({error.strerror})."
        raise AssistantError(f"{told} Choose another {METRICS_VARIABLE}.") from error
    return server, thread


def meters_address() -> tuple[str, int] | None:
    """Host and port of $PROBATION_QA_METRICS; what is wrong with it is said in one sentence."""
    named = os.environ.get(METRICS_VARIABLE)
    if not named:
        return None
    host, _, port = named.rpartition(":")
    if not host or not (port.isascii() and port.isdigit()) or int(port) > 65535:
        raise AssistantError(f"{METRICS_VARIABLE} is {named!r}. Set it to HOST:PORT, for example 127.0.0.1:9464.")
    if not find_spec("prometheus_client"):
        raise AssistantError(f"{METRICS_VARIABLE} needs prometheus-client. Install it: pip install 'probation-qa[metrics]'")
    return host.strip("[]"), int(port)


def _listener(registry: Any) -> Any:
    from prometheus_client import Counter, Histogram

    requests = Counter("probation_qa_requests", "Requests by kind and how they ended.", ["kind", "status"], registry=registry)
    seconds = Histogram("probation_qa_seconds", "Time to serve a request.", ["kind"], buckets=SECONDS, registry=registry)
    dropped = Counter("probation_qa_dropped_claims", "Statements that failed the checks.", registry=registry)

    def listen(entry: Entry, took: float) -> None:
        requests.labels(entry.kind, entry.told.get("status", "done")).inc()
        seconds.labels(entry.kind).observe(took)
        dropped.inc(entry.told.get("dropped", 0))

    return listen
