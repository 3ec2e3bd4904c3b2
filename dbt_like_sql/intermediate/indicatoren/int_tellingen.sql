-- Grain: one row per accepted row and stretch during which it counts, with what it counts for.
-- `code` is the incident code of a registration, the theme of a report.
select
    int_rijgeldigheid.bron,
    int_rijgeldigheid.levering_id,
    int_rijgeldigheid.rijnummer,
    int_rijgeldigheid.van,
    int_rijgeldigheid.tot,
    stg_politie.maand,
    stg_politie.mk_code as code,
    stg_politie.thema,
    case when stg_politie.op_straatniveau then stg_politie.straat_id else 'niet op straatniveau' end
        as straat_id,
    stg_politie.buurtcode,
    stg_politie.wijkcode,
    stg_politie.buurt_van,
    stg_politie.buurt_tot
from int_rijgeldigheid
inner join stg_politie
    on int_rijgeldigheid.levering_id = stg_politie.levering_id
    and int_rijgeldigheid.rijnummer = stg_politie.rijnummer
union all
select
    int_rijgeldigheid.bron,
    int_rijgeldigheid.levering_id,
    int_rijgeldigheid.rijnummer,
    int_rijgeldigheid.van,
    int_rijgeldigheid.tot,
    stg_meldingen.maand,
    stg_meldingen.thema as code,
    stg_meldingen.thema,
    case when stg_meldingen.op_straatniveau then stg_meldingen.straat_id else 'niet op straatniveau' end
        as straat_id,
    stg_meldingen.buurtcode,
    stg_meldingen.wijkcode,
    stg_meldingen.buurt_van,
    stg_meldingen.buurt_tot
from int_rijgeldigheid
inner join stg_meldingen
    on int_rijgeldigheid.levering_id = stg_meldingen.levering_id
    and int_rijgeldigheid.rijnummer = stg_meldingen.rijnummer
