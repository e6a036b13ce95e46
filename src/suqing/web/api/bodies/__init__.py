"""What may be sent: one schema per act. Unknown names are refused; null means "not given"."""
