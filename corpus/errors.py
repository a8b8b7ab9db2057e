"""Errors meant for the person at the keyboard.

AssistantError             one sentence that says what is wrong and ends with what to do
  ManifestError            corpus/manifest.py    every bad line at once
  LibraryError             corpus/library.py     no library there, or somebody else is writing it
    DamagedTruth           ingest/truth.py       a library file that is not what was written to it
  UnreadableReport         ingest/reading.py     a file that cannot become a report, and why
  IndexOutOfDate           ingest/card.py        the index and its texts do not belong together
  IndexUnavailable         ingest/server.py      a Chroma server that does not answer
  ModelUnavailable         ingest/embedding.py   a model that is not on this machine
  ModelSettingsError       retrieval/model/settings.py  a language model that cannot be used as it was asked for
  ExportError              app/export/file.py    a file that cannot be written, or does not suit the work
  StorageError             app/storage/faults.py a database that cannot be opened, read or written
  CaseError                evals/case.py         curated cases whose gold does not stand in the reports
"""


class AssistantError(Exception):
    """Base of every error whose message is a full sentence for a person and ends with what to do."""
