"""What is leafed through: a book is told what to show by a key that its buttons carry."""
