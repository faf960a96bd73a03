"""What is done on the board: carrying, nudging, jumping, finding, filtering, marking, proposing, explaining."""
