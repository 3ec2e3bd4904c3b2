-- Grain: one row per indicator of a register and period (D and E of the council's factsheet, without
-- the statistics): beside the same stretch a year earlier, or the same number of years right before.
-- What may be shown to the Driehoek only is not here. A percentage only from a base of 50.
with
cijfers as (
    select
        int_register_perioden.*,
        case
            when periode_soort = 'meerjarig'
                then lpad(cast(2 * cast(substr(periode, 1, 4) as integer) - jaar - 1 as varchar), 4, '0')
                    || '--' || lpad(cast(cast(substr(periode, 1, 4) as integer) - 1 as varchar), 4, '0')
            else lpad(cast(jaar - 1 as varchar), 4, '0') || substr(periode, 5)
        end as ervoor
    from int_register_perioden
    where not is_vertrouwelijk
)

select
    cijfers.indicator_id,
    indicatoren.naam as indicator,
    indicatoren.thema,
    cijfers.periode,
    cijfers.periode_soort,
    cijfers.waarde,
    indicatoren.eenheid,
    vorige.periode as vorige_periode,
    vorige.waarde as vorige_waarde,
    cijfers.waarde - vorige.waarde as verschil,
    case when vorige.waarde >= 50 then round(100.0 * (cijfers.waarde - vorige.waarde) / vorige.waarde, 1) end
        as verschil_pct,
    cijfers.bronvermelding,
    case
        when cijfers.periode_soort = 'meerjarig'
            then 'Eén getal over ' || substr(cijfers.periode, 1, 4) || ' tot en met ' || substr(cijfers.periode, 7, 4)
    end as toelichting
from cijfers
inner join indicatoren on cijfers.indicator_id = indicatoren.indicator_id
left join cijfers as vorige
    on cijfers.indicator_id = vorige.indicator_id and cijfers.ervoor = vorige.periode
order by indicatoren.volgorde, cijfers.periode
