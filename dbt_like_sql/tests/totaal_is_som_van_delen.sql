-- A total is the sum of its parts, for every indicator whose parts are named; where a part has no
-- figure, it is at least the sum of the others. [blocks]
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
),

nodig as (
    select onderdeel_van as indicator_id, count(*) as aantal
    from indicatoren
    where onderdeel_van is not null
    group by onderdeel_van
)

select totaal.indicator_id, totaal.gebied_code, totaal.periode, totaal.waarde, delen.som
from indicatorwaarden as totaal
inner join delen
    on totaal.indicator_id = delen.indicator_id
    and totaal.gebied_code = delen.gebied_code
    and totaal.periode = delen.periode
inner join nodig on totaal.indicator_id = nodig.indicator_id
where totaal.waarde < delen.som or (totaal.waarde > delen.som and delen.aantal = nodig.aantal)
