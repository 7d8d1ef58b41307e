"""The network. The only room that opens a socket."""
