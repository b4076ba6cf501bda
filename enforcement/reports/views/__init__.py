"""Pages of the reports room: the doors a report comes in through, and the desk that handles it."""
