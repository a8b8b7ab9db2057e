"""A handout as PowerPoint slides."""
