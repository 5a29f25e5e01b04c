set(USES base ingest link store export import score pipeline serve)
set(PACKAGES )
set(TABLES bench_report.txt)
