"""What was done, by whom, when: sealed so that a later change is found."""
