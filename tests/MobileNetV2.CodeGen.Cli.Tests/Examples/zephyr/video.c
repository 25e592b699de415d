/* A camera that sends frames.bin once. */
#include <stdio.h>
#include <stdlib.h>
#include <zephyr/drivers/video.h>
#include <zephyr/sys/printk.h>

const struct device the_camera = {"camera"};

static struct video_buffer *waiting[2];
static FILE *frames;

bool device_is_ready(const struct device *device)
{
    return device == &the_camera;
}

int video_set_format(const struct device *device, struct video_format *format)
{
    (void)device;
    return format->type == VIDEO_BUF_TYPE_OUTPUT && format->pixelformat != 0 ? 0 : -1;
}

struct video_buffer *video_buffer_alloc(size_t size, int timeout)
{
    (void)timeout;
    struct video_buffer *const buffer = calloc(1, sizeof *buffer);
    buffer->buffer = malloc(size);
    buffer->size = (uint32_t)size;
    return buffer;
}

int video_enqueue(const struct device *device, struct video_buffer *buffer)
{
    (void)device;
    for (int i = 0; i < 2; ++i)
    {
        if (waiting[i] == NULL)
        {
            waiting[i] = buffer;
            return 0;
        }
    }
    return -1;
}

int video_stream_start(const struct device *device, enum video_buf_type type)
{
    (void)device;
    (void)type;
    frames = fopen("frames.bin", "rb");
    return frames == NULL ? -1 : 0;
}

int video_dequeue(const struct device *device, struct video_buffer **buffer, int timeout)
{
    (void)device;
    (void)timeout;
    struct video_buffer *const next = waiting[0];
    waiting[0] = waiting[1];
    waiting[1] = NULL;
    next->bytesused = (uint32_t)fread(next->buffer, 1, next->size, frames);
    *buffer = next;
    return next->bytesused == next->size ? 0 : -1;
}

void printk(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    vprintk(format, values);
    va_end(values);
}

void vprintk(const char *format, va_list values)
{
    vprintf(format, values);
}
