"""Pages of this room: for readers, for anyone who checks a receipt, for the desk."""
