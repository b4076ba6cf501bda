"""A version as plain text and PDF, and statements as PDF."""
