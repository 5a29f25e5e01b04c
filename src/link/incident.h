/* link/incident.h: which statements of one report are about one incident. */
#ifndef CS_LINK_INCIDENT_H
#define CS_LINK_INCIDENT_H
#include "decode/reading.h"

/* Fills r->incidents and each event statement's incident. Every event statement is in exactly one incident, relations are in
 * none. Statements are taken in text order; each joins the earlier incident that it fits best (shared parties, place, time,
 * means, back-reference) if nothing speaks against it (other day, other place, other party, other modality), else it opens
 * one. The reasons are kept in words. Needs statements, entities, places, times; allocates in perm. */
void cs_incidents(cs_reading *r, cs_arena *perm, cs_arena scratch);
/* Fills type, mode, when, where, parties, toll and sources of an incident from its statements, of which there is one at least.
 * inc: those still empty, `when` -1. */
void cs_incident_sum(cs_reading *r, cs_incident *inc, cs_arena *perm);
/* The role as the incident has it: an agent that is claimed or accused in a statement stays so, by that statement's word. */
cs_role cs_incident_role(const cs_statement *s, const cs_role *role);
/* After cs_fillers, where its model knows the sort of report: an incident of violence that names neither doer nor victim,
 * neither target nor weapon, is told again of another one of the report that nothing speaks against (no other type, day, place
 * or modality): of the best fitting one that names somebody, else of one before it. It goes over to that one; the others keep
 * the numbers of their ids. Allocates in perm. */
void cs_incidents_fold(cs_reading *r, cs_arena *perm, cs_arena scratch);
#endif
