"""Acknowledgements given outside the portal: recorded with the file, attested by staff."""
