"""The outbox: what waits to be sent to another machine, how it is sent and tried again, and what was answered."""
