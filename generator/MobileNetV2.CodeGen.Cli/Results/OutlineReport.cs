using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Import;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>What <c>inspect</c> shows of a network that cannot be compiled: all its operators,
/// with a mark at those that are the reason.</summary>
internal static class OutlineReport
{
    public static void PrintTable(CliConsole console, ModelOutline outline)
    {
        console.Out.WriteLine($"model    {TerminalText.OneLine(outline.Name)}, which cannot be compiled as it is");
        PrintBorder(console, "input", outline.Inputs);
        PrintBorder(console, "output", outline.Outputs);
        console.Out.WriteLine();
        TablePrinter.Print(console, new TextTable(
            [
                TableColumn.Left(""), TableColumn.Right("#"), TableColumn.Left("operator"), TableColumn.Left("inputs") with { LeftOut = 2 },
                TableColumn.Left("output"), TableColumn.Left("type") with { LeftOut = 1 }, TableColumn.Left("problem"),
            ],
            [.. outline.Operators.Select(Row)]));
        console.Out.WriteLine();
        var marked = outline.Operators.Count(o => o.Problem is not null);
        console.Out.WriteLine($"operators {outline.Operators.Length}, of which {TensorText.Count(marked)} marked x cannot be compiled");
    }

    public static void PrintJson(CliConsole console, ModelOutline outline) => JsonPrinter.Print(console, w =>
    {
        w.WriteStartObject();
        w.WriteString("model", outline.Name);
        w.WriteBoolean("compiles", false);
        WriteTensors(w, "inputs", outline.Inputs);
        WriteTensors(w, "outputs", outline.Outputs);
        w.WriteStartArray("operators");
        foreach (var op in outline.Operators)
        {
            w.WriteStartObject();
            w.WriteNumber("id", op.Index);
            w.WriteString("kind", op.Kind);
            WriteTensors(w, "inputs", op.Inputs);
            WriteTensors(w, "outputs", op.Outputs);
            if (op.Problem is { } problem)
                w.WriteString("problem", problem);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    });

    private static void PrintBorder(CliConsole console, string what, ImmutableArray<OutlinedTensor> tensors)
    {
        foreach (var tensor in tensors)
            console.Out.WriteLine($"{what,-8} '{TerminalText.OneLine(tensor.Name)}' {tensor.Type} {Shape(tensor)}");
    }

    private static ImmutableArray<string> Row(OutlinedOperator op) =>
    [
        op.Problem is null ? "" : "x",
        op.Index.ToString(CultureInfo.InvariantCulture),
        op.Kind,
        string.Join(", ", op.Inputs.Select(Shape)),
        string.Join(", ", op.Outputs.Select(Shape)),
        op.Outputs is [var output, ..] ? output.Type : "",
        op.Problem ?? "",
    ];

    private static string Shape(OutlinedTensor tensor) => tensor.Shape.IsEmpty ? "scalar" : string.Join('x', tensor.Shape);

    private static void WriteTensors(Utf8JsonWriter w, string name, ImmutableArray<OutlinedTensor> tensors)
    {
        w.WriteStartArray(name);
        foreach (var tensor in tensors)
        {
            w.WriteStartObject();
            w.WriteString("name", tensor.Name);
            w.WriteString("type", tensor.Type);
            w.WriteStartArray("shape");
            foreach (var dimension in tensor.Shape)
                w.WriteNumberValue(dimension);
            w.WriteEndArray();
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }
}
