"""Serving the page: Streamlit in a process of its own, bound to this machine unless told otherwise."""

import os
import subprocess
import sys
from pathlib import Path

from corpus.library import LIBRARY_VARIABLE

PAGE = Path(__file__).with_name("page.py")


def serve(library: Path | None, listen: str, port: int) -> None:
    """Run the page until it is stopped."""
    environment = dict(os.environ)
    if library:
        environment[LIBRARY_VARIABLE] = str(library.resolve())
    settings = {
        "server.address": listen, "server.port": str(port), "server.headless": "true", "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false", "client.toolbarMode": "minimal", "client.showErrorDetails": "none",
    }  # fmt: skip
    command = [sys.executable, "-m", "streamlit", "run", str(PAGE), *(f"--{key}={value}" for key, value in settings.items())]
    print(f"The page is at http://{listen}:{port} (stop it with Ctrl-C)")
    try:
        subprocess.run(command, env=environment, check=False)
    except KeyboardInterrupt:
        print("Stopped.")
