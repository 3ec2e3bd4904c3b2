-- Grain: one row per figure of the open data of the police and delivery that holds it. A null `waarde`
-- is unknown, not 0.
-- nl: Een rij per cijfer uit de open data van de politie en levering waarin het staat. Een lege waarde
-- is onbekend en dus geen 0.
select
    stg_leveringen.volgorde,
    stg_leveringen.ontvangen_op,
    bronnen.indicatorbron as bron,
    staged_politie_open_data.*,
    staged_politie_open_data.voorlopig = 'J' as is_voorlopig,
    1 as definitie_versie
from staged_politie_open_data
inner join stg_leveringen on staged_politie_open_data.levering_id = stg_leveringen.levering_id
inner join bronnen on stg_leveringen.bron = bronnen.bron
order by stg_leveringen.volgorde, staged_politie_open_data.rijnummer
