-- Grain: one row per source and month that counts in part by a delivery whose streets or areas stopped
-- matching those before it (gate `sleutel_gebroken`), and which counts all the same: it was accepted,
-- or the gate only warns. What happened by street cannot be compared across it.
select distinct stg_dekking.bron, stg_dekking.maand
from leveringsoordelen
inner join stg_leveringen on leveringsoordelen.levering_id = stg_leveringen.levering_id
inner join stg_dekking on leveringsoordelen.levering_id = stg_dekking.levering_id
inner join (
    select bron, maand, coalesce(code, '') as code, max(volgorde) as volgorde
    from stg_dekking
    group by bron, maand, coalesce(code, '')
) as nieuwste
    on stg_dekking.bron = nieuwste.bron
    and stg_dekking.maand = nieuwste.maand
    and coalesce(stg_dekking.code, '') = nieuwste.code
    and stg_dekking.volgorde = nieuwste.volgorde
where leveringsoordelen.controle = 'sleutel_gebroken'
    and leveringsoordelen.uitkomst in ('waarschuwing', 'geaccepteerd')
order by stg_dekking.bron, stg_dekking.maand
