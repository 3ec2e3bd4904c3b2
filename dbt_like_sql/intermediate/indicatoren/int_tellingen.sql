-- Grain: one row per accepted row and range of deliveries in which it counts, with what it counts
-- towards. `code` is the source's own classification (the incident code of a registration, the theme
-- of a report). A place that is no street (a park, a station) stands in `straat_id` as `PL-` with its
-- name.
-- nl: Een rij per geaccepteerde registratie of melding en reeks leveringen waarin zij telt, met maand,
-- code, thema, straat en buurt. Alle tellingen van het veiligheidsbeeld komen hieruit.
select
    int_rijgeldigheid.bron,
    int_rijgeldigheid.levering_id,
    int_rijgeldigheid.rijnummer,
    int_rijgeldigheid.van,
    int_rijgeldigheid.tot,
    stg_rijen.maand,
    stg_rijen.code,
    stg_rijen.thema,
    case
        when stg_rijen.op_straatniveau then coalesce(stg_rijen.straat_id, 'PL-' || stg_rijen.plaatsnaam)
        else 'niet op straatniveau'
    end as straat_id,
    stg_rijen.buurtcode,
    stg_rijen.wijkcode,
    stg_rijen.buurt_van,
    stg_rijen.buurt_tot
from int_rijgeldigheid
inner join stg_rijen
    on int_rijgeldigheid.levering_id = stg_rijen.levering_id
    and int_rijgeldigheid.rijnummer = stg_rijen.rijnummer
