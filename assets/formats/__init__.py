"""From a file to a table of text. Nothing here knows what a column means to its source."""
