/*
 * What one tile of a stream leaves to the next.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_stream.h"
#include "mnv2_window_private.h"

#pragma weak mnv2_copy_columns
void mnv2_copy_columns(int8_t *to, const int8_t *from, int32_t bytes)
{
    mnv2_copy_run(to, from, bytes);
}
