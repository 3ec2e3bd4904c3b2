-- A delivery that takes the place of a part of the months of an earlier one. [warns]
select levering_id, bron, controle, gemeten, grens, melding
from leveringscontroles
where controle = 'overlap' and uitkomst = 'waarschuwing'
