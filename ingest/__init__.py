"""From files to a searchable index: read, find sections, cut passages, embed, index. The story is in build.py."""
