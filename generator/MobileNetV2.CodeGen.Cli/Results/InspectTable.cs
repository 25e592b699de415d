using System.Collections.Immutable;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Passes;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>A model for people: its border, its operators, its totals.</summary>
internal static class InspectTable
{
    public static void Print(CliConsole console, ModelFile file)
    {
        var graph = file.Graph;
        console.WriteText($"model    {TerminalText.OneLine(graph.Name)}");
        console.WriteText($"file     {file.Path}, {TensorText.Count(file.SizeBytes)} bytes, sha256 {file.Sha256}");
        PrintBorder(console, "input", graph, graph.Inputs);
        PrintBorder(console, "output", graph, graph.Outputs);
        if (graph.Inputs.Select(id => graph[id]).FirstOrDefault(t => t.HasOpenBatch) is { } open)
            console.WriteText($"note     the file leaves the size of the batch open; here it is {open.Shape[0]}");
        console.Out.WriteLine();
        TablePrinter.Print(console, new TextTable(
            [
                TableColumn.Right("#"), TableColumn.Left("operator"), TableColumn.Left("inputs") with { LeftOut = 3 },
                TableColumn.Left("output"),
                TableColumn.Left("type") with { LeftOut = 2 }, TableColumn.Left("scale, zero point") with { LeftOut = 1 },
                TableColumn.Left("details") with { LeftOut = 5 },
                TableColumn.Right("parameters") with { LeftOut = 4 }, TableColumn.Right("MACs"),
            ],
            [.. graph.Operators.Select(o => Row(graph, o))]));
        console.Out.WriteLine();
        console.WriteText($"operators {graph.Operators.Length}, constants {TensorText.Count(GraphTotals.ConstantBytes(graph))} bytes, "
            + $"parameters {TensorText.Count(GraphTotals.Parameters(graph))}, MACs {TensorText.Count(MacCount.Of(graph))}");
        var simplified = SimplifiedNetwork.Of(graph);
        if (DroppedChannelsText.Of(simplified.DroppedChannels) is { Length: > 0 } dropped)
        {
            console.WriteText($"never computed: {dropped}; "
                + $"constants {TensorText.Count(GraphTotals.ConstantBytes(simplified.Graph))} bytes and MACs "
                + $"{TensorText.Count(MacCount.Of(simplified.Graph))} remain");
        }
    }

    private static void PrintBorder(CliConsole console, string what, Graph graph, ImmutableArray<TensorId> ids)
    {
        foreach (var tensor in ids.Select(id => graph[id]))
        {
            var quantization = TensorText.Quantization(tensor.Quantization);
            console.WriteText($"{what,-8} '{TerminalText.OneLine(tensor.Name)}' {TensorText.Type(tensor.Type)} {tensor.Shape}"
                + (quantization.Length > 0 ? $", scale and zero point {quantization}" : ""));
        }
    }

    private static ImmutableArray<string> Row(Graph graph, Operator op)
    {
        var output = graph[op.Output];
        return
        [
            op.Id.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
            op.Kind,
            string.Join(", ", op.Inputs.Select(id => graph[id]).Where(t => !t.IsConstant).Select(t => t.Shape.ToString())),
            output.Shape.ToString(),
            TensorText.Type(output.Type),
            TensorText.Quantization(output.Quantization),
            OperatorDetails.Of(graph, op),
            Blank(GraphTotals.Parameters(graph, op)),
            Blank(MacCount.Of(graph, op)),
        ];
    }

    private static string Blank(long count) => count == 0 ? "" : TensorText.Count(count);
}
