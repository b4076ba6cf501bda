"""The desk's inbox: which reports wait for whom, what is done with several at once, and what people see beside them."""
