-- Grain: one row per indicator of a register that is not in the code tables. Each is an indicator of
-- its own, under the name that was delivered last.
-- nl: Een rij per indicator uit een register die niet in de lijst met indicatoren staat, onder de
-- laatst geleverde naam. Zij telt mee onder het thema Registers.
with
gerangschikt as (
    select
        stg_registers.indicator_id,
        stg_registers.bron,
        stg_registers.naam,
        row_number() over (
            partition by stg_registers.indicator_id
            order by stg_registers.volgorde desc, stg_registers.rijnummer
        ) as rang
    from stg_registers
    left join stg_indicatoren on stg_registers.indicator_id = stg_indicatoren.indicator_id
    where stg_indicatoren.indicator_id is null
)

select
    indicator_id,
    bron,
    naam,
    2000 + cast(row_number() over (order by indicator_id) as integer) as volgorde
from gerangschikt
where rang = 1
order by indicator_id
