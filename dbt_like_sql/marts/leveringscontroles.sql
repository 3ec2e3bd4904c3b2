-- Grain: one row per delivery and gate: what was measured, against which bound, and the outcome. A
-- delivery is compared only with those received before it, so a verdict never changes afterwards.
select
    leveringsoordelen.levering_id,
    stg_ontvangen.bron,
    leveringsoordelen.controle,
    leveringsoordelen.uitkomst,
    leveringsoordelen.gemeten,
    leveringsoordelen.grens,
    leveringsoordelen.melding,
    cast(leveringsoordelen.geaccepteerd_op as date) as geaccepteerd_op,
    leveringsoordelen.acceptatie_reden
from leveringsoordelen
inner join stg_ontvangen on leveringsoordelen.levering_id = stg_ontvangen.levering_id
order by
    stg_ontvangen.bron,
    stg_ontvangen.ontvangst_nr,
    leveringsoordelen.controle
