"""Letters and columns, numbers and words as people write them."""
