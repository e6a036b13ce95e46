"""Files made of a case: reply letters and the archive volume."""
