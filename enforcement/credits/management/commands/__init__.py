"""Commands of the credits room."""
