using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Options;

/// <summary>MNV41xx: options that a network cannot follow.</summary>
internal static class InputDiagnostics
{
    public static readonly DiagnosticDescriptor RowsNeedStreamsDescriptor = new(
        "MNV4101",
        "Rows cannot be pushed into a layer schedule",
        "With `--input-mode rows` the first operators run while rows arrive, but `--schedule layers` runs one operator at a time over "
            + "whole tensors.",
        "Take `--schedule auto` or `--schedule stream`, or leave `--input-mode` at `frame`.");

    public static readonly DiagnosticDescriptor RowsNeedOneInputDescriptor = new(
        "MNV4102",
        "Rows can be pushed into a single input only",
        "With `--input-mode rows` the caller pushes the rows of one image, but the network has another number of inputs.",
        "Leave `--input-mode` at `frame`.");

    public static readonly DiagnosticDescriptor NeedsWholeInputDescriptor = new(
        "MNV4103",
        "Operator needs its whole input",
        "With `--input-mode rows` every operator that reads the network's input, and every operator that those wait for, must be able to "
            + "run on rows of an image (batch 1, rank 4); this one cannot.",
        "Leave `--input-mode` at `frame`; `mnv2c inspect` shows what the input feeds.");

    public static readonly DiagnosticDescriptor RowsNeedOneStreamDescriptor = new(
        "MNV4104",
        "Too many operators wait for the input",
        "With `--input-mode rows` one stream holds all operators up to the last that reads the network's input, and a stream has a limit.",
        "Leave `--input-mode` at `frame`, or read the input earlier in the network.");

    public static readonly DiagnosticDescriptor TooManyTilesDescriptor = new(
        "MNV4105",
        "Pictures have too many tiles to stream",
        "With `--schedule stream` an order of tiles is planned and proved before C is written. Some operators compute so many rows and "
            + "tiles that this would take minutes; they run over whole tensors.",
        "Use a network of lower resolution where RAM is short; otherwise nothing is lost.",
        Severity.Warning);

    public static readonly DiagnosticDescriptor CameraNeedsPictureDescriptor = new(
        "MNV4106",
        "The network takes no picture",
        "With `--input-format` a camera's pixels become the network's input, which must be one image (batch 1, rank 4) "
            + "of 1 or 3 channels, in int8, or in uint8 or float32 that a QUANTIZE turns into int8.",
        "Leave `--input-format` out; `mnv2c inspect` shows the inputs. Of a float network, `mnv2c quantize` makes one of int8 first.");

    public static readonly DiagnosticDescriptor CameraSizeDescriptor = new(
        "MNV4107",
        "A camera's size does not fit its format",
        "Formats in which pixels share their colour have frames of even sides, those of raw sensors at least 2 x 2 "
            + "pixels, and no side is longer than what positions are computed with.",
        "Give `--input-size` as the driver of the camera has it.");

    public static Diagnostic RowsNeedStreams() => new(
        RowsNeedStreamsDescriptor,
        "--input-mode rows",
        "--schedule layers needs the whole frame in RAM",
        "take --schedule auto or --schedule stream, or --input-mode frame");

    public static Diagnostic RowsNeedOneInput(string model, int inputs) => new(
        RowsNeedOneInputDescriptor,
        model,
        $"the network has {inputs} inputs, --input-mode rows pushes 1",
        "take --input-mode frame");

    /// <param name="why">What keeps it from running row by row.</param>
    /// <param name="lastReader">The operator that reads the network's input last.</param>
    public static Diagnostic NeedsWholeInput(Operator op, string why, Tensor input, Operator lastReader) => new(
        NeedsWholeInputDescriptor,
        $"operator {op}",
        op.Inputs.Contains(input.Id)
            ? $"it reads the network's input {input} and needs all {input.SizeBytes} bytes at once: {why}"
            : $"it cannot run row by row ({why}), but {lastReader} waits for it and reads the network's input {input}",
        op.Kind == "TRANSPOSE"
            ? "take --input-mode frame, or convert a network whose input has rows in the order in which they arrive"
            : "take --input-mode frame");

    public static Diagnostic RowsNeedOneStream(Tensor input, int operators, int most) => new(
        RowsNeedOneStreamDescriptor,
        $"input {input}",
        $"{operators} operators run before the last one that reads it has its rows, a stream holds {most}",
        "take --input-mode frame");

    public static Diagnostic TooManyTiles(Operator first, int count) => new(
        TooManyTilesDescriptor,
        $"operator {first}",
        count == 1
            ? "it runs over whole tensors instead of as a stream: its pictures have too many tiles"
            : $"{count} operators, of which this is the first, run over whole tensors instead of as streams: their pictures have too many "
                + "tiles",
        "use a network of lower resolution where RAM is short");

    /// <param name="why">What is wrong with its inputs.</param>
    public static Diagnostic CameraNeedsPicture(string model, string why) =>
        new(CameraNeedsPictureDescriptor, model, $"a camera cannot be its input: {why}", "leave --input-format out");

    public static Diagnostic CameraSize(CameraFormat format, int width, int height, string expected) => new(
        CameraSizeDescriptor,
        "--input-size",
        $"{width}x{height} is no size of {format.Name()}, expected is {expected}",
        "give the size of the camera's frame");
}
