/*
 * The int8 kernels, bit-exact against the reference arithmetic: C11, with forms in the instructions of a core where it
 * has them. Families of kernels have headers of their own; this one includes all.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Common to all kernels:
 *  - activations are NHWC, densely packed, without alignment requirements (float and int32 data: natural alignment);
 *  - arguments come as (params, quantization, input, weights, bias, output), as in CMSIS-NN;
 *  - zero points and activation ranges are within the element type's range, activation_min <= activation_max;
 *  - nothing is checked at run time: the generator that writes the calls has checked shapes and ranges;
 *  - a kernel may write over its input only where its comment says so.
 *
 * A "_row" kernel computes the pixels [x_begin, x_end) of one output row. It reads its window's rows through
 * pointers, so rows may live anywhere (a wrapping line buffer, for example): input_rows[k] is column 0 of the input row
 * under kernel row k, or NULL when that row lies in the padding. `output` is where pixel x_begin goes.
 *
 * A "_tall" kernel computes the same as the one without the word, for windows of any height: its row_table is room for
 * as many pointers as the window has rows, aligned for pointers. The others keep that table on the stack.
 */
#ifndef MNV2_KERNELS_H
#define MNV2_KERNELS_H

#include "mnv2_camera.h"
#include "mnv2_conversion.h"
#include "mnv2_convolution.h"
#include "mnv2_detection.h"
#include "mnv2_elementwise.h"
#include "mnv2_floats.h"
#include "mnv2_functions.h"
#include "mnv2_matrix.h"
#include "mnv2_movement.h"
#include "mnv2_numbers.h"
#include "mnv2_pooling.h"
#include "mnv2_reduction.h"
#include "mnv2_resize.h"
#include "mnv2_softmax.h"

#endif
