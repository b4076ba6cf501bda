"""What happened in a stretch of time, each table by one query; instants are UTC, the end is no part of it."""
