"""The pages, a module each: what is chosen, which answers are shown and in which words. What is
asked of the publication belongs in `queries`."""
