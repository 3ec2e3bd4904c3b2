-- Registrations that count in a theme and in no indicator. [warns]
select maand, thema, aantal from int_alleen_thema
