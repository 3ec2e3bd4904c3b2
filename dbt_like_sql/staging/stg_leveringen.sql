-- Grain: one row per delivery that was known on the reference date.
-- `volgorde` counts the deliveries of a source from old to new; all history is told by it.
with
bekend as (
    select manifesten.*
    from manifesten
    cross join instellingen
    where instellingen.peildatum is null
        or cast(manifesten.ontvangen_op as date) <= instellingen.peildatum
)

select
    levering_id,
    bron,
    bestandsnaam,
    sha256,
    ontvangen_op,
    ontvangen_volgens,
    meldsysteem,
    rijen,
    row_number() over (
        partition by bron
        order by ontvangen_op, bestandsnaam, sha256
    ) as volgorde
from bekend
order by bron, volgorde
