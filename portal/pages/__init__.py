"""The portal's own pages: homes of desk, customers and operator."""
