-- Grain: one row per source, street and month: how many rows count now. Rows without a street are
-- under `onbekend`. Sources are never added up; a product that puts two side by side reads its own
-- model.
-- nl: Een rij per bron, straat en maand: hoeveel rijen nu tellen. Bronnen worden nooit opgeteld.
select
    bron,
    coalesce(straat_id, 'onbekend') as straat_id,
    maand,
    count(*) as aantal
from int_tellingen
where tot is null
group by bron, coalesce(straat_id, 'onbekend'), maand
order by bron, straat_id, maand
