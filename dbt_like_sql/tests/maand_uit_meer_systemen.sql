-- A month that more than one report system covers: both count. If one is an export of the other (after
-- a move to another system), its reports count twice. [warns]
select bron, maand, count(distinct stroom) as systemen
from stg_dekking
group by bron, maand
having count(distinct stroom) > 1
