-- Grain: one row per delivery with at least one accepted row, held or not.
-- nl: Een rij per levering waarvan ten minste één rij bruikbaar is, met het aantal bruikbare rijen;
-- vastgehouden leveringen staan er ook in.
select levering_id, aantal
from geaccepteerde_rijen
order by levering_id
