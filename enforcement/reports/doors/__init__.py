"""The doors that store first and read later: mail and API; whatever happens in between, nothing is lost."""
