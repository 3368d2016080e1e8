"""Brings bytes and says where from. The only room that opens a connection."""
