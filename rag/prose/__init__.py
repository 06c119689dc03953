"""Prose by a language model: what it is asked, what it claims, and what of that is shown."""
