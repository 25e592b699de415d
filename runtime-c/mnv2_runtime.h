/*
 * Runtime of generated MobileNetV2.CodeGen models: version, configuration and compiler helpers.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Configuration: define these on the compiler's command line; every file of a model must see the same values.
 *
 *   MNV2_ON_STEP(index)     Statement run after step `index` of a model has completed, for profiling or a watchdog.
 *                           Default: nothing.
 *   MNV2_ON_STEP_OUTPUT(index, tensor, address, bytes)
 *                           Statement run after that for each tensor that the step leaves in memory, by its number in
 *                           the model, to write it out and compare it: mnv2c compare-dump. Default: nothing.
 *   MNV2_CONST_SECTION      Linker section of the weights and tables, a string such as ".qspi".
 *                           Default: the compiler's choice.
 *   MNV2_USE_CMSIS_NN       1: calls of arm_*() go to the official CMSIS-NN library (v7.0.0 or later), which you link.
 *                           0: they go to mnv2_arm_*.c of this folder, with the same signatures and bits. Default: 0.
 *
 * Each generated model adds macros of its own (arena section, external arena); see its header.
 */
#ifndef MNV2_RUNTIME_H
#define MNV2_RUNTIME_H

#include <stddef.h>
#include <stdint.h>

#include "mnv2_compiler.h"

/* Generated code refuses to build against a runtime of another version. */
#define MNV2_RUNTIME_VERSION 1

/*
 * Several networks in one program: each brings the files that it needs, and the linker takes one of several equal
 * functions, which are weak symbols. The id is made of the content of all runtime files: a network refuses to run when
 * it was linked with those of another version.
 */
#define MNV2_RUNTIME_ID 0x00000000U
extern const uint32_t mnv2_runtime_id;

/* Rows of the tallest window (convolution or pooling) whose row pointers are kept on the stack. */
#define MNV2_MAX_WINDOW_ROWS 64

/* Taps of the largest window of a depthwise convolution whose constants lie in blocks. */
#define MNV2_MAX_BLOCK_TAPS 49

/* Dimensions of the widest tensor that broadcasting and transposition accept. */
#define MNV2_MAX_RANK 6

#ifndef MNV2_USE_CMSIS_NN
#define MNV2_USE_CMSIS_NN 0
#endif

#ifndef MNV2_ON_STEP
#define MNV2_ON_STEP(index) ((void)0)
#endif

/* CMSIS-NN structures hold pointers to non-const although the library only reads: the one place where const is dropped.
 */
#define MNV2_UNCONST(type, pointer) ((type)(uintptr_t)(pointer))

#ifdef MNV2_CONST_SECTION
#define MNV2_CONST_PLACEMENT MNV2_SECTION(MNV2_CONST_SECTION)
#else
#define MNV2_CONST_PLACEMENT
#endif

#endif
