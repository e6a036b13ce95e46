"""What offices exchange as files: workbooks in; scorecards, rankings and bulletins out. No database, no web."""
