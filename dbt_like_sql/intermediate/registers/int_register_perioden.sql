-- Grain: one row per indicator of a register and period with a figure for the whole municipality, as
-- known now. Where a particular issue is requested, later years are left out. `jaar` is the last year
-- of the period. `volgnummer` says which of the `delen` equal parts of the year it is; both are null
-- for a period of several years. `is_stand`: the figure is a level at the end of the period, so
-- periods are not added up.
-- nl: Een rij per indicator uit een register en periode: het cijfer voor de hele gemeente zoals het nu
-- bekend is. Hieruit komen de cijfers uit registers voor de Driehoek en de prestaties voor de raad.
with
cijfers as (
    select
        int_cijferversies.indicator_id,
        int_cijferversies.periode_soort,
        int_cijferversies.periode,
        int_cijferversies.waarde,
        nullif(stg_registers.bronvermelding, '') as bronvermelding
    from int_cijferversies
    inner join instellingen on int_cijferversies.gebied_code = instellingen.gemeentecode
    inner join stg_registers
        on int_cijferversies.levering_id = stg_registers.levering_id
        and int_cijferversies.indicator_id = stg_registers.indicator_id
        and int_cijferversies.gebied_code = stg_registers.gebied_code
        and int_cijferversies.periode = stg_registers.periode
    where int_cijferversies.is_nieuwste
)

select
    cijfers.indicator_id,
    periode_soort,
    periode,
    waarde,
    bronvermelding,
    cast(case when periode_soort = 'meerjarig' then substr(periode, 7, 4) else substr(periode, 1, 4) end as integer)
        as jaar,
    case periode_soort
        when 'maand' then cast(substr(periode, 6, 2) as integer)
        when 'kwartaal' then cast(substr(periode, 7, 1) as integer)
        when 'halfjaar' then cast(substr(periode, 7, 1) as integer)
        when 'jaar' then 1
    end as volgnummer,
    case periode_soort when 'maand' then 12 when 'kwartaal' then 4 when 'halfjaar' then 2 when 'jaar' then 1 end
        as delen,
    coalesce(indicator_kenmerken.stand, 'N') = 'J' as is_stand,
    coalesce(indicator_kenmerken.vertrouwelijk, 'N') = 'J' as is_vertrouwelijk
from cijfers
inner join int_uitgave
    on case when periode_soort = 'meerjarig' then substr(periode, 7, 4) else substr(periode, 1, 4) end
    <= cast(int_uitgave.tot_jaar as varchar)
left join indicator_kenmerken on cijfers.indicator_id = indicator_kenmerken.indicator_id
