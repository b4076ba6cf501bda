"""How each language that is read says what a provision does; one module a language."""
