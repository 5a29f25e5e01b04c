set(USES base ingest pipeline export)
set(PACKAGES )
set(TABLES bench_report.txt)
