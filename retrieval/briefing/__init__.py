"""A topic gathered from many reports and laid out in chapters, every line cited."""
