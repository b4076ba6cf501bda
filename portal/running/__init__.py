"""Runs Proviso's processes together on one machine: for the demo, the story and the benchmarks, not for production."""
