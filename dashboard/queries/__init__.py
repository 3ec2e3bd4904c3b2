"""What each page asks of the publication: a module a page, each function one query, its answer a
table whose columns are named as readers see them. Nothing is shown here and nothing judged."""
