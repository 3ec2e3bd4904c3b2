-- Grain: one row per indicator and period for which every month was delivered under one definition of
-- the indicator. No figure adds up two definitions.
-- nl: Een rij per indicator en periode waarvan elke maand is geleverd en waarin de definitie niet
-- veranderde. Alleen voor deze perioden wordt een cijfer gegeven.
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
