"""Posted versions, what is in force when, what is offered downstream, and the proof of posting."""
