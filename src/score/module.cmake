set(USES base decode store export)
set(PACKAGES jansson libutf8proc)
set(TABLES )
