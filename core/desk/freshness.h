/* Truth over time: how old what visitors are shown is. */
#ifndef MARHABA_DESK_FRESHNESS_H
#define MARHABA_DESK_FRESHNESS_H

#include "desk/page.h"
#include "store/cases.h"

/* Above a case's facts: that what its visitor was shown is too old, unchecked, or held back;
 * nothing when it is not. */
void freshness_warning_write(struct exchange *exchange, const struct case_row *row);

/* Below them: when it was checked; nothing where there is a warning. */
void freshness_line_write(struct exchange *exchange, const struct case_row *row);

/* On the desk with nothing open: how much there is to check again; nothing when there is none. */
void freshness_notice_write(struct exchange *exchange);

/* /content: everything there is to check again. */
void content_page(struct exchange *exchange);

#endif
