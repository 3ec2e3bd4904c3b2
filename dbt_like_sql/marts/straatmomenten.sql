-- Grain: one row per street, theme and part of the week in which anything happened, in the twelve
-- months up to the period of the Driehoek; `onbekend` holds what has no usable moment. A part of the
-- week without a row has none. Police and reports side by side.
select
    int_plaats_momenten.plaats as straat_id,
    case
        when straten.straatnaam is not null then straten.straatnaam
        when int_plaats_momenten.plaats like 'PL-%' then substr(int_plaats_momenten.plaats, 4)
        else int_plaats_momenten.plaats
    end as straatnaam,
    int_plaats_momenten.maand_tot,
    int_plaats_momenten.thema,
    int_plaats_momenten.weekdag,
    int_plaats_momenten.dagdeel,
    int_plaats_momenten.politie_12m,
    int_plaats_momenten.melddesk_12m,
    int_plaats_momenten.melddesk_voorval,
    int_plaats_momenten.momentbron
from int_plaats_momenten
left join straten on int_plaats_momenten.plaats = straten.straat_id
where int_plaats_momenten.plaats_soort = 'straat'
order by
    int_plaats_momenten.plaats,
    int_plaats_momenten.thema,
    lpad(int_plaats_momenten.cel, 8, '0')
