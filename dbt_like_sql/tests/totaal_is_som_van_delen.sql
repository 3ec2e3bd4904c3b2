-- A total is the sum of its parts, for every indicator whose parts are named. [blocks]
with
delen as (
    select
        indicatoren.onderdeel_van as indicator_id,
        waarden.gebied_code,
        waarden.periode,
        sum(waarden.waarde) as som,
        count(*) as aantal
    from indicatorwaarden as waarden
    inner join indicatoren
        on waarden.indicator_id = indicatoren.indicator_id and indicatoren.onderdeel_van is not null
    group by indicatoren.onderdeel_van, waarden.gebied_code, waarden.periode
)

select totaal.indicator_id, totaal.gebied_code, totaal.periode, totaal.waarde, delen.som
from indicatorwaarden as totaal
inner join delen
    on totaal.indicator_id = delen.indicator_id
    and totaal.gebied_code = delen.gebied_code
    and totaal.periode = delen.periode
where totaal.waarde <> delen.som
