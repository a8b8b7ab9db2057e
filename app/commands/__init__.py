"""Commands: what is typed, read into arguments and handed to one story."""
