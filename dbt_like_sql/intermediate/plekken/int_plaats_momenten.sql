-- Grain: one row per place, theme and cell of the week in which anything happened, in the twelve months
-- up to the period of the Driehoek. Places are those of `int_plaats_thema_maand`, and a source is null
-- where its sum over these months is. A whole number of twelfths divided by twelve: police and reports
-- side by side, never added up. `melddesk_voorval`: the part of the reports of which the moment is that of
-- the event; of the others it is that of reporting.
-- nl: Een rij per straat of buurt, thema en deel van de week: registraties van de politie en meldingen
-- over twaalf maanden. Hieruit komen straatmomenten en buurtmomenten.
with
delen as (
    select int_rijmomenten.*, unnest(string_split(momenten, ' ')) as deel from int_rijmomenten
),

gewichten as (
    select
        delen.*,
        split_part(deel, ':', 1) as cel,
        aantal * case when deel = 'onbekend' then 12 else cast(split_part(deel, ':', 2) as integer) end as twaalfden
    from delen
),

plaatsen as (
    select
        gewichten.bron,
        gewichten.thema,
        'straat' as plaats_soort,
        case
            when int_koppeling.koppeling_oordeel = 'onder minimum' then 'te weinig gekoppeld'
            else coalesce(gewichten.straat_id, 'onbekend')
        end as plaats,
        '0000-01' as plaats_van,
        gewichten.van_voorval,
        gewichten.cel,
        gewichten.twaalfden
    from gewichten
    inner join int_koppeling
        on gewichten.bron = int_koppeling.bron and gewichten.maand = int_koppeling.maand
    union all
    select
        bron,
        thema,
        'buurt' as plaats_soort,
        coalesce(buurtcode, 'onbekend') as plaats,
        coalesce(buurt_van, '0000-01') as plaats_van,
        van_voorval,
        cel,
        twaalfden
    from gewichten
),

cellen as (
    select
        plaats_soort,
        plaats,
        plaats_van,
        thema,
        cel,
        sum(case when bron = 'politie' then twaalfden else 0 end) as politie,
        sum(case when bron = 'melddesk' then twaalfden else 0 end) as melddesk,
        sum(case when bron = 'melddesk' and van_voorval then twaalfden else 0 end) as voorval
    from plaatsen
    group by plaats_soort, plaats, plaats_van, thema, cel
)

select
    cellen.plaats_soort,
    cellen.plaats,
    cellen.thema,
    int_plaats_thema_maand.maand as maand_tot,
    cellen.cel,
    weekcellen.weekdag,
    weekcellen.dagdeel,
    case when int_plaats_thema_maand.politie_12m is not null then cellen.politie / 12.0 end as politie_12m,
    case when int_plaats_thema_maand.melddesk_12m is not null then cellen.melddesk / 12.0 end
        as melddesk_12m,
    case when int_plaats_thema_maand.melddesk_12m is not null then cellen.voorval / 12.0 end
        as melddesk_voorval,
    case
        when int_plaats_thema_maand.melddesk_12m is null or cellen.melddesk = 0 then null
        when cellen.voorval = cellen.melddesk then 'gebeurtenis'
        when cellen.voorval = 0 then 'melding'
        else 'beide'
    end as momentbron
from cellen
inner join weekcellen on cellen.cel = weekcellen.cel
cross join int_driehoek_periode
inner join int_plaats_thema_maand
    on cellen.plaats_soort = int_plaats_thema_maand.plaats_soort
    and cellen.plaats = int_plaats_thema_maand.plaats
    and cellen.plaats_van = int_plaats_thema_maand.plaats_van
    and cellen.thema = int_plaats_thema_maand.thema
    and int_plaats_thema_maand.maandnummer = int_driehoek_periode.tot_nummer
where (int_plaats_thema_maand.politie_12m is not null and cellen.politie > 0)
    or (int_plaats_thema_maand.melddesk_12m is not null and cellen.melddesk > 0)
order by cellen.plaats_soort, cellen.plaats, cellen.thema, lpad(cellen.cel, 8, '0')
