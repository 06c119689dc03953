"""The index: paragraphs with their meaning in Chroma, their words in tantivy."""
