set(USES base segment encode)
set(PACKAGES )
set(TABLES )
