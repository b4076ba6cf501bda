"""What the inbox of reports does with cases: opening them, joining reports into one, and a customer's history."""
