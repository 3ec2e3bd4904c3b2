-- Grain: one row per indicator and period of which every month was delivered, and in which the
-- definition of the indicator did not change: no figure is a sum over two definitions.
select
    int_indicator_dekking.indicator_id,
    int_indicator_dekking.bron,
    int_perioden.periode_soort,
    int_perioden.periode,
    int_perioden.laatste_maandnummer,
    max(int_indicator_dekking.compleet_sinds) as compleet_sinds,
    max(int_indicator_dekking.definitie_versie) as definitie_versie
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
    and min(int_indicator_dekking.definitie_versie) = max(int_indicator_dekking.definitie_versie)
order by int_indicator_dekking.indicator_id, int_perioden.periode_soort, int_perioden.periode
