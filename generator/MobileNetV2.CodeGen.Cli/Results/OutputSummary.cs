using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>Outputs at a glance, when nobody asked for a file.</summary>
internal static class OutputSummary
{
    private const int FewValues = 16;

    public static void Print(CliConsole console, Graph graph, ImmutableArray<byte[]> outputs)
    {
        for (var i = 0; i < outputs.Length; i++)
        {
            var tensor = graph[graph.Outputs[i]];
            var values = TensorValues.Real(tensor, outputs[i]);
            var largest = Array.IndexOf(values, values.Max());
            console.Out.WriteLine($"output '{TerminalText.OneLine(tensor.Name)}' {TensorText.Type(tensor.Type)} {tensor.Shape}");
            if (values.Length <= FewValues)
                console.Out.WriteLine($"  values {string.Join(' ', values.Select(Number))}");
            console.Out.WriteLine($"  smallest {Number(values.Min())}, largest {Number(values[largest])} at index {largest}, mean {Number(values.Average())}");
        }
    }

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
