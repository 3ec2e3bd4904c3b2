-- Grain: one row where the Driehoek has an issue: `vorige_bekend` is the cut-off day of the issue
-- before it, the day on which both of its months had first been delivered. Police deliveries decide;
-- without them those of the report system do. No row where those months were never delivered.
-- nl: Hooguit één rij: tot en met welke dag de vorige uitgave voor de Driehoek de cijfers kende. Wat
-- daarna veranderde, is een herziening.
with
maanden as (
    select int_maanden.maand
    from int_maanden
    cross join int_driehoek_periode
    where int_maanden.maandnummer between int_driehoek_periode.van_nummer - 2
        and int_driehoek_periode.van_nummer - 1
),

per_maand as (
    select stg_dekking.bron, stg_dekking.maand, min(cast(stg_leveringen.ontvangen_op as date)) as dag
    from stg_dekking
    inner join maanden on stg_dekking.maand = maanden.maand
    inner join stg_leveringen on stg_dekking.levering_id = stg_leveringen.levering_id
    inner join bronnen on stg_dekking.bron = bronnen.bron and bronnen.per_thema
    group by stg_dekking.bron, stg_dekking.maand
),

per_bron as (
    select
        per_maand.bron,
        max(per_maand.dag) as dag,
        row_number() over (order by max(bronnen.volgorde)) as rang
    from per_maand
    inner join bronnen on per_maand.bron = bronnen.bron
    group by per_maand.bron
    having count(*) = 2
)

select dag as vorige_bekend
from per_bron
where rang = 1
