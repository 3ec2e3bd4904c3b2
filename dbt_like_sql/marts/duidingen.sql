-- Grain: one row per indicator, area, period and version of the text that the team wrote for it. A
-- text repeated unchanged in a later version of the file is one version. `is_nieuwste`: the newest
-- among those still in the newest versions of the files.
with
vergeleken as (
    select
        stg_duiding.*,
        lag(tekst || ' ' || auteur || ' ' || datum || ' ' || nieuw_niveau) over (
            partition by indicator_id, gebied_code, periode order by volgorde, levering_id
        ) as ervoor
    from stg_duiding
),

genummerd as (
    select
        vergeleken.*,
        sum(case
                when ervoor is null or ervoor <> tekst || ' ' || auteur || ' ' || datum || ' ' || nieuw_niveau then 1
                else 0
            end)
            over (
                partition by indicator_id, gebied_code, periode
                order by volgorde, levering_id
                rows between unbounded preceding and current row
            ) as versie
    from vergeleken
),

geldend as (
    select indicator_id, gebied_code, periode, max(versie) as versie
    from genummerd
    where telt
    group by indicator_id, gebied_code, periode
)

select
    genummerd.indicator_id,
    genummerd.gebied_code,
    genummerd.periode,
    min(genummerd.tekst) as duiding,
    min(genummerd.auteur) as auteur,
    cast(min(genummerd.datum) as date) as datum,
    min(genummerd.nieuw_niveau) = 'ja' as nieuw_niveau,
    cast(genummerd.versie as integer) as versie_nummer,
    max(case when geldend.versie = genummerd.versie then 1 else 0 end) = 1 as is_nieuwste
from genummerd
left join geldend
    on genummerd.indicator_id = geldend.indicator_id
    and genummerd.gebied_code = geldend.gebied_code
    and genummerd.periode = geldend.periode
group by genummerd.indicator_id, genummerd.gebied_code, genummerd.periode, genummerd.versie
order by genummerd.indicator_id, genummerd.gebied_code, genummerd.periode, genummerd.versie
