#pragma once
#include <stdint.h>

#include <zephyr/device.h>

#define VIDEO_FOURCC(a, b, c, d) ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16 | (uint32_t)(d) << 24)
#define VIDEO_PIX_FMT_RGB565 VIDEO_FOURCC('R', 'G', 'B', 'P')
#define VIDEO_PIX_FMT_RGB565X VIDEO_FOURCC('R', 'G', 'B', 'R')
#define VIDEO_PIX_FMT_YUYV VIDEO_FOURCC('Y', 'U', 'Y', 'V')
#define VIDEO_PIX_FMT_RGGB8 VIDEO_FOURCC('R', 'G', 'G', 'B')

enum video_buf_type
{
    VIDEO_BUF_TYPE_INPUT,
    VIDEO_BUF_TYPE_OUTPUT
};
struct video_format
{
    enum video_buf_type type;
    uint32_t pixelformat;
    uint32_t width;
    uint32_t height;
    uint32_t pitch;
};
struct video_buffer
{
    enum video_buf_type type;
    uint8_t *buffer;
    uint32_t size;
    uint32_t bytesused;
};

int video_set_format(const struct device *device, struct video_format *format);
struct video_buffer *video_buffer_alloc(size_t size, int timeout);
int video_enqueue(const struct device *device, struct video_buffer *buffer);
int video_dequeue(const struct device *device, struct video_buffer **buffer, int timeout);
int video_stream_start(const struct device *device, enum video_buf_type type);
