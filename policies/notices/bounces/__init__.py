"""What comes back after sending: bounce mails and the events that mail providers post."""
