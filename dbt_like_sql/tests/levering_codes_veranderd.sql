-- A delivery with new codes or categories, or without usual ones. [warns]
select levering_id, bron, controle, gemeten, grens, melding
from leveringscontroles
where controle in ('nieuwe_codes', 'verdwenen_codes') and uitkomst = 'waarschuwing'
