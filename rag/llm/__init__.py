"""Language models: one setting, one stream of text, one line for whatever goes wrong."""
