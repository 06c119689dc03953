"""Text to vectors: the built-in model, or any of llama-index's."""
