-- Grain: one row per indicator, area, period and version of the text that the team wrote for it. A
-- text that is the same in a later version of the file is one version. `is_nieuwste`: it is the newest,
-- and the file still holds it.
with
gewijzigd as (
    select
        stg_duiding.*,
        lag(tekst || ' ' || auteur || ' ' || datum) over (
            partition by indicator_id, gebied_code, periode order by volgorde
        ) as ervoor
    from stg_duiding
),

staat_er_nog as (
    select distinct indicator_id, gebied_code, periode from stg_duiding where telt
),

genummerd as (
    select
        indicator_id,
        gebied_code,
        periode,
        tekst,
        auteur,
        cast(datum as date) as datum,
        row_number() over (partition by indicator_id, gebied_code, periode order by volgorde) as versie,
        row_number() over (partition by indicator_id, gebied_code, periode order by volgorde desc) as terug
    from gewijzigd
    where ervoor is null or ervoor <> tekst || ' ' || auteur || ' ' || datum
)

select
    genummerd.indicator_id,
    genummerd.gebied_code,
    genummerd.periode,
    genummerd.tekst as duiding,
    genummerd.auteur,
    genummerd.datum,
    cast(genummerd.versie as integer) as versie_nummer,
    genummerd.terug = 1 and staat_er_nog.indicator_id is not null as is_nieuwste
from genummerd
left join staat_er_nog
    on genummerd.indicator_id = staat_er_nog.indicator_id
    and genummerd.gebied_code = staat_er_nog.gebied_code
    and genummerd.periode = staat_er_nog.periode
order by genummerd.indicator_id, genummerd.gebied_code, genummerd.periode, genummerd.versie
