-- Grain: one row per neighbourhood, theme and part of the week in which anything happened, in the twelve
-- months up to the period of the Driehoek; `onbekend` holds what has no usable moment. A part of the
-- week without a row has none. Police and reports side by side.
select
    int_plaats_momenten.plaats as buurtcode,
    coalesce(buurten_lijst.buurtnaam, int_plaats_momenten.plaats) as buurtnaam,
    int_plaats_momenten.maand_tot,
    int_plaats_momenten.thema,
    int_plaats_momenten.weekdag,
    int_plaats_momenten.dagdeel,
    int_plaats_momenten.politie_12m,
    int_plaats_momenten.melddesk_12m,
    int_plaats_momenten.melddesk_voorval,
    int_plaats_momenten.momentbron
from int_plaats_momenten
left join buurten_lijst
    on int_plaats_momenten.plaats = buurten_lijst.buurtcode
    and int_plaats_momenten.maand_tot >= buurten_lijst.maand_van
    and int_plaats_momenten.maand_tot <= buurten_lijst.maand_tot
where int_plaats_momenten.plaats_soort = 'buurt'
order by
    int_plaats_momenten.plaats,
    int_plaats_momenten.thema,
    lpad(int_plaats_momenten.cel, 8, '0')
