-- Grain: one row per theme, in which the police and the report system stand side by side.
select
    thema,
    naam as themanaam,
    is_overlast = 'J' as is_overlast,
    politie = 'J' as telt_politie,
    melddesk = 'J' as telt_melddesk,
    cast(volgorde as integer) as volgorde
from thema_lijst
order by volgorde
