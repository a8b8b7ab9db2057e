"""Service: a library offered to programs and people, with limits, a journal and a say on its health."""
