"""Numbers inside the sentences of findings."""

from engine.scenarios.diagnosis.words import percent, percents, signed, to


def test_what_rounds_to_nil_has_no_sign():
    assert (signed(-0.004), signed(0.004), signed(-0.4, 0)) == ("0.00", "0.00", "0")
    assert (signed(-0.006), signed(0.126), signed(12.4, 0)) == ("-0.01", "+0.13", "+12")
    assert to(-0.004, 0.31) == "0.00 to 0.31"
    assert (percent(-0.004), percents(-0.004, 0.12)) == ("0 %", "0 to 12 %")
