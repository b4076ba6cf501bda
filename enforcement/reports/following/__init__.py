"""The reporter's own page: how the report is getting on, words and files to add, and one complaint."""
