/* The installation folder and what its commune.yaml says. One installation is one folder:
 *     commune.yaml  plugins.d/  content/  keys/  marhaba.db  slips/ */
#ifndef MARHABA_BASE_COMMUNE_H
#define MARHABA_BASE_COMMUNE_H

#include "base/local_text.h"

#include <stdint.h>

/* Minutes since midnight, local time: [from, until). */
struct opening {
    int from, until;
};

struct opening_day {
    struct opening parts[4];
    size_t count; /* 0: closed */
};

/* What a commune changes about a service a plugin offers. */
struct service_change {
    bool has_hours; /* hours of its own, within which alone it is offered */
    struct opening_day hours[7];
    const char *code;   /* "PEN-FR" */
    const char *prefix; /* of ticket numbers, one capital letter; NULL: the manifest's */
    int64_t minutes;    /* length of an appointment; 0: the manifest's */
    int64_t seats;      /* appointments at the same time; 0: the manifest's */
};

struct commune {
    const char *home;   /* the installation folder */
    const char *slug;   /* "taliouine" */
    const char *number; /* six digits, in every QR of this commune */
    const char *zone;   /* "Africa/Casablanca" */
    struct local_text name;
    const char *unconfirmed_zgh;      /* a name nobody has confirmed, shown nowhere; NULL */
    struct local_text office;         /* "Bureau d'accueil et d'orientation des migrants" */
    const char *phone;                /* of the desk, shown in help; may be NULL */
    const char *const *languages;     /* offered at the kiosk, NULL-ended, in order */
    const char *officer_language;     /* of the desk and of messages to administrators */
    const char *const *plugins;       /* switched on, NULL-ended */
    const char *const *home_services; /* tiles of the home screen, in order, NULL-ended */
    const struct service_change *changes;
    size_t change_count;
    struct opening_day hours[7];           /* 0 Sunday */
    const char *const *closed_days;        /* "2026-11-18", NULL-ended */
    int souk_day;                          /* 0 Sunday .. 6: the busy day; -1: none */
    int64_t booking_days;                  /* how far ahead appointments can be made */
    int64_t idle_seconds, warning_seconds; /* until "still there?", and from there to the wipe */
    const char *printer;      /* "file:slips", "device:/dev/usb/lp0", "tcp:HOST:9100" */
    int64_t paper_mm;         /* 80 or 58 */
    const char *desk_address; /* "127.0.0.1" */
    int64_t desk_port;
    const char *desk_certificate, *desk_key; /* PEM files, for commune_path; NULL without TLS */
};

/* Reads home/commune.yaml and sets the process's time zone. Everything lives as long as `arena`. */
bool commune_load(struct arena *arena, const char *home, struct commune *out, struct error *error);

/* The change for a service code, or NULL. */
const struct service_change *commune_change(const struct commune *commune, const char *code);

/* Whether a local day ("2026-11-18") is one of the closed days. */
bool commune_closes_on(const struct commune *commune, const char *day);

/* A map of days to openings, as commune.yaml and the calendar write it: {monday: [08:30-12:00]}; a
 * day without a line is closed. */
bool commune_read_hours(const struct yaml_node *map, const char *key, bool required,
                        struct opening_day out[7], struct error *error);
bool commune_read_opening(const struct yaml_node *node, struct opening *out, struct error *error);

/* Owned path of something in the installation folder; an absolute name is the path itself. */
char *commune_path(const struct commune *commune, const char *name);

#endif
