set(USES base ingest export score pipeline)
set(PACKAGES )
set(TABLES bench_report.txt)
