-- Grain: one row per indicator, neighbourhood and quarter. `onbekend` holds what has none, so that counts
-- add up to the municipality.
select * exclude (gebiedsniveau, periode_soort)
from indicatorwaarden_met_namen
where gebiedsniveau in ('buurt', 'onbekend') and periode_soort = 'kwartaal'
