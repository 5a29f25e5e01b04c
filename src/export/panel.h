/* export/panel.h: the incidents of a case counted by country, region, cell, actor, type and month, with the rows that have
 * none: what models are run on. docs/count.md says what counts where. */
#ifndef CS_EXPORT_PANEL_H
#define CS_EXPORT_PANEL_H
#include "base/buf.h"
#include "store/view.h"

typedef enum cs_panel_by {
    CS_PANEL_COUNTRY, /* ISO 3166-1 alpha-3 */
    CS_PANEL_ADMIN1,  /* country and region */
    CS_PANEL_GRID,    /* cells of PRIO-GRID */
    CS_PANEL_ACTOR,   /* who acted */
    CS_PANEL_TYPE,
    CS_PANEL_MONTH,
    CS_PANEL_BYS
} cs_panel_by;
extern const char *const cs_panel_by_name[CS_PANEL_BYS];

typedef enum cs_panel_what { CS_PANEL_INCIDENTS, CS_PANEL_KILLED, CS_PANEL_WOUNDED, CS_PANEL_WHATS } cs_panel_what;
extern const char *const cs_panel_what_name[CS_PANEL_WHATS];

enum {
    CS_PANEL_BY_MAX = 3,        /* crossed with each other */
    CS_PANEL_CELLS_MAX = 3,     /* columns of one of them */
    CS_PANEL_ROWS_MAX = 1 << 22 /* of the whole; one more is CASUS_E_LIMIT */
};

typedef struct cs_panel_ask {
    cs_panel_by by[CS_PANEL_BY_MAX]; /* each another */
    int n_by;
    cs_panel_what what;
    const cs_filter *filter; /* order and limit do not matter */
    bool all_countries;      /* a row for each of ISO's; by country */
    bool any;                /* what was planned, threatened or denied too, unless the filter says what */
} cs_panel_ask;

typedef struct cs_panel_value {
    cs_str key; /* by which values are sorted */
    cs_str cell[CS_PANEL_CELLS_MAX];
    bool unknown; /* shown only where something counts in it */
} cs_panel_value;

typedef struct cs_panel_tally {
    int64_t incidents, told; /* told: those of which a figure is told */
    int64_t low, best, high; /* sums */
    int64_t open;            /* those whose figure has no upper end: high is then too low */
} cs_panel_tally;

typedef struct cs_panel {
    cs_panel_by by[CS_PANEL_BY_MAX];
    int n_by;
    cs_panel_what what;
    const cs_panel_value *value[CS_PANEL_BY_MAX]; /* sorted */
    int64_t n_values[CS_PANEL_BY_MAX];
    const cs_panel_tally *row; /* [n_rows], the last of the by the fastest */
    int64_t n_rows;
    cs_panel_tally all; /* each incident once */
} cs_panel;

/* Counts; no view of the store may be open. What *out points to lies in perm. Errors: as of cs_view_*, CASUS_E_LIMIT (rows). */
CASUS_MUST_CHECK casus_status cs_panel_count(cs_panel *out, cs_store *s, const cs_panel_ask *ask, cs_arena *perm,
                                             cs_arena scratch, cs_err *err);

/* The cell of PRIO-GRID that a point lies in, or 0 where it is no point: half degrees, from 1 in the south-west corner, rows
 * of 720 (Tollefsen, Strand and Buhaug 2012). */
int64_t cs_panel_cell(double lat, double lon);

/* panel_write.c */
void cs_panel_csv(cs_buf *b, const cs_panel *p);
void cs_panel_text(cs_buf *b, const cs_panel *p);
/* {"columns":[…],"rows":[[…]]}: figures are numbers, what is empty is null. */
void cs_panel_json(cs_buf *b, const cs_panel *p);
#endif
