"""What customers did that credits depend on: claims of a month's credit, and times in which one was past due."""
