-- Grain: one row per delivery that counts: known on the reference date and not held.
-- `volgorde` counts the deliveries of a source from old to new; all history is told by it. `stroom`:
-- within which a later delivery of a month takes the place of an earlier one. Report systems that
-- are used side by side are a stream each: what one delivers says nothing of the other.
select
    stg_ontvangen.levering_id,
    stg_ontvangen.bron,
    stg_ontvangen.bestandsnaam,
    stg_ontvangen.sha256,
    stg_ontvangen.ontvangen_op,
    stg_ontvangen.ontvangen_volgens,
    stg_ontvangen.meldsysteem,
    stg_ontvangen.rijen,
    row_number() over (
        partition by stg_ontvangen.bron
        order by stg_ontvangen.ontvangen_op, stg_ontvangen.bestandsnaam, stg_ontvangen.sha256
    ) as volgorde,
    case
        when bronnen.naast_elkaar
            then stg_ontvangen.bron || '/' || coalesce(nullif(stg_ontvangen.meldsysteem, ''), stg_ontvangen.bron)
        else stg_ontvangen.bron
    end as stroom
from stg_ontvangen
inner join bronnen on stg_ontvangen.bron = bronnen.bron
where stg_ontvangen.status <> 'vastgehouden'
order by stg_ontvangen.bron, volgorde
