"""A handout as a Word document."""
