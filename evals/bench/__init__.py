"""How fast, and how whole after a fault: ours beside the plain pipeline, and writers killed at random."""
