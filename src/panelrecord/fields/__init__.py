"""Each module reads one part of a record from what was read in the article."""
