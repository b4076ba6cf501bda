"""The portal's look: colours, components, template tags and the form renderer that every room's pages share."""
