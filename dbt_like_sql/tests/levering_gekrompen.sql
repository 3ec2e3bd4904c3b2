-- A delivery with a month of far fewer rows than the version it supersedes, or than usual. [warns]
select levering_id, bron, controle, gemeten, grens, melding
from leveringscontroles
where controle in ('krimp', 'extreme_krimp') and uitkomst = 'waarschuwing'
