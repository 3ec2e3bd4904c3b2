-- A month between the first and last of a source that was not delivered. [warns]
select bron, maand from driehoek_datakwaliteit where status = 'ontbreekt'
