"""The pages, a module each: what is chosen, which answers are shown and in which words. What is
asked of the publication belongs in `queries`. The folder is not called `pages`, as Streamlit would
make a page of each module in it.
"""
