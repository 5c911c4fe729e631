"""What a change costs on the way: lost bookings, credit twice, protected deals, held pay."""
