-- A delivery of which more than one row in twenty could not be used, and not just a few. [warns]
select levering_id, rijen, afgekeurd
from leveringen
where afgekeurd > 0.05 * rijen and afgekeurd >= 5
