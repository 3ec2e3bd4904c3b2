-- A delivery whose streets or areas suddenly match far less often than in the one before. [warns]
select levering_id, bron, controle, gemeten, grens, melding
from leveringscontroles
where controle = 'sleutel_gebroken' and uitkomst = 'waarschuwing'
