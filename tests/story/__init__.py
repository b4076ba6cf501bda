"""The main job, played against freshly started servers over HTTP, mail and commands only."""
