"""Playing sounds and films: the queue, the program that plays, and how far it has come; for app and command line."""
