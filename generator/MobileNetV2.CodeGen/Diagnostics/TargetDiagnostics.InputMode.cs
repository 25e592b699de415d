using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Diagnostics;

/// <summary>MNV41xx: options that a network cannot follow.</summary>
internal static partial class TargetDiagnostics
{
    public static readonly DiagnosticDescriptor RowsNeedStreamsDescriptor = new(
        "MNV4101",
        "Rows cannot be pushed into a layer schedule",
        "With `--input-mode rows` the first operators run while rows arrive, but `--schedule layers` runs one operator at a time over whole tensors.",
        "Take `--schedule auto` or `--schedule stream`, or leave `--input-mode` at `frame`.");

    public static readonly DiagnosticDescriptor RowsNeedOneInputDescriptor = new(
        "MNV4102",
        "Rows can be pushed into a single input only",
        "With `--input-mode rows` the caller pushes the rows of one image, but the network has another number of inputs.",
        "Leave `--input-mode` at `frame`.");

    public static readonly DiagnosticDescriptor NeedsWholeInputDescriptor = new(
        "MNV4103",
        "Operator needs its whole input",
        "With `--input-mode rows` the first operator must be able to run on rows of an image (batch 1, rank 4); this one cannot.",
        "Leave `--input-mode` at `frame`; `mnv2c inspect` shows what the input feeds.");

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

    public static Diagnostic NeedsWholeInput(Operator op, Tensor input) => new(
        NeedsWholeInputDescriptor,
        $"operator {op}",
        $"it reads the network's input {input} and needs all {input.SizeBytes} bytes at once",
        "take --input-mode frame");
}
