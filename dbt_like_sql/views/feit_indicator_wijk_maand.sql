-- Grain: one row per indicator, district and month.
select * exclude (gebiedsniveau, periode_soort)
from indicatorwaarden_met_namen
where gebiedsniveau = 'wijk' and periode_soort = 'maand'
