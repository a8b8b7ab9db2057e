"""The language model, reached through LangChain: the one place where text of ours goes to a model.

Whatever goes wrong becomes a ModelFailure here.
"""

import os
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from retrieval.calls import Message, ModelFailure, Piece, Schema, Stopped
from retrieval.model.deadline import pause, pieces_until
from retrieval.model.settings import ModelSettings, ModelSettingsError, check_provider

# A variable left over in a person's shell must not send questions to a tracing service or through its gateway.
UNTRACED = {
    "LANGSMITH_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
    "LANGCHAIN_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_GATEWAY": "false",
}
RETRIED = frozenset({"quota", "fault", "down"})
REST, ROW = 60.0, 3  # after that many failures in a row the model is left alone for a minute
LONGEST_WAIT = 20.0
CHARS_A_TOKEN = 4


class ChatModel:
    """One chat model of any provider; a Caller."""

    def __init__(self, settings: ModelSettings):
        check_provider(settings)
        os.environ.update(UNTRACED)
        self.settings, self.name = settings, settings.name
        self.spent = 0
        self._chat = _open(settings)
        self._structured = True
        self._closed: ModelFailure | None = None
        self._failed, self._rest_until = 0, 0.0

    def stream(self, messages: Sequence[Message], schema: Schema, until: float, stopped: Stopped) -> Iterator[Piece]:
        """The reply piece by piece, asked for again where that can help and time is left."""
        self._admit()
        self.spent += sum(len(words) for _, words in messages) // CHARS_A_TOKEN
        try:
            yield from self._tried(messages, schema, until, stopped)
            self._failed = 0
        except ModelFailure as failure:
            self._note(failure)
            raise

    def _tried(self, messages: Sequence[Message], schema: Schema, until: float, stopped: Stopped) -> Iterator[Piece]:
        for attempt in range(1, self.settings.tries + 1):
            begun = False
            try:
                for piece in pieces_until(lambda: self._call(messages, schema), until, stopped):
                    begun = True
                    self.spent += piece.tokens or len(piece.text) // CHARS_A_TOKEN
                    yield piece
                return
            except ModelFailure as failure:
                if begun and failure.kind in RETRIED:
                    raise ModelFailure("cut") from failure
                wait = min(failure.wait if failure.wait is not None else 0.5 * 2 ** (attempt - 1), LONGEST_WAIT)
                again = failure.kind in RETRIED and attempt < self.settings.tries and time.monotonic() + wait < until
                if not again or (failure.wait or 0) > LONGEST_WAIT:
                    raise
            pause(wait, stopped)

    def _call(self, messages: Sequence[Message], schema: Schema) -> Iterator[Piece]:
        """One call, with the provider's own structured output where it has one; a model that refuses that is asked in words alone."""
        try:
            yield from self._spoken(messages, schema if self._structured else None)
        except ModelFailure as failure:
            if failure.kind != "request" or not self._structured:
                raise
            yield from self._spoken(messages, None)
            self._structured = False

    def _spoken(self, messages: Sequence[Message], schema: Schema | None) -> Iterator[Piece]:
        chat = _bound(self._chat, schema) if schema else self._chat
        said: list[Any] = [tuple(message) for message in messages]
        try:
            if self.settings.streaming:
                for chunk in chat.stream(said):
                    yield _piece(chunk)
            else:
                yield _piece(chat.invoke(said))
        except Exception as error:  # a body that is no reply at all ends in any error whatever
            raise _failure(error, self.settings) from error

    def _admit(self) -> None:
        if self._closed:
            raise self._closed
        if self.settings.budget and self.spent >= self.settings.budget:
            raise ModelFailure("budget")
        if time.monotonic() < self._rest_until:
            raise ModelFailure("resting")

    def _note(self, failure: ModelFailure) -> None:
        """A refused key stays refused; a model that keeps failing is left alone for a while."""
        if failure.kind == "key":
            self._closed = failure
        if failure.kind in ("slow", "down", "fault", "quota"):
            self._failed += 1
        if self._failed >= ROW:
            self._failed, self._rest_until = 0, time.monotonic() + REST


