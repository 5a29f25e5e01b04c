/* store/edit.h: puts what people set by hand into what is seen of a statement or an incident (review_field.h: fields and how
 * their values are written). */
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

/* value: must stay as long as what is edited; empty says that it is not known. A party or toll takes the place of all of its
 * role or effect. A field or value that cannot be (the file may be foreign) changes nothing. */
void cs_edit(const cs_edited *to, cs_str field, cs_str value, cs_arena *a);

enum { CS_YEAR_DAYS = 366 }; /* the longest stretch of precision year; what is longer is a span */
/* The precision of a time by how many days it spans: day, week, month, year, span. */
cs_str cs_time_precision(cs_str first, cs_str last);
#endif
