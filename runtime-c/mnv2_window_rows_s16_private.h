/*
 * Rows of 16-bit values, as the kernels for rows take them: as bytes.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_WINDOW_ROWS_S16_PRIVATE_H
#define MNV2_WINDOW_ROWS_S16_PRIVATE_H

#include "mnv2_kernels_s16.h"
#include "mnv2_window_rows_private.h"

static inline const int16_t *mnv2_row_s16(const int8_t *row)
{
    return (const int16_t *)(const void *)row;
}

#endif
