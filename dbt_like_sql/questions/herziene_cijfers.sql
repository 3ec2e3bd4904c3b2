-- Grain: one row per indicator, area, period and delivery that changed a whole figure, the newest
-- change first.
select
    herzieningen.sinds,
    herzieningen.indicator_id,
    indicatoren.naam as indicator,
    herzieningen.gebied_code,
    (
        select max_by(gebieden.gebiedsnaam, gebieden.maand_van)
        from gebieden
        where gebieden.gebied_code = herzieningen.gebied_code
    ) as gebiedsnaam,
    herzieningen.periode_soort,
    herzieningen.periode,
    herzieningen.oude_waarde,
    herzieningen.nieuwe_waarde,
    herzieningen.nieuwe_waarde - herzieningen.oude_waarde as verschil,
    herzieningen.levering_id,
    leveringen.bestandsnaam
from herzieningen
left join indicatoren on herzieningen.indicator_id = indicatoren.indicator_id
left join leveringen on herzieningen.levering_id = leveringen.levering_id
order by
    herzieningen.sinds desc,
    indicatoren.volgorde,
    herzieningen.gebied_code,
    herzieningen.periode_soort,
    herzieningen.periode,
    herzieningen.levering_id
