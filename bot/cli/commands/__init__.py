"""One module a command, each with `run(arguments, context) -> int`, the exit status."""
