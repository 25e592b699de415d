# What all examples have in common. In the folder of one:
#
#   make check              builds the firmware for a Cortex-M4, runs it on an emulated board, compares its answer with the desk's
#   make check BOARD=m55    the same for a Cortex-M55
#   make zephyr             the network as a Zephyr module, for ./zephyr
#   make arduino            the network as an Arduino library, for ./arduino
#
# MODEL=person.tflite takes a network of your own in place of the one that is made here.

APP := $(notdir $(CURDIR))
BOARDS := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))
BOARD ?= m4
BUILD ?= build
OUT := $(BUILD)/$(BOARD)
MNV2C ?= $(BOARDS)/../../eng/mnv2c
MODEL ?= $(BUILD)/$(APP).json

CC := arm-none-eabi-gcc
AR := arm-none-eabi-ar
CFLAGS := -O2 -Wall -Wextra -Wconversion -Werror -ffunction-sections -fdata-sections -mthumb -mfloat-abi=hard -mcpu=cortex-$(BOARD)
MACHINE_m4 := mps2-an386
MACHINE_m55 := mps3-an547
ifeq ($(BOARD),m4)
CFLAGS += -mfpu=fpv4-sp-d16
endif

# What the camera sends, and what the network gets of it on the desk, where they differ from the network's input.
FRAME_CAMERA ?= $(CAMERA)
DESK_INPUT ?= $(BUILD)/frames.bin

# What Arduino_OV767X gives: QCIF, two bytes a pixel, the high one first.
ARDUINO_CAMERA ?= --input-format rgb565be --input-size 176x144 --resize area

ANSWER := --head $(HEAD) --labels labels.txt $(GALLERY)
.DEFAULT_GOAL := check
COMPILE = $(MNV2C) compile $(MODEL) $(CAMERA) $(ANSWER) --schedule stream

# The network and what is generated of it. Its makefile is made before it is read.
$(BUILD)/$(APP).json: Makefile
	$(MNV2C) new mobilenet_v2 $(NEW) --output $@

$(OUT)/gen/$(APP).mk: $(MODEL) $(GALLERY_FILES) Makefile labels.txt
	$(COMPILE) --input-mode rows --target cortex-$(BOARD) --emit make --output $(OUT)/gen

$(APP)_BUILD := $(OUT)/obj
ifeq ($(filter zephyr arduino clean,$(MAKECMDGOALS)),)
-include $(OUT)/gen/$(APP).mk
endif

# What the camera sends when it sees the pictures.
$(BUILD)/frames.bin: $(MODEL) $(PICTURES) Makefile
	rm -f $@
	for p in $(PICTURES); do $(MNV2C) run $(MODEL) $(FRAME_CAMERA) --input $$p --save-input $(BUILD)/frame.bin >/dev/null && cat $(BUILD)/frame.bin >>$@ || exit 1; done

# The same on the desk.
$(BUILD)/desk.bin: $(MODEL) $(DESK_INPUT) $(GALLERY_FILES) Makefile labels.txt
	$(MNV2C) run $(MODEL) $(CAMERA) $(ANSWER) --input $(DESK_INPUT) --save-answer $@

check: $(OUT)/firmware.elf $(BUILD)/frames.bin $(BUILD)/desk.bin
	cp $(BUILD)/frames.bin $(OUT)/frames.bin
	@echo "firmware:"
	cd $(OUT) && qemu-system-arm -machine $(MACHINE_$(BOARD)) -display none -monitor none -serial null \
	  -semihosting-config enable=on,target=native -kernel firmware.elf 2>&1
	cmp $(OUT)/answer.bin $(BUILD)/desk.bin
	@echo "the firmware's answer is the desk's, bit by bit"

$(OUT)/firmware.elf: main.c $(BOARDS)/bare.c $(BOARDS)/board.h $(OUT)/gen/$(APP).mk $($(APP)_LIBRARY)
	$(CC) -std=gnu11 $(CFLAGS) -I$(BOARDS) $($(APP)_CPPFLAGS) -nostartfiles -specs=nano.specs -specs=nosys.specs -Wl,--gc-sections \
	  -L$(BOARDS) -T$(BOARDS)/$(BOARD).ld main.c $(BOARDS)/bare.c $($(APP)_LIBRARY) -o $@

zephyr: $(MODEL) $(GALLERY_FILES)
	$(COMPILE) --input-mode rows --target cortex-m4 --emit zephyr --output $(BUILD)/zephyr

arduino: $(MODEL) $(GALLERY_FILES)
	$(MNV2C) compile $(MODEL) $(ARDUINO_CAMERA) $(ANSWER) --schedule stream --target cortex-m4 --emit arduino --output $(BUILD)/arduino

clean:
	rm -rf $(BUILD)

.DELETE_ON_ERROR:
.PHONY: check zephyr arduino clean
