-- Nothing is lost: rows read = rows accepted + rows refused, for every delivery. [blocks]
select levering_id, rijen, geaccepteerd, afgekeurd
from leveringen
where rijen <> geaccepteerd + afgekeurd
