"""What a PDF needs to become blocks again: sheets of words, lines, columns, tables, margins, headings."""
