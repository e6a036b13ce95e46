"""The forms of the case page, one class an act; `given()` is what the action is called with."""
