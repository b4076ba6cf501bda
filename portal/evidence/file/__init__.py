"""The evidence file itself, written and checked: pure, no database, no settings, no network."""
