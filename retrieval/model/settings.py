"""Settings of the language model: which one, where it is, what it may cost, and what is told of the text that leaves."""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from math import isfinite
from pathlib import Path
from urllib.parse import urlsplit

from corpus.errors import AssistantError

OFFLINE = "extractive"
REPLAY = "replay"
VARIABLE = "PROBATION_QA_MODEL"
GIVEN_PASSAGES = 10


class ModelSettingsError(AssistantError):
    """A language model that cannot be used as it was asked for."""


@dataclass(frozen=True, slots=True)
class Provider:
    """What a provider needs: its LangChain package, our extra that installs it, and its variables."""

    package: str
    extra: str
    key: str
    addresses: tuple[str, ...]
    address: str = ""


PROVIDERS = {
    "openai": Provider("langchain_openai", "openai", "OPENAI_API_KEY", ("OPENAI_BASE_URL", "OPENAI_API_BASE"), "https://api.openai.com/v1"),
    "anthropic": Provider(
        "langchain_anthropic", "anthropic", "ANTHROPIC_API_KEY", ("ANTHROPIC_BASE_URL", "ANTHROPIC_API_URL"), "https://api.anthropic.com"
    ),
    "azure_openai": Provider("langchain_openai", "azure", "AZURE_OPENAI_API_KEY", ("AZURE_OPENAI_ENDPOINT",)),
    "ollama": Provider("langchain_ollama", "ollama", "", ("OLLAMA_HOST",), "http://localhost:11434"),
}
OTHER_NAMES = {"azure": "azure_openai"}


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """One language model; `url` is empty where the provider's package decides, `seconds` and `tokens` hold for one piece of writing."""

    provider: str
    model: str
    url: str = ""
    key: str = ""
    key_variable: str = ""
    seconds: float = 60.0
    tokens: int = 6000
    answer_tokens: int = 4000
    budget: int = 0  # tokens for the whole run; 0 is no limit
    tries: int = 3
    streaming: bool = True
    record: Path | None = None

    @property
    def name(self) -> str:
        return f"{self.provider}:{self.model}"

    @property
    def host(self) -> str:
        """Where the text goes; the provider's name where its package alone knows the address."""
        return urlsplit(self.url).netloc.rpartition("@")[2] if self.url else f"the provider {self.provider}"

    def __repr__(self) -> str:  # the key must not reach a log
        return f"ModelSettings({self.name}, {self.host})"


def read_settings(
    asked: str | None = None, record: Path | None = None, environment: Mapping[str, str] | None = None
) -> ModelSettings | None:
    """The model that was asked for, or that the environment names; None is the offline writer. Raises ModelSettingsError."""
    env = os.environ if environment is None else environment
    named = asked or env.get(VARIABLE) or OFFLINE
    if named == OFFLINE:
        return None
    provider, colon, model = named.partition(":")
    if not colon or not provider or not model:
        raise ModelSettingsError(f"{named} is not a model. Say --model extractive or --model PROVIDER:NAME, for example openai:gpt-5-mini.")
    provider = OTHER_NAMES.get(provider, provider)
    url, key, variable = _reached(provider, env)
    kept = record or (Path(env[f"{VARIABLE}_RECORD"]) if env.get(f"{VARIABLE}_RECORD") else None)
    return ModelSettings(
        provider, model, url, key, variable, _number(env, "SECONDS", 60.0), int(_number(env, "TOKENS", 6000)),
        int(_number(env, "ANSWER_TOKENS", 4000)), int(_number(env, "BUDGET", 0)), max(1, int(_number(env, "TRIES", 3))),
        env.get(f"{VARIABLE}_STREAM", "1").lower() not in ("0", "no", "false"), kept,
    )  # fmt: skip


def check_provider(settings: ModelSettings) -> None:
    """Raise ModelSettingsError where the provider's package is not installed or its key is not set."""
    provider = PROVIDERS.get(settings.provider)
    if provider and find_spec(provider.package) is None:
        raise ModelSettingsError(f"{settings.provider} is not installed. Install it: pip install 'probation-qa[{provider.extra}]'")
    if provider and provider.key and not settings.key:
        raise ModelSettingsError(f"{settings.name} needs a key. Set the variable {settings.key_variable}.")
    if provider and not settings.url:
        raise ModelSettingsError(f"{settings.name} needs an address. Set the variable {provider.addresses[0]}.")


def what_leaves(settings: ModelSettings | None) -> str:
    """Which text leaves this machine and to where, in plain sentences."""
    if settings is None:
        return "No language model is used. Nothing leaves this machine."
    if settings.provider == REPLAY:
        return f"Replies of a language model are read again from {settings.model}. Nothing leaves this machine."
    found = f"what was found for it (up to {GIVEN_PASSAGES} passages; for a briefing, the lines chosen for each chapter)"
    told = f"Your question or topic, the questions before it and {found} go to {settings.host} ({settings.name})"
    if is_this_machine(settings.url):
        told += ", on this machine."
    else:
        told += ". Nothing else leaves this machine."
        told += " The connection is not encrypted." if settings.url.startswith("http:") else ""
    return told + (f" All that is sent and received is kept in {settings.record}." if settings.record else "")


def is_this_machine(url: str) -> bool:
    """Whether an address is this very machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _reached(provider: str, env: Mapping[str, str]) -> tuple[str, str, str]:
    """Address, key, and the variable of the key. A provider's key never goes to an address of one's own: that has its own variable."""
    known, own, variable = PROVIDERS.get(provider), env.get(f"{VARIABLE}_URL", ""), f"{VARIABLE}_KEY"
    if own:
        if urlsplit(own).scheme not in ("http", "https") or not urlsplit(own).hostname:
            raise ModelSettingsError(f"{own} is not a web address. Correct {VARIABLE}_URL, for example http://localhost:8080/v1.")
        return own, env.get(variable) or "none", variable
    if known is None:
        return "", "", ""
    address = next((env[name] for name in known.addresses if env.get(name)), known.address)
    return (f"http://{address}" if address and "://" not in address else address), env.get(known.key, ""), known.key


def _number(env: Mapping[str, str], name: str, default: float) -> float:
    text = env.get(f"{VARIABLE}_{name}", "")
    try:
        value = float(text) if text else default
    except ValueError:
        value = -1.0
    if not isfinite(value) or value < 0 or (default and not value):
        raise ModelSettingsError(f"{VARIABLE}_{name} is {text}, which cannot be used. Set it to a number such as {default:g}, or unset it.")
    return value
