"""rawi reads Arabic news as it is found on the web and keeps a record of who said what, through whom, when and where."""
