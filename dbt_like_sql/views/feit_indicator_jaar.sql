-- Grain: one row per indicator and year, of the municipality as a whole.
select * exclude (gebiedsniveau, periode_soort)
from indicatorwaarden_met_namen
where gebiedsniveau = 'gemeente' and periode_soort = 'jaar'
