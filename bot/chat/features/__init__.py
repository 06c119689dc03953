"""What people can do, a cog each."""
