"""The customers' CSV: read, compared with what the portal holds, and said as steps or as mistakes; pure."""
