-- Grain: one row per street, month and theme. Sums over 12 months are left out: adding them up counts
-- a month twelve times.
select
    straatbeeld.straat_id,
    straten.straatnaam,
    straten.soort as straatsoort,
    gebieden.gebied_sleutel,
    straatbeeld.buurtcode,
    straatbeeld.buurtnaam,
    straatbeeld.thema,
    themas.themanaam,
    straatbeeld.maand as periode,
    kalender.begin,
    kalender.eind,
    straatbeeld.politie_registraties,
    straatbeeld.melddesk_meldingen,
    straatbeeld.politie_status,
    straatbeeld.melddesk_status
from straatbeeld
left join straten on straatbeeld.straat_id = straten.straat_id
left join themas on straatbeeld.thema = themas.thema
left join kalender on straatbeeld.maand = kalender.periode
left join gebieden
    on straatbeeld.buurtcode = gebieden.gebied_code
    and gebieden.maand_van = (
        select max(laatste.maand_van) from gebieden as laatste where laatste.gebied_code = straatbeeld.buurtcode
    )
