"""What is shown for one thing said, as a card."""
