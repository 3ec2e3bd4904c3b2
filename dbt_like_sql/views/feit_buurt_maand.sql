-- Grain: one row per neighbourhood, month and theme. Sums over 12 months and rates are left out: they
-- cannot be added up.
select
    gebieden.gebied_sleutel,
    buurtbeeld.buurtcode,
    gebieden.gebiedsnaam as buurtnaam,
    gebieden.wijkcode,
    wijken.gebiedsnaam as wijknaam,
    buurtbeeld.thema,
    themas.themanaam,
    buurtbeeld.maand as periode,
    kalender.begin,
    kalender.eind,
    buurtbeeld.politie_registraties,
    buurtbeeld.melddesk_meldingen,
    buurtbeeld.politie_status,
    buurtbeeld.melddesk_status
from buurtbeeld
left join themas on buurtbeeld.thema = themas.thema
left join kalender on buurtbeeld.maand = kalender.periode
left join gebieden
    on buurtbeeld.buurtcode = gebieden.gebied_code
    and buurtbeeld.maand >= gebieden.maand_van
    and buurtbeeld.maand <= gebieden.maand_tot
left join gebieden as wijken
    on gebieden.wijkcode = wijken.gebied_code
    and buurtbeeld.maand >= wijken.maand_van
    and buurtbeeld.maand <= wijken.maand_tot
