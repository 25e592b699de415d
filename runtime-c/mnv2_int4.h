/*
 * Kernels that read weights of 4 bits, two to a byte: half the flash, at the price of taking them apart each time.
 * SPDX-License-Identifier: Apache-2.0
 *
 * All else is as in mnv2_convolution.h. Weights are -8 to 7; of a byte the low half comes first, and each run of them
 * begins in a byte of its own. Biases are folded; filter offsets are 0; scales_down is not read.
 */
#ifndef MNV2_INT4_H
#define MNV2_INT4_H

#include <stdint.h>

#include "mnv2_convolution.h"

#ifdef __cplusplus
extern "C" {
#endif

/* filter [output_channels][kernel_height][kernel_width], each a run of input_channels / groups weights. */
void mnv2_convolve_row_s4(const mnv2_conv_params *params,
                          const int32_t *multiplier,
                          const int32_t *shift,
                          const int8_t *const *input_rows,
                          const uint8_t *filter,
                          const int32_t *bias,
                          int8_t *output,
                          int32_t x_begin,
                          int32_t x_end);

/* Output pixels are complete in order. */
void mnv2_convolve_s4(const mnv2_conv_params *params,
                      const int32_t *multiplier,
                      const int32_t *shift,
                      const int8_t *input,
                      const uint8_t *filter,
                      const int32_t *bias,
                      int8_t *output);

void mnv2_convolve_tall_s4(const mnv2_conv_params *params,
                           const int32_t *multiplier,
                           const int32_t *shift,
                           const int8_t *input,
                           const uint8_t *filter,
                           const int32_t *bias,
                           void *row_table,
                           int8_t *output);

/* filter [kernel_height][kernel_width], each a run of output_channels weights. */
void mnv2_depthwise_convolve_row_s4(const mnv2_conv_params *params,
                                    const int32_t *multiplier,
                                    const int32_t *shift,
                                    const int8_t *const *input_rows,
                                    const uint8_t *filter,
                                    const int32_t *bias,
                                    int8_t *output,
                                    int32_t x_begin,
                                    int32_t x_end);

/* Output pixels are complete in order. */
void mnv2_depthwise_convolve_s4(const mnv2_conv_params *params,
                                const int32_t *multiplier,
                                const int32_t *shift,
                                const int8_t *input,
                                const uint8_t *filter,
                                const int32_t *bias,
                                int8_t *output);

void mnv2_depthwise_convolve_tall_s4(const mnv2_conv_params *params,
                                     const int32_t *multiplier,
                                     const int32_t *shift,
                                     const int8_t *input,
                                     const uint8_t *filter,
                                     const int32_t *bias,
                                     void *row_table,
                                     int8_t *output);

#ifdef __cplusplus
}
#endif

#endif
