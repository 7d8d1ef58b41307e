"""The panes of the reading screen: compound widgets that own their behaviour."""
