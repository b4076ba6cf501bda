"""Template tags of the reports room, used by the rooms above as well."""
