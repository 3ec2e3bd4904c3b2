-- Grain: one row per source and month that counts at least partly from a delivery whose streets or
-- areas stopped matching those before it (gate `sleutel_gebroken`). The delivery counts all the same,
-- because it was accepted or the gate only warns. Figures by street cannot be compared across such a
-- month.
-- nl: Een rij per bron en maand uit een levering waarvan straten of buurten ineens niet meer pasten,
-- maar die wel meetelt. Vergelijk cijfers per straat niet over zo'n maand heen.
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
