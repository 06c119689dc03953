"""Measures a library on a set of questions."""
