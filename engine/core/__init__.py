"""The pure part of the program: no framework, no database, no sockets."""
