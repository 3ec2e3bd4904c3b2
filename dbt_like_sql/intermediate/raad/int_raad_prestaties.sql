-- Grain: one row per indicator of a register and period (parts D and E of the council's factsheet,
-- without the statistics), next to the same period a year earlier, or to the same number of years
-- directly before it. Figures reserved for the Driehoek are left out. A percentage is given only from
-- a base of 50.
-- nl: Een rij per indicator uit een register en periode, naast dezelfde periode een jaar eerder. Dit
-- zijn de cijfers voor de onderdelen D en E van de factsheet voor de raad, zonder wat alleen voor de
-- Driehoek is.
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
