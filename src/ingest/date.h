/* ingest/date.h: the day in a metadata field. ISO 8601 dates and date-times ("2022-09-14T08:00:00Z", "20220914"), RFC 2822
 * ("Wed, 14 Sep 2022 08:00:00 +0000"), and days with the month's English name ("September 14, 2022", "14 Sept. 2022",
 * also in the middle of a short line: "Published: 14 September 2022"). The day is the one that is written: no time zone is
 * applied. Numbers alone ("09/05/2022") are not read: they mean two days. */
#ifndef CS_INGEST_DATE_H
#define CS_INGEST_DATE_H
#include "base/calendar.h"

cs_day_result cs_date_parse(cs_str s);
#endif
