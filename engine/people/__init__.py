"""Who is there to sell in the coming period: attrition, vacancies, hires and their ramp."""
