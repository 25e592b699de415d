// Areas of classes: an OV7675 on a Nano 33 BLE, library Arduino_OV767X, and the library that `make arduino` makes.
#include <Arduino_OV767X.h>
#include <segment.h>

static segment_answer found;

void setup()
{
    Serial.begin(115200);
    while (!Camera.begin(QCIF, RGB565, 1))
    {
        Serial.println("no camera");
        delay(1000);
    }
}

void loop()
{
    Camera.readFrame(segment_input()); // Straight into the network's memory.
    if (segment_invoke() != SEGMENT_OK || segment_read_answer(&found) != SEGMENT_OK)
    {
        return;
    }
    for (int32_t i = 0; i < found.count; ++i)
    {
        Serial.print(segment_labels[found.regions[i].class_index]);
        Serial.print(": ");
        Serial.print(found.regions[i].area);
        Serial.println(" pixels");
    }
}
