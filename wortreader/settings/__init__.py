"""What is done with the table of settings: the file that has them, what is effective, and the documents."""
