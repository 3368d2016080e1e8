"""Where the small models that rawi ships are trained. Nothing here is needed to read a page."""
