"""The timeline of the board: geometry, cursor, paint and the grid that draws them."""
