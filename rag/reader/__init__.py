"""Reads a question and a paragraph together: does it answer, and where."""
