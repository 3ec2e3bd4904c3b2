-- Grain: one row per delivery of which at least one row can be used, held or not.
select levering_id, aantal
from geaccepteerde_rijen
order by levering_id
