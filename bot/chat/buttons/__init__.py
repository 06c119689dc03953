"""What people press: buttons and menus that say all they need in their custom id."""
