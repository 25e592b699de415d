using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
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
            console.Out.WriteLine($"output '{TerminalText.OneLine(tensor.Name)}' {TensorText.Type(tensor.Type)} {tensor.Shape}");
            if (tensor.Shape.ElementCount <= FewValues)
                console.Out.WriteLine($"  values {string.Join(' ', TensorValues.Real(tensor, outputs[i]).Select(Number))}");
            PrintRange(console, tensor, outputs[i]);
        }
    }

    // One by one: as real numbers a large output would take eight times its memory.
    private static void PrintRange(CliConsole console, Tensor tensor, byte[] output)
    {
        var (smallest, largest, at, sum) = (double.PositiveInfinity, double.NegativeInfinity, 0, 0.0);
        for (var i = 0; i < tensor.Shape.ElementCount; i++)
        {
            var value = TensorValues.Real(tensor, output, i);
            smallest = Math.Min(smallest, value);
            sum += value;
            if (value > largest)
                (largest, at) = (value, i);
        }

        console.Out.WriteLine(
            $"  smallest {Number(smallest)}, largest {Number(largest)} at index {at}, mean {Number(sum / tensor.Shape.ElementCount)}");
    }

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
