"""Proposes what each sentence does, its category and the company's names; a person confirms."""
