"""From a question to its answer, by quotes alone or by a language model's prose."""
