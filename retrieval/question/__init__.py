"""What a question asks: read against the library's words, completed from the turns before it."""
