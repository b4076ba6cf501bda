"""The month on the desk: its four steps, what needs a look first, and what is done to many statements at once."""
