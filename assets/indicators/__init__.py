"""Indicators: whether a figure changed, and whether it is as expected. Which figures exist is
decided in the SQL models; how a verdict is shown, in the products."""
