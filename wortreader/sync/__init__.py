"""What joins the rooms: the use cases, without a screen."""
