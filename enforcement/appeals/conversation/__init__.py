"""What the customer and the company write to each other about an appeal, and the files that go with it."""
