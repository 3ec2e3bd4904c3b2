-- Grain: one row per delivery of a file that the team itself writes. `telt`: whether it is the newest
-- version of its file; of a file that is edited the newest version counts, whole.
select
    stg_leveringen.levering_id,
    stg_leveringen.bron,
    stg_leveringen.volgorde,
    stg_leveringen.ontvangen_op,
    row_number() over (
        partition by stg_leveringen.bron, lower(stg_leveringen.bestandsnaam)
        order by stg_leveringen.volgorde desc
    ) = 1 as telt
from stg_leveringen
inner join bronnen on stg_leveringen.bron = bronnen.bron and bronnen.soort = 'teksten'
