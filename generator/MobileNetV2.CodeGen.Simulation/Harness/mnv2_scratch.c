/*
 * Asks a linked CMSIS-NN how much scratch memory it wants: reads questions from scratch.bin, writes the answers to
 * answers.bin. The simulation compares them with what the generator computed.
 */
#include "mnv2_scratch.h"

#if MNV2_USE_CMSIS_NN

#include "arm_nnfunctions.h"

#include "mnv2_platform.h"

typedef struct
{
    int32_t function; /* 0 convolution, 1 depthwise convolution, 2 average pooling, 3 fully connected; 4, 5, 6 as 0, 1,
                         2 of 16 bits */
    int32_t input[4]; /* n, h, w, c */
    int32_t filter[4];
    int32_t output[4];
    int32_t stride[2]; /* h, w */
    int32_t dilation[2];
    int32_t padding[2];
    int32_t channel_multiplier;
} mnv2_question;

static cmsis_nn_dims dims(const int32_t *nhwc)
{
    return (cmsis_nn_dims){.n = nhwc[0], .h = nhwc[1], .w = nhwc[2], .c = nhwc[3]};
}

static cmsis_nn_tile tile(const int32_t *hw)
{
    return (cmsis_nn_tile){.h = hw[0], .w = hw[1]};
}

static int32_t ask(const mnv2_question *question)
{
    const cmsis_nn_dims input = dims(question->input);
    const cmsis_nn_dims filter = dims(question->filter);
    const cmsis_nn_dims output = dims(question->output);
    const cmsis_nn_activation activation = {.min = -128, .max = 127};
    const int is_wide = question->function >= 4;
    if (question->function == 0 || question->function == 4)
    {
        const cmsis_nn_conv_params params = {.input_offset = 1,
                                             .stride = tile(question->stride),
                                             .padding = tile(question->padding),
                                             .dilation = tile(question->dilation),
                                             .activation = activation};
        return is_wide ? arm_convolve_wrapper_s16_get_buffer_size(&params, &input, &filter, &output)
                       : arm_convolve_wrapper_s8_get_buffer_size(&params, &input, &filter, &output);
    }
    if (question->function == 1 || question->function == 5)
    {
        const cmsis_nn_dw_conv_params params = {.input_offset = 1,
                                                .ch_mult = question->channel_multiplier,
                                                .stride = tile(question->stride),
                                                .padding = tile(question->padding),
                                                .dilation = tile(question->dilation),
                                                .activation = activation};
        return is_wide ? arm_depthwise_conv_wrapper_s16_get_buffer_size(&params, &input, &filter, &output)
                       : arm_depthwise_conv_wrapper_s8_get_buffer_size(&params, &input, &filter, &output);
    }
    if (question->function == 3)
    {
        return arm_fully_connected_s8_get_buffer_size(&filter);
    }
    return is_wide ? arm_avgpool_s16_get_buffer_size(output.w, input.c)
                   : arm_avgpool_s8_get_buffer_size(output.w, input.c);
}

int mnv2_ask_scratch(uint32_t count)
{
    const int questions = mnv2_open_to_read("scratch.bin");
    const int answers = mnv2_open_to_write("answers.bin");
    int good = questions != MNV2_NO_FILE && answers != MNV2_NO_FILE;
    for (uint32_t i = 0; good && i < count; ++i)
    {
        mnv2_question question;
        good = mnv2_read(questions, &question, sizeof question);
        const int32_t answer = good ? ask(&question) : 0;
        good = good && mnv2_write(answers, &answer, sizeof answer);
    }
    if (good)
    {
        mnv2_close(answers);
    }
    return good;
}

#else

int mnv2_ask_scratch(uint32_t count)
{
    return count == 0;
}

#endif
