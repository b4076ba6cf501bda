"""CSV files: read into checked rows, with every mistake by line and column, and written harmlessly."""
