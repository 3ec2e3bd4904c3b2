-- Grain: one row per figure of a register and delivery that holds it.
select
    stg_leveringen.volgorde,
    stg_leveringen.ontvangen_op,
    staged_registers.*
from staged_registers
inner join stg_leveringen on staged_registers.levering_id = stg_leveringen.levering_id
order by stg_leveringen.volgorde, staged_registers.rijnummer
