"""From a question to a checked, cited answer. The story is in assistant.py."""
