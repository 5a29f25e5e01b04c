set(USES base ingest segment encode decode link export)
set(PACKAGES )
set(TABLES )
