"""Files of a case, encrypted at rest (C19, C20)."""
