/* The model under test, as the harness sees it. mnv2_model.c is generated for each simulation. */
#ifndef MNV2_MODEL_H
#define MNV2_MODEL_H

#include <stddef.h>
#include <stdint.h>

/* A tensor that a step completes. */
typedef struct
{
    uint32_t step;
    uint32_t arena;
    uint32_t offset_bytes;
    uint32_t size_bytes;
} mnv2_tensor;

typedef struct
{
    uint32_t input_bytes;  /* All inputs, one after the other. */
    uint32_t output_bytes; /* All outputs. */
    uint32_t step_count;
    uint32_t tensor_count;
    const mnv2_tensor *tensors; /* Ordered by step. */
    uint8_t *input;             /* Memory of the harness for one case. */
    uint8_t *output;
} mnv2_model;

extern const mnv2_model mnv2_model_under_test;

/* Binds what must be bound; returns the model's status, 0 is good. */
int mnv2_model_prepare(void);

/* One inference from `input` to `output`; returns the model's status. */
int mnv2_model_run(void);

/* The same in two parts: only the copy of the input into the model, and only the inference. */
void mnv2_model_load(void);
int mnv2_model_invoke(void);

/* An arena of the model, to fill and to watch. */
uint8_t *mnv2_model_arena(uint32_t index);
uint32_t mnv2_model_arena_bytes(uint32_t index);

#endif
