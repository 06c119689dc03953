"""From a question to its answer, whatever way it was asked: `Reception` takes it all together."""
