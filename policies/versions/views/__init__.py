"""Pages of this room: public ones, and the desk's."""
