"""The questions that the articles did not answer well, put in order for whoever can mend that."""
