"""From a file to a table of text: workbooks, text files, JSON, zips, StatLine and OData.

The way in is `reading`. It opens a file (`opening`: `workbooks`, `texts`, `bundles`, `objects`),
finds the header and the layout (`headers`), and keeps the fields of that layout. A table of
statistics goes another way: `statistics` opens it (`statline`, `odata`), `cubes` and `surveys` turn
it into rows, `municipality_rows` keeps those of the municipality.

What a column means to its source does not belong here, and no source is named here.
"""
