-- A delivery that supersedes only some of the months of an earlier one. [warns]
select levering_id, bron, controle, gemeten, grens, melding
from leveringscontroles
where controle = 'overlap' and uitkomst = 'waarschuwing'
