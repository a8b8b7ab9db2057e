"""The invented reports and the presses that print them stand beside the tests; tests are imported by path, so say where."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
