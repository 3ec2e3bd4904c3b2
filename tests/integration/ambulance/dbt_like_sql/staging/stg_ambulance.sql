-- Grain: one row per accepted row of a delivery of the ambulance service, every version of it.
-- nl: Een rij per geaccepteerde rit van de ambulancedienst, met elke versie ervan.
select
    stg_leveringen.volgorde,
    staged_ambulance.* exclude (buurtcode, wijkcode),
    staged_ambulance.urgentie as code,
    cast(null as varchar) as leveringscode,
    'verkeer_parkeren' as thema,
    true as op_straatniveau,
    buurten_lijst.buurtcode,
    buurten_lijst.wijkcode,
    buurten_lijst.maand_van as buurt_van,
    buurten_lijst.maand_tot as buurt_tot
from staged_ambulance
inner join stg_leveringen on staged_ambulance.levering_id = stg_leveringen.levering_id
left join buurten_lijst
    on staged_ambulance.buurtcode = buurten_lijst.buurtcode
    and staged_ambulance.maand >= buurten_lijst.maand_van
    and staged_ambulance.maand <= buurten_lijst.maand_tot
order by stg_leveringen.volgorde, staged_ambulance.rijnummer
