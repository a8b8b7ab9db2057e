"""Whether the evidence carries an answer, and how the offline writer lays it out by the kind of question."""
