"""Running the bot from Discord: who may, what is under way, and what is done."""
