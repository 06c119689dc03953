"""From passages to an answer whose every statement is quoted word for word."""
