"""How old acts of each kind of conduct may be when they are reported, before a person looks first."""
