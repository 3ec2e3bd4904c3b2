-- Grain: one row per indicator and month for which every code of the indicator was delivered. Where a
-- delivery is limited to certain incident codes, the others are unknown, not 0; so is a month in which
-- a wider code leaves the indicator undecided (`int_onbepaald`). `compleet_sinds`: the
-- `volgorde` of the delivery that first made the month complete.
-- nl: Een rij per indicator en maand waarvan alle codes zijn geleverd, met de levering die de maand
-- compleet maakte. Alleen voor deze maanden heeft de indicator een cijfer.
with
per_code as (
    select
        int_indicator_codes.indicator_id,
        int_indicator_codes.bron,
        int_indicator_codes.code,
        stg_dekking.maand,
        min(stg_dekking.volgorde) as sinds
    from int_indicator_codes
    inner join stg_dekking
        on int_indicator_codes.bron = stg_dekking.bron
        and (stg_dekking.code is null or int_indicator_codes.code = stg_dekking.code)
        and stg_dekking.maand >= int_indicator_codes.maand_van
        and stg_dekking.maand <= int_indicator_codes.maand_tot
    group by
        int_indicator_codes.indicator_id,
        int_indicator_codes.bron,
        int_indicator_codes.code,
        stg_dekking.maand
),

nodig as (
    select int_indicator_codes.indicator_id, maanden.maand, count(*) as codes
    from int_indicator_codes
    inner join (select distinct maand from stg_dekking) as maanden
        on maanden.maand >= int_indicator_codes.maand_van
        and maanden.maand <= int_indicator_codes.maand_tot
    group by int_indicator_codes.indicator_id, maanden.maand
)

select
    per_code.indicator_id,
    per_code.bron,
    per_code.maand,
    greatest(max(per_code.sinds), max(int_onbepaald.tot)) as compleet_sinds,
    max(int_indicator_versies.definitie_versie) as definitie_versie
from per_code
inner join nodig on per_code.indicator_id = nodig.indicator_id and per_code.maand = nodig.maand
inner join int_indicator_versies
    on per_code.indicator_id = int_indicator_versies.indicator_id
    and per_code.maand >= int_indicator_versies.maand_van
    and (int_indicator_versies.maand_tot is null or per_code.maand < int_indicator_versies.maand_tot)
left join int_onbepaald
    on per_code.indicator_id = int_onbepaald.verzameling and per_code.maand = int_onbepaald.maand
where not coalesce(int_onbepaald.nu, false)
group by per_code.indicator_id, per_code.bron, per_code.maand, nodig.codes
having count(*) = nodig.codes
order by per_code.indicator_id, per_code.maand
