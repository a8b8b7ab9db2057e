"""Two windows on an answer: the command line and the web page."""
