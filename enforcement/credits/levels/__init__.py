"""Service levels: what is agreed from when on, in which words it is shown, and which service has which."""
