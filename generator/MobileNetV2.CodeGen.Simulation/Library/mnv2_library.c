/* The model under test as a shared library: a host program registers a callback and then calls what mnv2_model.h
 * declares. */
#include "mnv2_model.h"

typedef void (*mnv2_step_callback)(size_t step);

void mnv2_library_on_step(mnv2_step_callback callback);
uint8_t *mnv2_library_input(void);
uint8_t *mnv2_library_output(void);

static mnv2_step_callback step_callback;

void mnv2_library_on_step(mnv2_step_callback callback)
{
    step_callback = callback;
}

void mnv2_harness_on_step(size_t step)
{
    if (step_callback != NULL)
    {
        step_callback(step);
    }
}

uint8_t *mnv2_library_input(void)
{
    return mnv2_model_under_test.input;
}

uint8_t *mnv2_library_output(void)
{
    return mnv2_model_under_test.output;
}
