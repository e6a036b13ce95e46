"""What is done about it; each act is one event in the ledger."""
