-- A delivery with a month of far more rows than the version it supersedes, or than usual. [warns]
select levering_id, bron, controle, gemeten, grens, melding
from leveringscontroles
where controle = 'groei' and uitkomst = 'waarschuwing'
