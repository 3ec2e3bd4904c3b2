-- Grain: one row per indicator and period of which every month was delivered.
select
    int_indicator_dekking.indicator_id,
    int_indicator_dekking.bron,
    int_perioden.periode_soort,
    int_perioden.periode,
    int_perioden.laatste_maandnummer,
    max(int_indicator_dekking.compleet_sinds) as compleet_sinds
from int_indicator_dekking
inner join int_perioden on int_indicator_dekking.maand = int_perioden.maand
group by
    int_indicator_dekking.indicator_id,
    int_indicator_dekking.bron,
    int_perioden.periode_soort,
    int_perioden.periode,
    int_perioden.laatste_maandnummer,
    int_perioden.maanden
having count(*) = int_perioden.maanden
order by int_indicator_dekking.indicator_id, int_perioden.periode_soort, int_perioden.periode
