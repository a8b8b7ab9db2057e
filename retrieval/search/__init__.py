"""Which passages are put forward for a question, and in what order."""
