"""What bound a customer at an instant, and the evidence for it."""
