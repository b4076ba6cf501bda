"""The one intake of abuse reports and their evidence."""
