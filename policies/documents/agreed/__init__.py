"""What one customer's agreement says otherwise, laid over the version."""
