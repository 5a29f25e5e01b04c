/* serve/handlers.h: the handlers that the table in routes.c names, each in the file of its thing. */
#ifndef CS_SERVE_HANDLERS_H
#define CS_SERVE_HANDLERS_H
#include "serve/api.h"

#define SRV_HANDLER(name) CASUS_MUST_CHECK casus_status name(const srv_request *r, srv_reply *out, cs_err *err)

SRV_HANDLER(srv_get_root);     /* root.c */
SRV_HANDLER(srv_post_session); /* session.c */
SRV_HANDLER(srv_delete_session);
SRV_HANDLER(srv_post_reports); /* job_api.c */
SRV_HANDLER(srv_get_jobs);
SRV_HANDLER(srv_get_job);
SRV_HANDLER(srv_delete_job);

SRV_HANDLER(srv_get_incidents); /* api_incidents.c */
SRV_HANDLER(srv_get_incident);
SRV_HANDLER(srv_get_outline); /* api_outline.c */
SRV_HANDLER(srv_get_reports); /* api_reports.c */
SRV_HANDLER(srv_get_report);
SRV_HANDLER(srv_get_reading);
SRV_HANDLER(srv_get_statements);
SRV_HANDLER(srv_get_statement);
SRV_HANDLER(srv_get_actors); /* api_actors.c */
SRV_HANDLER(srv_get_actor);
SRV_HANDLER(srv_get_places);
SRV_HANDLER(srv_get_place);
SRV_HANDLER(srv_get_sources);
SRV_HANDLER(srv_get_search); /* api_search.c */
SRV_HANDLER(srv_get_counts);
SRV_HANDLER(srv_get_codebook);
SRV_HANDLER(srv_get_export);  /* api_exports.c */
SRV_HANDLER(srv_get_reviews); /* api_reviews.c */
SRV_HANDLER(srv_post_review);
SRV_HANDLER(srv_get_openapi); /* api_openapi.c */
#endif
