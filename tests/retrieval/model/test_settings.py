"""Which model is meant, what it needs, and what is told of the text that leaves."""

from pathlib import Path

import pytest

from retrieval.model.settings import ModelSettings, ModelSettingsError, check_provider, read_settings, what_leaves

KEY = {"OPENAI_API_KEY": "sk-secret"}


def test_the_offline_writer_is_the_default_and_can_be_asked_for():
    assert read_settings(environment={}) is None
    assert read_settings("extractive", environment={"PROBATION_QA_MODEL": "openai:a"}) is None
    assert what_leaves(None) == "No language model is used. Nothing leaves this machine."


def test_a_model_is_asked_for_or_set_and_an_option_goes_before_the_environment():
    assert read_settings(environment={"PROBATION_QA_MODEL": "openai:a", **KEY}).name == "openai:a"
    assert read_settings("openai:b", environment={"PROBATION_QA_MODEL": "openai:a", **KEY}).name == "openai:b"
    assert read_settings("ollama:llama3:8b", environment={}).model == "llama3:8b"


def test_every_setting_is_read():
    names = ("SECONDS", "TOKENS", "ANSWER_TOKENS", "BUDGET", "TRIES")
    env = {f"PROBATION_QA_MODEL_{name}": str(n) for n, name in enumerate(names, 2)}
    settings = read_settings("openai:a", environment={**KEY, **env, "PROBATION_QA_MODEL_STREAM": "no", "PROBATION_QA_MODEL_RECORD": "kept"})
    assert (settings.seconds, settings.tokens, settings.answer_tokens, settings.budget, settings.tries) == (2, 3, 4, 5, 6)
    assert (settings.streaming, settings.record) == (False, Path("kept"))


@pytest.mark.parametrize(
    ("asked", "env", "told"),
    [
        ("gpt", {}, "Say --model extractive or --model PROVIDER:NAME"),
        (":x", {}, "PROVIDER:NAME"),
        ("openai:", {}, "PROVIDER:NAME"),
        ("openai:a", {"PROBATION_QA_MODEL_SECONDS": "soon"}, "PROBATION_QA_MODEL_SECONDS is soon"),
        ("openai:a", {"PROBATION_QA_MODEL_SECONDS": "0"}, "PROBATION_QA_MODEL_SECONDS is 0"),
        ("openai:a", {"PROBATION_QA_MODEL_BUDGET": "-1"}, "PROBATION_QA_MODEL_BUDGET is -1"),
        ("openai:a", {"PROBATION_QA_MODEL_TOKENS": "nan"}, "PROBATION_QA_MODEL_TOKENS is nan"),
        ("openai:a", {"PROBATION_QA_MODEL_URL": "localhost"}, "is not a web address"),
    ],
)
def test_what_cannot_be_used_is_said_with_what_to_do(asked, env, told):
    with pytest.raises(ModelSettingsError, match=told):
        read_settings(asked, environment=env)


@pytest.mark.parametrize(
    ("asked", "env", "told"),
    [
        ("openai:a", {}, r"openai:a needs a key\. Set the variable OPENAI_API_KEY\.$"),
        ("anthropic:a", {}, r"anthropic is not installed\. Install it: pip install 'probation-qa\[anthropic\]'$"),
        ("ollama:a", {}, r"pip install 'probation-qa\[ollama\]'$"),
        ("azure:a", {"AZURE_OPENAI_API_KEY": "k"}, r"needs an address\. Set the variable AZURE_OPENAI_ENDPOINT\.$"),
    ],
)
def test_a_missing_package_key_or_address_is_one_sentence(asked, env, told, monkeypatch):
    monkeypatch.setattr("retrieval.model.settings.find_spec", lambda package: object() if package == "langchain_openai" else None)
    with pytest.raises(ModelSettingsError, match=told):
        check_provider(read_settings(asked, environment=env))


def test_a_provider_we_do_not_know_says_which_package_it_lacks():
    from retrieval.model.chat_model import ChatModel

    with pytest.raises(ModelSettingsError, match="langchain-mistralai"):
        ChatModel(ModelSettings("mistralai", "a"))
    with pytest.raises(ModelSettingsError, match="nobody:a cannot be opened"):
        ChatModel(ModelSettings("nobody", "a"))


def test_a_providers_key_goes_to_its_own_address_alone():
    settings = read_settings("openai:a", environment={**KEY, "PROBATION_QA_MODEL_URL": "http://localhost:8080/v1"})
    assert (settings.key, settings.key_variable) == ("none", "PROBATION_QA_MODEL_KEY")
    own = {"PROBATION_QA_MODEL_URL": "https://models.example/v1", "PROBATION_QA_MODEL_KEY": "mine"}
    assert read_settings("openai:a", environment={**KEY, **own}).key == "mine"
    assert "sk-secret" not in repr(read_settings("openai:a", environment=KEY))


@pytest.mark.parametrize(
    ("asked", "env", "told"),
    [
        ("openai:a", {}, "go to api.openai.com (openai:a). Nothing else leaves this machine."),
        ("openai:a", {"OPENAI_BASE_URL": "https://proxy.example/v1"}, "go to proxy.example (openai:a)."),
        ("openai:a", {"PROBATION_QA_MODEL_URL": "http://10.1.2.3:8000/v1"}, "go to 10.1.2.3:8000 (openai:a). Nothing else leaves this machine. The connection is not encrypted."),
        ("openai:a", {"PROBATION_QA_MODEL_URL": "http://u:p@127.0.0.1:1/v1"}, "go to 127.0.0.1:1 (openai:a), on this machine."),
        ("ollama:a", {}, "go to localhost:11434 (ollama:a), on this machine."),
        ("ollama:a", {"OLLAMA_HOST": "box:1"}, "go to box:1 (ollama:a)."),
        ("mistralai:a", {}, "go to the provider mistralai (mistralai:a)."),
        ("replay:kept", {}, "read again from kept. Nothing leaves this machine."),
        ("openai:a", {"PROBATION_QA_MODEL_RECORD": "kept"}, "All that is sent and received is kept in kept."),
    ],
)  # fmt: skip
def test_it_is_said_which_text_goes_where(asked, env, told):
    assert told in what_leaves(read_settings(asked, environment={**KEY, **env}))
