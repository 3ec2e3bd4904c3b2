-- Grain: one row per theme under which police registrations and reports are put side by side.
select
    thema,
    naam as themanaam,
    is_overlast = 'J' as is_overlast,
    politie = 'J' as telt_politie,
    melddesk = 'J' as telt_melddesk,
    cast(volgorde as integer) as volgorde,
    onder
from stg_themas
order by volgorde
