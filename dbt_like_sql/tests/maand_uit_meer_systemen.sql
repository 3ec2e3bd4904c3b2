-- A month that more than one report system covers: both count. Is one the export of the other (a move to
-- another system), then its reports count double. [warns]
select bron, maand, count(distinct stroom) as systemen
from stg_dekking
group by bron, maand
having count(distinct stroom) > 1
