-- A delivery that is held: it does not count until an analyst accepts it. [warns]
select levering_id, bron, bestandsnaam, reden_vastgehouden
from leveringen
where status = 'vastgehouden'
