"""Tags of the notices room."""
