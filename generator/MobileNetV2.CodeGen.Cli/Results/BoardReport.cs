using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>The tensors of a board beside those of the reference interpreter.</summary>
internal static class BoardReport
{
    /// <returns>False when one differs or is not of this network.</returns>
    public static bool Print(CliConsole console, Graph graph, InterpreterTrace trace, ImmutableArray<BoardTensor> tensors)
    {
        for (var i = 0; i < tensors.Length; i++)
        {
            if (Difference(graph, trace, tensors[i]) is not { } difference)
                continue;
            var name = graph.Contains(tensors[i].Id) ? $" '{TerminalText.OneLine(graph[tensors[i].Id].Name)}'" : "";
            console.Out.WriteLine($"{TensorText.Counted(i, "tensor")} equal, then");
            console.Out.WriteLine(
                $"DIFFERENT: step {tensors[i].Step} {graph.ProducerOf(tensors[i].Id)?.Kind ?? "?"}, tensor "
                    + $"{tensors[i].Id}{name}: {difference}");
            return false;
        }

        console.Out.WriteLine($"{TensorText.Counted(tensors.Length, "tensor")} equal");
        return true;
    }

    private static string? Difference(Graph graph, InterpreterTrace trace, BoardTensor tensor)
    {
        if (!graph.Contains(tensor.Id) || graph[tensor.Id].IsConstant)
            return "this network has no such tensor; is it the model, and the --io, of the board's code?";
        var expected = trace[tensor.Id].Span;
        if (tensor.Bytes != expected.Length)
            return $"the board has {TensorText.Counted(tensor.Bytes, "byte")}, the network {TensorText.Count(expected.Length)}";
        if (tensor.Data is { } data && TensorDifference.Between(graph[tensor.Id].Type, expected, data) is { } d)
            return string.Create(
                CultureInfo.InvariantCulture,
                $"element {d.Index} should be {d.Expected}, the board has {d.Actual}; {d.DifferentElements} of "
                    + $"{graph[tensor.Id].Shape.ElementCount} differ, by at most {d.Largest}");
        var crc = Crc32Sum.Of(expected);
        return crc == tensor.Crc
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"its CRC should be {crc:x8}, the board has {tensor.Crc:x8}");
    }
}
