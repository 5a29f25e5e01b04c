set(USES base decode export)
set(PACKAGES jansson libutf8proc)
set(TABLES )
