-- Grain: one row per indicator of a register and period that the municipality as a whole has a figure
-- of, as known now; of an issue that is asked for none of a later year. `jaar`: the last year of it; `volgnummer`: which of the `delen` equal parts of
-- the year it is; of more whole years together there is none. `is_stand`: how many there are at the
-- end of the period, so that periods are not added up.
with
cijfers as (
    select int_registercijfers.*
    from int_registercijfers
    inner join instellingen on int_registercijfers.gebied_code = instellingen.gemeentecode
    where int_registercijfers.is_nieuwste
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
