"""Commands and their keys: ids, sequences, labels, hints in the footer, the palette."""
