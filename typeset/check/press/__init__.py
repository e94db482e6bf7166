"""A PDF as a printer and an archive look at it: boxes, fonts, colours, ink, images, what a standard asks."""
