"""Chinese words for dates, durations, money and codes. Pure: no Django, no clock; the time is an argument."""
