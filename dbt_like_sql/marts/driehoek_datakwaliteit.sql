-- Grain: one row per source and month, from its first delivered month to its last (T6): how often it
-- was delivered, what was refused, which part could be linked, and whether more is to come.
with
grenzen as (
    select bron, min(maand) as eerste, max(maand) as laatste
    from stg_dekking
    where bron <> 'registers'
    group by bron
),

versies as (
    select
        bron,
        maand,
        levering_id,
        count(*) over (partition by bron, maand) as aantal,
        row_number() over (partition by bron, maand order by volgorde desc) as rang
    from (select distinct bron, maand, levering_id, volgorde from stg_dekking) as dekking_per_maand
),

veldfouten_per_levering as (
    select levering_id, sum(aantal) as aantal from veldfouten group by levering_id
)

select
    grenzen.bron,
    int_maanden.maand,
    case
        when versies.levering_id is null then 'ontbreekt'
        when versies.aantal > 1 then 'herzien'
        else 'geleverd'
    end as status,
    coalesce(versies.aantal, 0) as versies,
    versies.levering_id,
    leveringen.ontvangen_op,
    leveringen.rijen as levering_rijen,
    leveringen.afgekeurd as levering_afgekeurd,
    case
        when leveringen.levering_id is not null
            then cast(coalesce(veldfouten_per_levering.aantal, 0) as bigint)
    end as levering_veldfouten,
    coalesce(int_koppeling.geteld, 0) as geteld,
    coalesce(int_koppeling.straat_gekoppeld, 0) as straat_gekoppeld,
    coalesce(int_koppeling.straat_opgegeven, 0) as straat_opgegeven,
    coalesce(int_koppeling.buurt_gekoppeld, 0) as buurt_gekoppeld,
    round(100.0 * int_koppeling.straat_gekoppeld / nullif(int_koppeling.geteld, 0), 1) as straat_gekoppeld_pct,
    round(100.0 * int_koppeling.buurt_gekoppeld / nullif(int_koppeling.geteld, 0), 1) as buurt_gekoppeld_pct,
    int_koppeling.straat_van_opgegeven_pct,
    int_koppeling.koppeling_oordeel,
    case
        when versies.levering_id is null then 'ontbreekt'
        when int_volledigheid.maand is not null then 'voorlopig'
        else 'compleet'
    end as volledigheid,
    int_volledigheid.verwachte_volledigheid_pct
from grenzen
inner join int_maanden on int_maanden.maand >= grenzen.eerste and int_maanden.maand <= grenzen.laatste
left join versies
    on grenzen.bron = versies.bron and int_maanden.maand = versies.maand and versies.rang = 1
left join leveringen on versies.levering_id = leveringen.levering_id
left join veldfouten_per_levering on versies.levering_id = veldfouten_per_levering.levering_id
left join int_koppeling on grenzen.bron = int_koppeling.bron and int_maanden.maand = int_koppeling.maand
left join int_volledigheid
    on grenzen.bron = int_volledigheid.bron and int_maanden.maand = int_volledigheid.maand
order by grenzen.bron, int_maanden.maand
