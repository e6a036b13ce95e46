"""What is answered, as plain values: times in the house's zone to the second, money as exact text, codes beside words."""
