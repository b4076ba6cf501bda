"""A policy file becomes blocks and an outline: one package or module per format."""
