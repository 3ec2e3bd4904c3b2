-- A delivery with other columns than the one before it. [warns]
select levering_id, bron, controle, gemeten, grens, melding
from leveringscontroles
where controle = 'kop_veranderd' and uitkomst = 'waarschuwing'
