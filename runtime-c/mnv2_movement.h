/*
 * What moves elements and leaves them as they are: copies, paddings, concatenation, transposition, blocks.
 * What is common to all kernels is said in mnv2_kernels.h.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_MOVEMENT_H
#define MNV2_MOVEMENT_H

#include <stddef.h>
#include <stdint.h>

#include "mnv2_conversion.h"
#include "mnv2_runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The output never overlaps the input. */
void mnv2_copy(const void *input, void *output, size_t bytes);

/* rows times run bytes, which begin input_stride bytes apart and come to lie side by side. The output may begin where
 * the input does, or below. */
void mnv2_copy_rows(const void *input, void *output, int32_t rows, int32_t run, int32_t input_stride);

typedef struct
{
    int32_t rank; /* 1 to MNV2_MAX_RANK */
    int32_t dims[MNV2_MAX_RANK];
    int32_t strides[MNV2_MAX_RANK]; /* In bytes of the input, for each dimension; negative ones walk backwards. */
    int32_t run;                    /* Neighbouring bytes that are taken at each place. */
} mnv2_copy_strided_params;

/* The same for any number of dimensions; the input begins with the first byte taken. With a negative stride the output
 * overlaps nothing. */
void mnv2_copy_strided(const mnv2_copy_strided_params *params, const void *input, void *output);

typedef struct
{
    int32_t rank; /* 1 to MNV2_MAX_RANK */
    int32_t dims[MNV2_MAX_RANK];
    int32_t run; /* Neighbouring bytes that are taken at each place. */
} mnv2_copy_indexed_params;

/* The same with any steps: `offsets` holds dims[0] distances in bytes from the input's begin, then dims[1], and so on;
 * those of all dimensions are added. The output never overlaps the input. */
void mnv2_copy_indexed(const mnv2_copy_indexed_params *params, const int32_t *offsets, const void *input, void *output);

typedef struct
{
    int32_t rank;                      /* 1 to MNV2_MAX_RANK */
    int32_t bytes;                     /* Of the input and of the output. */
    int32_t run;                       /* Neighbouring bytes of the update: its last dimension. */
    int32_t outer[MNV2_MAX_RANK];      /* Dimensions of the update; 1 for the last. */
    int32_t last_begin[MNV2_MAX_RANK]; /* Where it lies at the end of a dimension of the input. */
    int32_t strides[MNV2_MAX_RANK];    /* In bytes of the output. */
} mnv2_update_slice_params;

/* The input with `update` over it, which begins at begin[0], begin[1], ..., moved to where it lies inside. The output
 * may begin where the input does, or below. */
void mnv2_update_slice_s32(
    const mnv2_update_slice_params *params, const void *input, const void *update, const int32_t *begin, void *output);

void mnv2_update_slice_s64(
    const mnv2_update_slice_params *params, const void *input, const void *update, const int64_t *begin, void *output);

typedef struct
{
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t channels;
    int32_t output_height;
    int32_t output_width;
    int32_t block_height;
    int32_t block_width;
    int32_t pad_top;
    int32_t pad_left;
    int32_t value; /* int8 */
} mnv2_space_to_batch_params;

/* The output has batches * block_height * block_width images. */
void mnv2_space_to_batch_s8(const mnv2_space_to_batch_params *params, const int8_t *input, int8_t *output);

/* block x block output pixels from the channels of each input pixel; the row is the input row under output row y. */
void mnv2_depth_to_space_row_8(const int8_t *const *input_rows,
                               void *output,
                               int32_t block,
                               int32_t output_pixel,
                               int32_t y,
                               int32_t x_begin,
                               int32_t x_end);

/* The other way; the rows are those of a block. */
void mnv2_space_to_depth_row_8(
    const int8_t *const *input_rows, void *output, int32_t block, int32_t input_pixel, int32_t x_begin, int32_t x_end);

typedef struct
{
    int32_t rank; /* 1 to MNV2_MAX_RANK */
    int32_t input_dims[MNV2_MAX_RANK];
    int32_t before[MNV2_MAX_RANK];
    int32_t after[MNV2_MAX_RANK];
    int32_t value; /* int8 */
} mnv2_pad_params;

/* Elements are bytes; wider ones are as many of those, and are padded with zeros. */
void mnv2_pad_s8(const mnv2_pad_params *params, const void *input, void *output);

typedef struct
{
    int32_t input_width;
    int32_t channels;
    int32_t pad_left;
    int32_t value; /* int8 */
} mnv2_pad_row_params;

/* Pads height and width: pixels of one output row from the input row under it, NULL above and below the input. */
void mnv2_pad_row_s8(
    const mnv2_pad_row_params *params, const int8_t *const *input_rows, void *output, int32_t x_begin, int32_t x_end);

/* Copies `rows` runs of `run` bytes, `output_stride` bytes apart in the output: one input of a concatenation. */
void mnv2_concatenate_8(const void *input, void *output, int32_t rows, int32_t run, int32_t output_stride);

/* The same with rescaling. */
void mnv2_concatenate_requantize_s8(const mnv2_requantize_params *params,
                                    const int8_t *input,
                                    int8_t *output,
                                    int32_t rows,
                                    int32_t run,
                                    int32_t output_stride);

/* The same through a table as that of mnv2_lookup_s8. */
void mnv2_concatenate_lookup_s8(
    const int8_t *table, const int8_t *input, int8_t *output, int32_t rows, int32_t run, int32_t output_stride);

typedef struct
{
    int32_t rank; /* 1 to MNV2_MAX_RANK */
    int32_t output_dims[MNV2_MAX_RANK];
    int32_t input_strides[MNV2_MAX_RANK]; /* In elements, for each dimension of the output. */
    int32_t element;                      /* Bytes of an element. */
} mnv2_transpose_params;

void mnv2_transpose(const mnv2_transpose_params *params, const void *input, void *output);

#ifdef __cplusplus
}
#endif

#endif
