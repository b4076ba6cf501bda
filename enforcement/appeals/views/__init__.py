"""Pages of the appeals room: the customer's own and the reviewers'."""