def _open(settings: ModelSettings) -> Any:
    from langchain.chat_models import init_chat_model

    given: dict[str, Any] = {"max_retries": 0, "timeout": settings.seconds, "max_tokens": settings.answer_tokens}
    if settings.provider == "ollama":
        given = {"num_predict": settings.answer_tokens, "client_kwargs": {"timeout": settings.seconds}}
    if settings.url:
        given["azure_endpoint" if settings.provider == "azure_openai" else "base_url"] = settings.url
    if settings.key:
        given["api_key"] = settings.key
    try:
        return _loaded(init_chat_model(settings.model, model_provider=settings.provider, **given))
    except ImportError as error:
        raise ModelSettingsError(f"{settings.provider} is not installed ({error}). Install its LangChain package with pip.") from error
    except Exception as error:
        raise ModelSettingsError(
            f"The model {settings.name} cannot be opened ({_first_line(error)}). Check its name and its provider’s variables."
        ) from error


def _loaded(chat: Any) -> Any:
    """With all of its modules: openai imports hundreds of them at its first call, which would come out of that call's time."""
    client = getattr(chat, "root_client", None)
    getattr(getattr(getattr(client, "beta", None), "chat", None), "completions", None)
    return chat


def _bound(chat: Any, schema: Schema) -> Any:
    """The chat model told to keep to the schema in its provider's own way; its words are read by us as they come."""
    try:
        return chat.with_structured_output(schema).first
    except (NotImplementedError, AttributeError, ValueError):
        return chat


def _piece(chunk: Any) -> Piece:
    """A chunk as a piece; a provider that gives structure as a tool call puts its JSON there."""
    calls = getattr(chunk, "tool_call_chunks", None)
    arguments = "".join(call.get("args") or "" for call in calls) if calls else _whole_calls(chunk)
    ended = chunk.response_metadata
    finish = str(ended.get("finish_reason") or ended.get("stop_reason") or ended.get("done_reason") or "")
    usage = (getattr(chunk, "usage_metadata", None) or {}).get("output_tokens", 0)
    return Piece(str(chunk.text) + arguments, finish, int(usage or 0), str(chunk.additional_kwargs.get("refusal") or ""))


def _whole_calls(message: Any) -> str:
    import json

    return "".join(json.dumps(call.get("args") or {}) for call in getattr(message, "tool_calls", None) or ())


def _failure(error: Exception, settings: ModelSettings) -> ModelFailure:
    """What a provider's error means for us; LangChain's own kinds first, else the HTTP status."""
    from langchain_core import exceptions as known

    status = getattr(error, "status_code", None)
    if isinstance(error, known.ModelAuthenticationError | known.ModelPermissionDeniedError) or status in (401, 403):
        return ModelFailure("key", settings.key_variable or f"the key of {settings.provider}")
    if isinstance(error, known.ModelRateLimitError) or status == 429:
        spent = getattr(error, "code", None) == "insufficient_quota"
        return ModelFailure("quota", wait=LONGEST_WAIT + 1 if spent else _retry_after(error))
    if isinstance(error, known.ModelTimeoutError | TimeoutError) or "Timeout" in type(error).__name__:
        return ModelFailure("slow")
    if isinstance(status, int) and 400 <= status < 500:
        return ModelFailure("request")
    broken = any(name in type(error).__name__ for name in ("Connect", "Protocol", "ReadError"))
    if broken or isinstance(error, known.ModelConnectionError | OSError):
        return ModelFailure("down")
    return ModelFailure("fault", wait=_retry_after(error))


def _retry_after(error: Exception) -> float | None:
    """Seconds that the model asked to be left alone (RFC 9110, 10.2.3: seconds or a date)."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    told = headers.get("retry-after")
    if not told:
        return None
    try:
        return max(0.0, float(told))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200].rstrip(". ")
