-- A month between the first and the last of a source that nobody delivered. [warns]
select bron, maand from driehoek_datakwaliteit where status = 'ontbreekt'
