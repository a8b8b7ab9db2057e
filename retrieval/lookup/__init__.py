"""What is asked of a report as a whole, or of the library, and is looked up instead of searched."""
