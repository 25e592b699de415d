/*
 * Rows of 16-bit values, as the kernels for rows take them: as bytes.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_WINDOW_ROWS_S16_PRIVATE_H
#define MNV2_WINDOW_ROWS_S16_PRIVATE_H

#include "mnv2_kernels_s16.h"

/* rows [count]: input rows from `first` on, NULL for those outside the input. */
static inline void mnv2_window_rows_s16(const int16_t *input,
                                        int32_t row_size,
                                        int32_t height,
                                        int32_t first,
                                        int32_t step,
                                        int32_t count,
                                        const int8_t **rows)
{
    for (int32_t k = 0; k < count; k++)
    {
        const int32_t row = first + k * step;
        rows[k] = row < 0 || row >= height ? NULL : (const int8_t *)(input + row * row_size);
    }
}

static inline const int16_t *mnv2_row_s16(const int8_t *row)
{
    return (const int16_t *)(const void *)row;
}

#endif
