"""Telemetry: every dependency that could report on its use is told not to, whatever the environment says."""

import os

OFF = {
    "ANONYMIZED_TELEMETRY": "False",  # chromadb
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ORT_DISABLE_TELEMETRY": "1",  # onnxruntime
    "DO_NOT_TRACK": "1",
    "LANGSMITH_TRACING": "false",  # would send questions and passages to a service
    "LANGSMITH_TRACING_V2": "false",
    "LANGCHAIN_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
}


def switch_off() -> None:
    """Set the switches for this process and those it starts."""
    os.environ.update(OFF)
