-- A delivery with codes or categories that are new, or without usual ones. [warns]
select levering_id, bron, controle, gemeten, grens, melding
from leveringscontroles
where controle in ('nieuwe_codes', 'verdwenen_codes') and uitkomst = 'waarschuwing'
