-- Grain: one row per figure of a register and delivery that holds it.
-- nl: Een rij per cijfer uit een register en levering waarin het staat.
select
    stg_leveringen.volgorde,
    stg_leveringen.ontvangen_op,
    bronnen.indicatorbron as bron,
    staged_registers.*,
    false as is_voorlopig,
    1 as definitie_versie
from staged_registers
inner join stg_leveringen on staged_registers.levering_id = stg_leveringen.levering_id
inner join bronnen on stg_leveringen.bron = bronnen.bron
order by stg_leveringen.volgorde, staged_registers.rijnummer
