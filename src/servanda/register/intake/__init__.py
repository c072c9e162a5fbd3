"""Reading other registers: a file becomes rows, and by its map each row an instrument record. No Django."""
