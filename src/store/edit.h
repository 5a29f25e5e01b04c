/* store/edit.h: the fields that people edit, of statements and of incidents, and how their values are written (docs/incidents.md):
 *
 *   type, mode, certainty, modality, time_frame   codebook values
 *   when                       2024, 2024-03, 2024-03-07, or two of them with / between; .. for an open end
 *   place, country, admin1, admin2, lat, lon      a name, a code, degrees
 *   killed, wounded, …         a toll: 8, or LOW/BEST/HIGH with nothing for what is not known, as 5//12
 *   agent, recipient, target, instrument, …       a name, which takes the place of all of that role
 *
 * An empty value says that it is not known. */
#ifndef CS_STORE_EDIT_H
#define CS_STORE_EDIT_H
#include "store/view.h"

/* What an edit is made to; *places, *parties and *tolls are replaced by others in the arena where they change. */
typedef struct cs_edited {
    cs_str *type, *mode, *certainty, *modality, *time_frame;
    cs_view_time *when;
    cs_view_place **places;
    int *n_places;
    cs_view_party **parties;
    int *n_parties;
    cs_view_toll **tolls;
    int *n_tolls;
} cs_edited;

/* Makes an edit. who: who says so, of a party. A field or value that cannot be is passed over: cs_edit_check was not asked. */
void cs_edit(const cs_edited *to, cs_str field, cs_str value, cs_arena *a);
/* CASUS_E_USAGE with what was expected where a field is none or its value cannot be; codebook values are not looked up. */
CASUS_MUST_CHECK casus_status cs_edit_check(cs_str field, cs_str value, cs_err *err);

/* The precision of a time by how many days it spans: day, week, month, year, span. */
cs_str cs_time_precision(cs_str first, cs_str last);
#endif
