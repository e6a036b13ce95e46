"""What the desk, the API and the command line show as lists alike: the words of views, the filters, the rows, the file."""
