"""What the institution itself owes the law and the regulator: channels published, persons named, reports filed, a yearly account (2020 measures Art. 7, 8, 26, 35, 36)."""
