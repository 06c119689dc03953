"""One module a provider: how llama-index asks it, and what its answers mean."""
