"""Pages of authorizations: staff's and the customer's own."""
